"""Python values in, RDF terms and triples out."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple
from rdflib.namespace import RDF, RDFS, SKOS, XSD

from kg.vocabulary import NIF

Value = NamedNode | Literal | None
Row = tuple[str, Value]

_LONE = re.compile("[\ud800-\udfff]")
NON_NEGATIVE: Final = NamedNode(str(XSD.nonNegativeInteger))
DECIMAL: Final = NamedNode(str(XSD.decimal))
DATE: Final = NamedNode(str(XSD.date))


@lru_cache(maxsize=65536)
def node(iri: str) -> NamedNode:
    """An IRI as a term."""
    return NamedNode(str(iri))


def plain(text: str | None) -> Literal | None:
    """A text without a language; None for nothing."""
    return Literal(_LONE.sub("\ufffd", text)) if text else None


def chinese(text: str) -> Literal:
    """A text in Chinese."""
    return Literal(_LONE.sub("\ufffd", text), language="zh")


def offset(number: int) -> Literal:
    """A position in a text."""
    return Literal(str(number), datatype=NON_NEGATIVE)


def day(text: str) -> Literal:
    """A date in ISO 8601."""
    return Literal(text, datatype=DATE)


def decimal(number: Decimal | None) -> Literal | None:
    """A number in the canonical form of xsd:decimal, so that equal numbers are equal terms."""
    if number is None:
        return None
    digits = format(number, "f")
    whole, _, rest = digits.partition(".")
    whole = "0" if whole == "-0" and not rest.strip("0") else whole
    return Literal(f"{whole}.{rest.rstrip('0') or '0'}", datatype=DECIMAL)


def score(value: float) -> Literal | None:
    """A confidence to two digits: more would differ between machines."""
    return decimal(Decimal(f"{value:.2f}"))


def triples(subject: str, types: Iterable[str], rows: Iterable[Row]) -> Iterator[Triple]:
    """The triples of one subject. Rows without a value are left out."""
    about = node(subject)
    for each in types:
        yield Triple(about, node(RDF.type), node(each))
    for predicate, value in rows:
        if value is not None:
            yield Triple(about, node(predicate), value)


def to_graph(found: Iterable[Triple], graph: str) -> list[Quad]:
    """The triples in a named graph."""
    name = node(graph)
    return [Quad(triple.subject, triple.predicate, triple.object, name) for triple in found]


def span(start: int, end: int) -> tuple[Row, Row]:
    """A span of code points."""
    return (NIF.beginIndex, offset(start)), (NIF.endIndex, offset(end))


def labels(name: str) -> tuple[Row, Row]:
    """The name of a thing, for those who look for rdfs:label and those who look for SKOS."""
    return (RDFS.label, chinese(name)), (SKOS.prefLabel, chinese(name))
