"""Words in, what holds them out: as a page and as JSON."""

import html
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from kg.search import Hit, find_words
from kg.server.shelf import Shelf
from kg.server.shell import entity_address, graph_address, render, word
from kg.site.shell import dot, label
from kg.view.pages import page_file

LIMIT = 50
MOST = 500


def search(shelf: Shelf, words: str, *, limit: int = LIMIT) -> dict[str, list[dict[str, Any]]]:
    """Entities and sentences that hold all the words, each with its address; best first."""
    found = {kind: _find(shelf, words, kind=kind, limit=limit) for kind in ("entity", "sentence")}
    return {
        "entities": [_entity(hit) for hit in found["entity"]],
        "sentences": [_sentence(shelf, hit) for hit in found["sentence"]],
    }


def show_search(shelf: Shelf, words: str) -> str:
    """The page of what was found."""
    body = [f"<h1>{word('search')}</h1>"]
    if shelf.index is None:
        body.append(f'<p class="note">{word("no_index")}</p>')
    elif words.strip():
        body += _results(shelf, words)
    return render(body, title=words, tab="search", words=words, look="finding")


def _results(shelf: Shelf, words: str) -> Iterable[str]:
    entities = _find(shelf, words, kind="entity", limit=LIMIT)
    sentences = _find(shelf, words, kind="sentence", limit=LIMIT)
    if not entities and not sentences:
        yield f'<p class="note">{word("none")}</p>'
    if entities:
        yield f'<section><h2>{word("entities")} {_count(entities)}</h2><ul class="hits">'
        yield "".join(map(_entity_line, entities))
        yield "</ul></section>"
    if sentences:
        yield f'<section><h2>{word("sentences")} {_count(sentences)}</h2><div class="quotes">'
        yield "".join(_sentence_line(shelf, hit) for hit in sentences)
        yield "</div></section>"


def _find(shelf: Shelf, words: str, *, kind: str, limit: int) -> list[Hit]:
    return find_words(shelf.index, words, limit=limit, kind=kind) if shelf.index else []


def _count(hits: list[Hit]) -> str:
    full = f" · {word('more_hits')}" if len(hits) >= LIMIT else ""
    return f'<span class="soft">{len(hits)}{full}</span>'


def _entity_line(hit: Hit) -> str:
    kind = f'<span class="soft">{label("type", hit.type)}</span>'
    graph = f'<a class="soft" href="{html.escape(graph_address(hit.key))}">{word("graph")}</a>'
    return f'<li>{dot(hit.type)}<a href="{html.escape(entity_address(hit.key))}">{_marked(hit)}</a>{kind}{graph}</li>'


def _sentence_line(shelf: Shelf, hit: Hit) -> str:
    title = f'<span class="soft">— {html.escape(hit.title)}</span>'
    address = html.escape(_address(shelf, hit))
    return f'<a class="quote" href="{address}">{_marked(hit)} {title}</a>'


def _marked(hit: Hit) -> str:
    """The text as markup, the words in it marked."""
    pieces, end = [], 0
    for start, stop in hit.spans:
        pieces += [html.escape(hit.text[end:start]), f"<mark>{html.escape(hit.text[start:stop])}</mark>"]
        end = stop
    return "".join([*pieces, html.escape(hit.text[end:])])


def _address(shelf: Shelf, hit: Hit) -> str:
    """A sentence's key is the id of its report and its fragment."""
    identity, _, fragment = hit.key.rpartition("#")
    file = page_file(identity)
    return f"/documents/{quote(file)}#{fragment}" if file in shelf.files else ""


def _entity(hit: Hit) -> dict[str, Any]:
    return {**_plain(hit), "key": hit.key, "type": hit.type, "address": entity_address(hit.key)}


def _sentence(shelf: Shelf, hit: Hit) -> dict[str, Any]:
    return {**_plain(hit), "title": hit.title, "address": _address(shelf, hit)}


def _plain(hit: Hit) -> dict[str, Any]:
    found = asdict(hit)
    return {"text": found["text"], "spans": [list(span) for span in hit.spans]}
