"""A name and a class in, the entities of that name out; or the names that come near it."""

import re

from pyoxigraph import Literal, NamedNode

from kg.errors import NotFoundError
from kg.query.questions import find_near
from kg.store import Store
from kg.vocabulary import PK

_LABELS = "rdfs:label|skos:prefLabel|skos:altLabel|skos:notation|pk:code"
_PREFIXES = f"""
PREFIX pk: <{str(PK.Entity).removesuffix("Entity")}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def find_named(store: Store, kind: str, name: str) -> list[NamedNode]:
    """The entities of a class that bear a name, a code or an IRI; several where the name has several bearers.

    Raises:
        NotFoundError: none does, or the graph knows no such class; with near matches.
    """
    cls = NamedNode(str(PK[kind]))
    subject = f"VALUES ?thing {{ <{name}> }}" if _IRI.fullmatch(name) else _any_name(name)
    found = store.select(f"{_PREFIXES} SELECT DISTINCT ?thing WHERE {{ {subject} ?thing a {cls} }} ORDER BY ?thing")
    things = [cell for (cell,) in found.rows if isinstance(cell, NamedNode)]
    if not things:
        raise NotFoundError(kind, name, find_near(name, list_names(store, kind)))
    return things


def list_names(store: Store, kind: str) -> list[str]:
    """All names of the things of a class."""
    cls = NamedNode(str(PK[kind]))
    table = store.select(f"{_PREFIXES} SELECT DISTINCT ?name WHERE {{ ?thing a {cls} ; {_LABELS} ?name }}")
    return sorted({cell.value for (cell,) in table.rows if isinstance(cell, Literal)})


def _any_name(name: str) -> str:
    """A name may be tagged as Chinese or English, or be a plain code."""
    forms = (Literal(name, language="zh"), Literal(name, language="en"), Literal(name))
    return f"VALUES ?name {{ {' '.join(map(str, forms))} }} ?thing {_LABELS} ?name ."
