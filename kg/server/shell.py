"""The body of a page in, the whole page out: the frame of the server's pages, in the look of the static site."""

import html
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from kg.explore.values import Proof, Thing
from kg.server.shelf import Shelf
from kg.server.sources import read_sources
from kg.site.shell import dot, label, link
from kg.view.labels import read_labels
from kg.view.notes import both_languages
from kg.view.pages import fill_template

BRAND = "政策知识图谱"
_MENU = {"home": "/", "search": "/search", "graph": "/graph", "questions": "/questions", "query": "/query"}


def word(key: str) -> str:
    """A word of the server in both languages, as markup."""
    return both_languages(read_labels("server")[key])


def render(
    body: Iterable[str],
    *,
    title: str,
    tab: str = "",
    words: str = "",
    look: str = "",
    assets: Sequence[str] = (),
) -> str:
    """A page. `tab` is its entry in the menu, `words` stand in the search box, `assets` are more scripts and styles."""
    hint = read_labels("server")["hint"]
    names = {"title": f"{title} · {BRAND}" if title else BRAND, "brand": BRAND, "words": words, "look": look}
    return fill_template(
        "server.html",
        scripts=(),
        style="",
        words=names | {"hint_zh": hint.zh, "hint_en": hint.en},
        markup={
            "menu": make_menu(tab),
            "head": "".join(f'<link rel="stylesheet" href="/static/{a}">' for a in assets if a.endswith(".css")),
            "body": "".join(body),
            "tail": "".join(f'<script src="/static/{a}"></script>' for a in assets if a.endswith(".js")),
        },
    )


def make_menu(tab: str = "") -> str:
    """The links to the parts of the server."""
    entries = (
        f'<a href="{address}"{" aria-current=page" if key == tab else ""}>{word(key)}</a>'
        for key, address in _MENU.items()
    )
    return "".join(entries)


def entity_address(key: str) -> str:
    """The address of the page of an entity."""
    return f"/id/{quote(key, safe='/')}"


def graph_address(key: str) -> str:
    """The address of the graph around an entity."""
    return f"/graph?entity={quote(key, safe='/')}"


def thing_link(thing: Thing) -> str:
    """A link to an entity, with the dot of its type."""
    return f"{dot(thing.type)} {link(entity_address(thing.key), thing.name)}"


def badge(kind: str, key: str) -> str:
    """A status as a coloured badge."""
    found = read_labels(kind).get(key)
    colour = found.colour if found else "#66717a"
    return f'<span class="badge" style="color:{colour}">{label(kind, key)}</span>'


def quote_proof(shelf: Shelf, proof: Proof, *, marked: str = "") -> str:
    """A sentence, linked to where it stands in its report."""
    report = read_sources(shelf).get(proof.source)
    title = f'<span class="soft">— {html.escape(report.title if report else proof.title)}</span>'
    text = mark(proof.sentence, marked)
    address = shelf.address(proof.source, (proof.start, proof.end))
    if not address:
        return f'<div class="quote">{text} {title}</div>'
    return f'<a class="quote" href="{html.escape(address)}">{text} {title}</a>'


def mark(text: str, name: str) -> str:
    """A text as markup, in which a name is marked."""
    if not name:
        return html.escape(text)
    return f"<mark>{html.escape(name)}</mark>".join(map(html.escape, text.split(name)))
