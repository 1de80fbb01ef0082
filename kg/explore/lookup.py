"""What a person calls something in, the things of that name out: by name, other name, code, key or IRI."""

import re
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.errors import NotFoundError, UsageError
from kg.explore.reading import HEAD, read_names, read_rows, to_terms
from kg.explore.values import Thing, make_thing
from kg.query.names import find_named, list_names
from kg.query.questions import find_near
from kg.rdf.iris import encode
from kg.store import Store

_BY_KEY = f"{HEAD} SELECT DISTINCT ?thing WHERE {{ ?thing a pk:Entity . FILTER(STRENDS(STR(?thing), %s)) }}"
_WEIGHTS = f"""{HEAD}
SELECT ?thing (COUNT(DISTINCT ?node) AS ?weight) WHERE {{
  VALUES ?thing {{ %s }}
  ?node pk:subject|pk:object|pk:about|pk:refersTo ?thing .
}}
GROUP BY ?thing"""
_KEY = re.compile(r"[a-z]+/")
_SIDE = re.compile(r"(.+)[@＠](\d{4})年?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a comparison: a place, in one year or (0) in all of them."""

    place: Thing
    year: int = 0

    @property
    def name(self) -> str:
        """The place and its year, as a heading."""
        return f"{self.place.name} {self.year}" if self.year else self.place.name


def find_things(store: Store, name: str, *, kind: str = "Entity") -> tuple[Thing, ...]:
    """The things of a class that are called so; namesakes follow with the one that most is said of first.

    Raises:
        NotFoundError: nothing is; with near names.
    """
    found = _find_key(store, name) if _KEY.match(name) else set()
    found = found or {node.value for node in _find_named(store, name, kind=kind)}
    weights = {row["thing"]: int(row["weight"]) for row in read_rows(store, _WEIGHTS % to_terms(found))}
    names = read_names(store, found)
    return tuple(make_thing(iri, names[iri]) for iri in sorted(found, key=lambda iri: (-weights.get(iri, 0), iri)))


def find_side(store: Store, text: str) -> Side:
    """A place such as 嵊州市, or a place in a year such as 嵊州市@2023.

    Raises:
        NotFoundError: there is no such place; with near names.
        UsageError: it is a thing of another type.
    """
    found = _SIDE.fullmatch(text)
    name, year = (found.group(1), int(found.group(2))) if found else (text, 0)
    thing = find_things(store, name, kind="Place")[0]
    if thing.type != "Place":
        raise UsageError(f"“{name}” is a {thing.type}; give a place, such as 嵊州市 or 嵊州市@2023.")
    return Side(place=thing, year=year)


def _find_key(store: Store, key: str) -> set[str]:
    tail = Literal(f"id/{encode(key)}")
    return {row["thing"] for row in read_rows(store, _BY_KEY % tail)}


def _find_named(store: Store, name: str, *, kind: str) -> list[NamedNode]:
    try:
        return find_named(store, kind, name)
    except NotFoundError as problem:
        near = problem.near or find_near(name.rpartition("/")[2], list_names(store, kind))
        raise NotFoundError(kind.lower(), name, near) from problem
