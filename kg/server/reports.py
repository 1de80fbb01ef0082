"""A shelf in; its reports as pages and the graph around an entity out, as `kg.view` draws them."""

import html
from functools import lru_cache
from string import Template

from kg.errors import NotFoundError
from kg.resources import read_data
from kg.server.overview import read_overview
from kg.server.shelf import Shelf
from kg.server.shell import BRAND, entity_address, graph_address, make_menu
from kg.view import render_document

_GRAPH_STYLES = ("common.css", "graph.css", "server.css")
_GRAPH_SCRIPTS = ("vis-network.js", "around.js")


@lru_cache(maxsize=32)
def show_document(shelf: Shelf, file: str) -> str:
    """The page of a report.

    Raises:
        NotFoundError: there is no such report.
    """
    page = shelf.files.get(file)
    if page is None:
        raise NotFoundError("report", file)
    extraction = shelf.read(page)
    menu = f'<nav class="menu">{make_menu()}</nav>'
    return render_document(
        extraction, graph_page=graph_address(extraction.links.place.key), link=entity_address, menu=menu
    )


def show_graph(shelf: Shelf, key: str) -> str:
    """The page of the graph around an entity; what it shows it asks for itself.

    Raises:
        NotFoundError: the store holds nothing to start from.
    """
    key = key or find_start(shelf)
    style = "".join(f'@import url("/static/{name}");' for name in _GRAPH_STYLES)
    scripts = "".join(f'<script src="/static/{name}"></script>' for name in _GRAPH_SCRIPTS)
    menu = f'<template id="menu"><nav class="menu">{make_menu("graph")}</nav></template>'
    return Template(read_data("view/graph.html")).substitute(
        title=html.escape(f"{key.rpartition('/')[2]} · {BRAND}"),
        policy="default-src 'self' data: 'unsafe-inline'; script-src 'self'",
        style=style,
        data="",
        scripts=f'{menu}<meta name="entity" content="{html.escape(key)}">{scripts}',
    )


def find_start(shelf: Shelf) -> str:
    """The reporting place with the most facts, else the best known entity."""
    overview = read_overview(shelf)
    sources = sorted(overview.sources, key=lambda source: (-overview.facts.get(source, 0), source))
    if sources:
        return overview.sources[sources[0]].place
    for known in overview.known.values():
        return known[0][0].key
    raise NotFoundError("entity", "in this store")
