"""Commands that publish: report."""

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
