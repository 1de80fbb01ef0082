"""A shelf in, the first page and the lists of entities out."""

import html
from collections.abc import Iterator

from kg.errors import NotFoundError
from kg.server.overview import Overview, read_overview
from kg.server.shelf import Shelf
from kg.server.shell import BRAND, entity_address, render, word
from kg.site.shell import Cell, dot, label, link, table
from kg.site.shell import word as site_word
from kg.view.labels import read_labels

_TOP = 8
_MOST = 2000  # entities on one page
_COLUMNS = ("place", "title", "reviewed", "planned", "facts", "measures")


def show_home(shelf: Shelf) -> str:
    """The first page: search, what there is, the reports, the best known of each type."""
    overview = read_overview(shelf)
    body = [
        f'<section class="hero"><h1>{BRAND}</h1>{_search()}{_numbers(overview)}</section>',
        f"<h2>{word('documents')}</h2>",
        table([site_word(column) for column in _COLUMNS], _documents(shelf, overview), name="documents"),
        f'<h2>{word("entities")}</h2><div class="cards">{"".join(_types(overview))}</div>',
    ]
    return render(body, title="", tab="home", look="home")


def show_type(shelf: Shelf, kind: str) -> str:
    """All entities of a type.

    Raises:
        NotFoundError: there are none of such a type.
    """
    known = read_overview(shelf).known
    if kind not in known:
        raise NotFoundError("type of entity", kind, sorted(known))
    tabs = "".join(
        f'<a href="/entities/{k}"{" aria-current=page" if k == kind else ""}>{dot(k)}{label("type", k)}'
        f'<span class="soft">{len(known[k]):,}</span></a>'
        for k in known
    )
    rows = [
        (
            Cell(markup=link(entity_address(thing.key), thing.name)),
            _key(thing.key),
            Cell(markup=f"{n:,}", kind="number"),
        )
        for thing, n in known[kind][:_MOST]
    ]
    columns = [site_word("name"), "IRI", word("mentions")]
    cut = f'<p class="note">{word("more_hits")}</p>' if len(known[kind]) > _MOST else ""
    body = [
        f"<h1>{label('type', kind)}</h1>",
        f'<nav class="tabs">{tabs}</nav>',
        cut,
        table(columns, rows, name="entities"),
    ]
    return render(body, title=read_labels("type")[kind].zh, tab="home")


def _key(key: str) -> Cell:
    return Cell(markup=f'<span class="soft">{html.escape(key)}</span>')


def _search() -> str:
    hint = read_labels("server")["hint"]
    return (
        f'<form class="ask" action="/search" role="search"><input name="q" type="search" autofocus autocomplete="off" '
        f'data-zh="{html.escape(hint.zh)}" data-en="{html.escape(hint.en)}" aria-label="{html.escape(hint.zh)}">'
        f"<button>{word('find')}</button></form>"
    )


def _numbers(overview: Overview) -> str:
    numbers = {
        "documents": len(overview.sources),
        "places": len(overview.places),
        "entities": overview.entities,
        "facts": sum(overview.facts.values()),
        "measures": sum(overview.figures.values()),
    }
    figures = "".join(f"<span><b>{n:,}</b>{site_word(key)}</span>" for key, n in numbers.items())
    return f'<div class="figures">{figures}</div>'


def _documents(shelf: Shelf, overview: Overview) -> list[tuple[Cell, ...]]:
    rows = []
    for source, report in overview.sources.items():
        place = overview.places.get(report.place)
        address = shelf.address(source)
        rows.append(
            (
                Cell(markup=link(entity_address(place.key), place.name) if place else "", kind="short"),
                Cell(markup=link(address, report.title) if address else html.escape(report.title)),
                Cell(markup=html.escape(report.reviewed), kind="short"),
                Cell(markup=html.escape(report.planned), kind="short"),
                *(
                    Cell(markup=f"{count.get(source, 0):,}", kind="number")
                    for count in (overview.facts, overview.figures)
                ),
            )
        )
    return rows


def _types(overview: Overview) -> Iterator[str]:
    for kind, known in overview.known.items():
        more = f'<a href="/entities/{kind}">{site_word("all")} {len(known):,}</a>'
        top = "".join(
            f'<li>{link(entity_address(thing.key), thing.name)}<span class="soft">{count}</span></li>'
            for thing, count in known[:_TOP]
        )
        yield f'<section class="card"><h3>{dot(kind)}{label("type", kind)}{more}</h3><ol>{top}</ol></section>'
