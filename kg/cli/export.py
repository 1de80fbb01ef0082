"""Commands on what a build left in its folder: merges."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import AsJson, app
from kg.cli.make import OUTPUT
from kg.cli.printing import print_json

Built = Annotated[Path, typer.Option("--from", help="Output folder of a build.")]


_SHOWN = ("type", "name", "other", "reason", "document")


class Rows(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    CSV = "csv"
    MD = "md"


@app.command()
def merges(
    folder: Built = OUTPUT,
    form: Annotated[Rows, typer.Option("--format", help="table, csv or md.")] = Rows.TABLE,
    as_json: AsJson = False,
) -> None:
    """List which names were taken for which entity, and why; its CSV can be filled in for --decisions. 查看合并。"""
    from kg.assemble import find_records
    from kg.merges import list_merges, to_table
    from kg.query import format_answer
    from kg.records import read_records

    found = list(list_merges(read_records(find_records(folder))))
    if as_json:
        print_json([{name: value for name, value in asdict(merge).items() if name != "decision"} for merge in found])
    else:
        table = to_table(found) if form is Rows.CSV else to_table(found, _SHOWN)
        typer.echo(format_answer(table, form.value), nl=False)
