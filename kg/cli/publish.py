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
    files: Annotated[list[Path], typer.Argument(help="Turtle, N-Quads or JSON-LD.", show_default=False)],
    to: Annotated[str, typer.Option(help="Folder of a store, or Graph Store URL of a server.", show_default=False)],
) -> None:
    """Load a graph into a store or server; a document loaded again replaces its graph. 载入图谱到数据库。"""
    from kg.cli.printing import show_progress
    from kg.store import load_files

    done = 0
    with show_progress("loading") as progress:

        def advance(graph: str, triples: int) -> None:
            nonlocal done
            done += triples
            progress(done, 0, graph.rsplit("/", 1)[-1])

        typer.echo(f"{load_files(files, to=to, progress=advance):,} triples → {to}")


@app.command()
def ontology() -> None:
    """Print the ontology as Turtle. 输出本体。"""
    from kg.resources import locate

    typer.echo(locate("ontology/policy.ttl").read_text("utf-8"), nl=False)
