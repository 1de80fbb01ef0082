"""Commands that explore the graph: show, compare, timeline, search."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import AsJson, StorePlace, app
from kg.cli.ask import STORE
from kg.cli.make import OUTPUT
from kg.cli.printing import print_json, print_problem
from kg.model import EntityType

English = Annotated[bool, typer.Option("--english", help="Word it in English instead of Chinese.")]
Markdown = Annotated[bool, typer.Option("--markdown", help="Print Markdown instead of tables for the terminal.")]
Limit = Annotated[int, typer.Option(min=0, help="How many facts of each kind to print; 0 is all.")]
Type = Annotated[EntityType | None, typer.Option("--type", help="Only things of this type.", show_default=False)]


@app.command()
def show(
    entity: Annotated[str, typer.Argument(help="A name, other name, code, key or IRI.", show_default=False)],
    store: StorePlace = STORE,
    limit: Limit = 10,
    english: English = False,
    as_json: AsJson = False,
) -> None:
    """Show all that the graph says of one thing, with the sentences. 查看一个实体。"""
    from kg.explore import Wording, show_entity
    from kg.store import open_store

    profile = show_entity(open_store(store), entity)
    if as_json:
        print_json(asdict(profile))
    else:
        typer.echo(Wording(english=english).profile(profile, limit=limit), nl=False)


@app.command()
def compare(
    first: Annotated[str, typer.Argument(help="A place, or a place in a year: 嵊州市@2023.", show_default=False)],
    second: Annotated[str, typer.Argument(help="The other.", show_default=False)],
    store: StorePlace = STORE,
    markdown: Markdown = False,
    english: English = False,
    as_json: AsJson = False,
) -> None:
    """Compare two places, or a place in two years: what both do, what only one does, their figures. 对比两地或两年。"""
    from kg.explore import Wording, compare_places
    from kg.store import open_store

    comparison = compare_places(open_store(store), first, second)
    if as_json:
        print_json(asdict(comparison))
    else:
        typer.echo(Wording(english=english, form="md" if markdown else "table").comparison(comparison), nl=False)


@app.command()
def timeline(
    place: Annotated[str, typer.Argument(help="Name or code of a place.", show_default=False)],
    store: StorePlace = STORE,
    kind: Type = None,
    markdown: Markdown = False,
    english: English = False,
    as_json: AsJson = False,
) -> None:
    """Show what a place planned, carried on and finished, year by year. 逐年查看计划与完成情况。"""
    from kg.explore import Wording, trace_place
    from kg.store import open_store

    found = trace_place(open_store(store), place, kind=kind)
    if as_json:
        print_json(asdict(found))
    else:
        typer.echo(Wording(english=english, form="md" if markdown else "table").timeline(found), nl=False)


@app.command()
def search(
    words: Annotated[
        list[str], typer.Argument(help="One or more words; all of them must be there.", show_default=False)
    ],
    folder: Annotated[Path, typer.Option("--from", help="Output folder of a build.")] = OUTPUT,
    limit: Annotated[int, typer.Option(min=1, help="How many to print.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Find entities and sentences by words; exit code 1 when there are none. 按词查找实体与句子。"""
    from kg.explore.index import open_index
    from kg.explore.wording import clean
    from kg.search import find_words

    hits = find_words(open_index(folder), " ".join(words), limit=limit)
    if as_json:
        print_json([asdict(hit) for hit in hits])
        return
    before, after = typer.style("x", fg=typer.colors.RED, bold=True).split("x")
    for hit in hits:
        shown = replace(hit, text="".join(clean(character) or " " for character in hit.text))
        about = f"{hit.type} {hit.key}" if hit.kind == "entity" else hit.title
        typer.echo(f"{shown.mark(before, after)}  — {clean(about)}")
    if not hits:
        print_problem(f"No name or sentence holds {' and '.join(words)}.")
        raise typer.Exit(1)
