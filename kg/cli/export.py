"""Commands on what a build left in its folder: export, merges."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import AsJson, app
from kg.cli.make import OUTPUT
from kg.cli.printing import print_json

Built = Annotated[Path, typer.Option("--from", help="Output folder of a build.")]


class Form(StrEnum):
    """The forms of `kg.export.FORMS`."""

    NEO4J = "neo4j"
    PARQUET = "parquet"
    RDF12 = "rdf12"
    FLAT = "flat"


_SHOWN = ("type", "name", "other", "reason", "document")


class Rows(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    CSV = "csv"
    MD = "md"


@app.command()
def export(
    form: Annotated[Form, typer.Option("--form", help="neo4j, parquet, rdf12 or flat.", show_default=False)],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder to write into.", show_default=False)],
    folder: Built = OUTPUT,
) -> None:
    """Write a build's graph for other tools: Neo4j, Parquet, RDF 1.2 triple terms, direct triples. 导出其他格式。"""
    from kg.export import export_build

    for path in export_build(folder, output, form=form.value):
        typer.echo(path)


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
