"""An IRI in, what the graph says of it out: as RDF, or as a plain page for what has no page of its own."""

import html
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from rdflib.namespace import RDFS

from kg.errors import NotFoundError
from kg.explore.reading import HEAD, to_terms
from kg.rdf.files import list_prefixes
from kg.rdf.iris import encode
from kg.server.shelf import Shelf
from kg.server.shell import entity_address, render, word
from kg.site.shell import Cell, link, table
from kg.store import Cell as Term

RDF_TYPES: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
FORMS: Final = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "json": "application/json",
    "html": "text/html",
}
_OWN: Final = f"{HEAD} CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ %s }} ?s ?p ?o }}"
_ABOUT: Final = f"""{HEAD}
CONSTRUCT {{ ?node ?p ?o }} WHERE {{ VALUES ?s {{ %s }} ?node pk:subject|pk:object|pk:about ?s . ?node ?p ?o }}"""


def describe(shelf: Shelf, iri: str) -> tuple[Triple, ...]:
    """All triples of a thing, and those of the statements and measures that are about it. Sorted.

    Raises:
        NotFoundError: nothing is said of it.
    """
    own = shelf.store.construct(_OWN % to_terms([iri]))
    if not own:
        raise NotFoundError("thing", iri)
    return tuple(sorted({*own, *shelf.store.construct(_ABOUT % to_terms([iri]))}, key=str))


def write_rdf(shelf: Shelf, triples: Iterable[Triple], media_type: str) -> bytes:
    """Triples in one of the types of `RDF_TYPES`."""
    form = RDF_TYPES[media_type]
    prefixes = list_prefixes(shelf.base) if form is not RdfFormat.N_TRIPLES else None
    return serialize(triples, format=form, prefixes=prefixes) or b""


def show_thing(shelf: Shelf, iri: str) -> str:
    """The page of a thing that is no entity: its properties and their values.

    Raises:
        NotFoundError: nothing is said of it.
    """
    triples = shelf.store.construct(_OWN % to_terms([iri]))
    if not triples:
        raise NotFoundError("thing", iri)
    names = [t.object.value for t in triples if _is_label(t) and isinstance(t.object, Literal)]
    rows = [
        (Cell(markup=_link(shelf, t.predicate), kind="short"), Cell(markup=_link(shelf, t.object))) for t in triples
    ]
    name = names[0] if names else iri.rpartition("/")[2]
    body = [
        f"<h1>{html.escape(name)}</h1>",
        f'<p class="note">{html.escape(iri)} · {link_forms()}</p>',
        table([word("property"), word("value")], rows),
    ]
    return render(body, title=name)


def to_tail(path: str) -> str:
    """What stands after the base in the IRI that an address is for.

    >>> to_tail("/indicator/zh/总 产值")
    'indicator/zh/总%20产值'
    """
    return encode(path.lstrip("/"))


def link_forms() -> str:
    """Links to the data behind a page."""
    names = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "json": "JSON"}
    return " · ".join(f'<a href="?format={form}">{name}</a>' for form, name in names.items())


def _is_label(triple: Triple) -> bool:
    return bool(triple.predicate.value == str(RDFS.label))


def _link(shelf: Shelf, term: Term) -> str:
    if isinstance(term, Literal):
        return html.escape(term.value)
    if not isinstance(term, NamedNode):
        return html.escape(str(term))
    shown = next(
        (f"{name}:{term.value[len(start) :]}" for name, start in _prefixes(shelf) if term.value.startswith(start)),
        term.value,
    )
    if not term.value.startswith(shelf.base):
        return html.escape(shown)
    tail = term.value.removeprefix(shelf.base)
    return link(entity_address(tail.removeprefix("id/")) if tail.startswith("id/") else f"/{tail}", shown)


def _prefixes(shelf: Shelf) -> list[tuple[str, str]]:
    """The longest first."""
    return sorted(list_prefixes(shelf.base).items(), key=lambda item: -len(item[1]))
