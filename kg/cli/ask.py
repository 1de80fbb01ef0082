"""Commands that ask the graph: query, queries."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from kg.cli.app import AsJson, StorePlace, app
from kg.cli.printing import print_json
from kg.errors import UsageError

STORE = "output/store"


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TTL = "ttl"
    MD = "md"


@app.command()
def query(
    name: Annotated[str, typer.Argument(help="A named question, a .rq file, or - for standard input.")],
    param: Annotated[list[str] | None, typer.Option(help="A parameter as key=value; repeat for more.")] = None,
    store: StorePlace = STORE,
    form: Annotated[Format, typer.Option("--format", help="table, csv, json, ttl or md.")] = Format.TABLE,
) -> None:
    """Ask the graph a question in SPARQL. 查询图谱。"""
    from kg.query import format_answer, load_query, run_query
    from kg.store import open_store

    question, values = load_query(name, stdin=sys.stdin), _parameters(param or [])
    answer = run_query(open_store(store), question, values)
    typer.echo(format_answer(answer, form.value), nl=False)


@app.command()
def queries(as_json: AsJson = False) -> None:
    """List the named questions with their parameters. 列出内置问题。"""
    from kg.query import list_queries

    questions = list_queries()
    if as_json:
        print_json([{"name": q.name, "question": q.question, "zh": q.question_zh} for q in questions])
        return
    for question in questions:
        typer.echo(f"{question.name:<32} {question.question}\n{'':<32} {question.question_zh}")


def _parameters(pairs: list[str]) -> dict[str, str]:
    values = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"--param takes key=value, not “{pair}”.")
        values[key.strip()] = value
    return values
