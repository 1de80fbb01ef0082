"""What people explore, as values: things, what is claimed of them, their figures, and the sentence behind each."""

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from kg.model import EntityType

_KEY = re.compile(r"[/#]id/(.+)")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Thing:
    """An entity as a store knows it. `type` is empty for what is not ours."""

    name: str
    type: str
    key: str
    iri: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Proof:
    """The sentence behind a claim or a figure; the span points into the text of the source."""

    title: str
    source: str
    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Claim:
    """One statement of one sentence. `year` is the year in which the period ends, else the source's; 0 if unknown."""

    year: int
    period: str
    predicate: str
    subject: Thing
    object: Thing
    status: str
    proof: Proof


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Figure:
    """One measure of a thing. `number` is in `unit`, as decimal text; empty where the text gives none."""

    name: str
    kind: str
    year: int
    period: str
    status: str
    value: str
    number: str
    unit: str
    indicator: str
    wording: str
    about: Thing
    proof: Proof


def make_thing(iri: str, name: str) -> Thing:
    """A thing from its IRI, which holds its key, and the key its type.

    >>> make_thing("https://example.org/id/program/%E5%85%AB", "八").key
    'program/八'
    """
    found = _KEY.search(iri)
    key = unquote(found.group(1)) if found else ""
    return Thing(name=name, type=_types().get(key.partition("/")[0], ""), key=key, iri=iri)


@cache
def _types() -> dict[str, str]:
    return {kind.value.lower(): kind.value for kind in EntityType}
