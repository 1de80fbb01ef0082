"""Python values in, RDF terms and triples out, as N-Triples writes them.

Both are strings: a document has ten thousand triples, and objects for them would cost four times the time. What a
document says is untrusted, so text becomes a term here and nowhere else, escaped; IRIs come escaped from `Iris`.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Final, NewType

from pyoxigraph import Quad, RdfFormat, parse
from rdflib.namespace import RDF, RDFS, SKOS, XSD

from kg.vocabulary import NIF

Term = NewType("Term", str)
Triple = NewType("Triple", str)  # without the full stop
Row = tuple[Term, Term | None]

_UNSAFE: Final = re.compile('[\x00-\x1f"\\\\\x7f\ud800-\udfff\ufffe\uffff]')
_SHORT: Final = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}


@lru_cache(maxsize=16384)
def node(iri: str) -> Term:
    """An IRI as a term."""
    return Term(f"<{iri}>")


_TYPE: Final = node(RDF.type)
_BEGIN: Final = node(NIF.beginIndex)
_END: Final = node(NIF.endIndex)
_LABEL: Final = node(RDFS.label)
_NAME: Final = node(SKOS.prefLabel)
_INTEGER: Final = node(XSD.integer)
_OFFSET: Final = node(XSD.nonNegativeInteger)
_DECIMAL: Final = node(XSD.decimal)
_DATE: Final = node(XSD.date)


def plain(text: str | None) -> Term | None:
    """A text without a language; None for nothing."""
    return Term(f'"{_escape(text)}"') if text else None


def chinese(text: str) -> Term:
    """A text in Chinese."""
    return Term(f'"{_escape(text)}"@zh')


def english(text: str) -> Term:
    """A text in English."""
    return Term(f'"{_escape(text)}"@en')


def integer(number: int) -> Term:
    """A whole number."""
    return Term(f'"{number}"^^{_INTEGER}')


def day(text: str) -> Term:
    """A date in ISO 8601."""
    return Term(f'"{text}"^^{_DATE}')


def decimal(number: Decimal | None) -> Term | None:
    """A number in the canonical form of xsd:decimal, so that equal numbers are equal terms."""
    if number is None:
        return None
    digits = format(number, "f")
    whole, _, rest = digits.partition(".")
    whole = "0" if whole == "-0" and not rest.strip("0") else whole
    return Term(f'"{whole}.{rest.rstrip("0") or "0"}"^^{_DECIMAL}')


@lru_cache(maxsize=16384)
def score(value: float) -> Term | None:
    """A confidence to two digits: more would differ between machines."""
    return decimal(Decimal(f"{value:.2f}"))


def triples(subject: str, types: Iterable[str], rows: Iterable[Row]) -> list[Triple]:
    """The triples of one subject. Rows without a value are left out."""
    about = node(subject)
    found = [Triple(f"{about} {_TYPE} {node(each)}") for each in types]
    found += [Triple(f"{about} {predicate} {value}") for predicate, value in rows if value is not None]
    return found


def write_graph(found: Iterable[Triple], graph: str) -> list[str]:
    """The triples in a named graph as lines of N-Quads. Sorted, without repeats."""
    end = f" <{graph}> ."
    return [triple + end for triple in sorted(set(found))]


def to_graph(found: Iterable[Triple], graph: str) -> list[Quad]:
    """The triples in a named graph as quads. Sorted, without repeats."""
    return list(parse("\n".join(write_graph(found, graph)), format=RdfFormat.N_QUADS))


def span(start: int, end: int) -> tuple[Row, Row]:
    """A span of code points."""
    return (_BEGIN, Term(f'"{start}"^^{_OFFSET}')), (_END, Term(f'"{end}"^^{_OFFSET}'))


def labels(name: str) -> tuple[Row, Row]:
    """The name of a thing, for those who look for rdfs:label and those who look for SKOS."""
    text = chinese(name)
    return (_LABEL, text), (_NAME, text)


def _escape(text: str) -> str:
    return _UNSAFE.sub(_escape_character, text) if _UNSAFE.search(text) else text


def _escape_character(match: re.Match[str]) -> str:
    character = match.group()
    if "\ud800" <= character <= "\udfff":  # half a character, which no encoding of Unicode can hold
        return "\ufffd"
    return _SHORT.get(character) or f"\\u{ord(character):04X}"
