"""Commands that publish: report, load, ontology."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import Base, app
from kg.cli.make import OUTPUT
from kg.settings import DEFAULT_BASE


@app.command()
def report(
    folder: Annotated[Path, typer.Option("--from", help="Output folder of a build.")] = OUTPUT,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Folder of the site: site/ in it.")] = None,
    title: Annotated[str, typer.Option(help="What the site is called.")] = "政策知识图谱",
    base: Base = DEFAULT_BASE,
) -> None:
    """Write a static site: documents, entities, questions with answers, charts, downloads. 生成可离线打开的网站。"""
    from kg.site import write_site

    typer.echo(write_site(folder, output or folder / "site", title=title, base=base))


@app.command()
def load(
    files: Annotated[list[Path], typer.Argument(help="Turtle, N-Quads, JSON-LD …", show_default=False)],
    to: Annotated[str, typer.Option(help="Folder of a store, or address of a server.", show_default=False)],
    graph: Annotated[str | None, typer.Option(help="IRI of the graph for triples that are in none.")] = None,
) -> None:
    """Load a graph into a store or server; a document loaded again replaces its graph. 载入图谱到数据库。

    User and password for the server come from KG_STORE_USER and KG_STORE_PASSWORD, or a token from KG_STORE_TOKEN.
    """
    from kg.cli.printing import show_progress
    from kg.store import load_files

    with show_progress("loading") as progress:
        count = load_files(files, to=to, graph=graph, progress=progress)
    typer.echo(f"{count:,} triples → {to}")


@app.command()
def ontology() -> None:
    """Print the ontology as Turtle. 输出本体。"""
    from kg.resources import locate

    typer.echo(locate("ontology/policy.ttl").read_text("utf-8"), nl=False)
