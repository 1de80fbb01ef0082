"""Sorted lines of N-Triples in, files out: Turtle for people, JSON-LD for the web, N-Quads for stores.

Lines come sorted, so a file is written subject by subject whatever its size. Every file is written beside its place
first: a crash leaves the old one whole. Equal lines give equal bytes.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, Final, TextIO

from pyoxigraph import Literal, RdfFormat, Triple, parse, serialize
from rdflib.namespace import RDF, RDFS, XSD

from kg.model import EntityType
from kg.vocabulary import DEFAULT_BASE, PREFIXES

_FIRST: Final = {str(RDF.type): 0, str(RDFS.label): 1}
_BATCH: Final = 20_000  # lines that are held at once
_HEADER: Final = re.compile(r"\A(?:@prefix [^\n]*\n)+")
_NEXT_SUBJECT: Final = re.compile(r"^(?=[^\t\n])", re.MULTILINE)
_STRING: Final = str(XSD.string)


def write_nquads(path: Path, lines: Iterable[str]) -> None:
    """Lines of N-Quads or N-Triples as they are."""
    with _replace(path) as file:
        file.writelines(f"{line}\n" for line in lines)


def write_turtle(path: Path, lines: Iterable[str], *, base: str = DEFAULT_BASE) -> None:
    """Turtle with prefixes, a paragraph for each subject, its types and label first. Lines are sorted."""
    prefixes = list_prefixes(base)
    with _replace(path) as file:
        file.writelines(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items()))
        for batch in _read_batches(lines):
            text = (serialize(batch, format=RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()
            file.write(_NEXT_SUBJECT.sub("\n", _HEADER.sub("", text)))


def write_jsonld(path: Path, lines: Iterable[str], *, base: str = DEFAULT_BASE) -> None:
    """JSON-LD with one node a line, so that tools for lines can read it too. Lines are sorted."""
    prefixes = list_prefixes(base)
    with _replace(path) as file:
        file.write(f'{{"@context":{json.dumps(prefixes, sort_keys=True)},\n"@graph":[')
        before = "\n"
        for batch in _read_batches(lines):
            for subject, group in groupby(batch, key=_subject):
                node = {"@id": _shorten(subject, prefixes)} | _to_members(group, prefixes)
                file.write(before + json.dumps(node, ensure_ascii=False, separators=(",", ":")))
                before = ",\n"
        file.write("\n]}\n")


def list_prefixes(base: str) -> dict[str, str]:
    """Short names for the vocabularies and for each kind of IRI below the base."""
    own = {name.lower(): f"{base}id/{name.lower()}/" for name in EntityType}
    return PREFIXES | own | {name: f"{base}{name}/" for name in ("indicator", "period", "statement", "measure")}


@contextmanager
def _replace(path: Path) -> Iterator[TextIO]:
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _read_batches(lines: Iterable[str]) -> Iterator[list[Triple]]:
    """Triples, a few thousand at once, but never a subject in two batches; types and labels first in each subject."""
    batch: list[str] = []
    for _, group in groupby(lines, key=lambda line: line.split(" ", 1)[0]):
        batch.extend(group)
        if len(batch) >= _BATCH:
            yield _parse(batch)
            batch = []
    if batch:
        yield _parse(batch)


def _parse(lines: list[str]) -> list[Triple]:
    quads = parse("\n".join(lines), format=RdfFormat.N_QUADS)
    found = dict.fromkeys(quad.triple for quad in quads)
    return [
        triple
        for _, group in groupby(found, key=_subject)
        for triple in sorted(group, key=lambda triple: _FIRST.get(triple.predicate.value, 2))
    ]


def _subject(triple: Triple) -> str:
    return str(getattr(triple.subject, "value", ""))


def _to_members(group: Iterable[Triple], prefixes: dict[str, str]) -> dict[str, list[Any]]:
    members: dict[str, list[Any]] = {}
    for triple in group:
        if triple.predicate.value == str(RDF.type):
            members.setdefault("@type", []).append(_shorten(_value(triple), prefixes))
        else:
            members.setdefault(_shorten(triple.predicate.value, prefixes), []).append(_to_value(triple, prefixes))
    return members


def _to_value(triple: Triple, prefixes: dict[str, str]) -> dict[str, str] | str:
    target = triple.object
    if not isinstance(target, Literal):
        return {"@id": _shorten(_value(triple), prefixes)}
    if target.language:
        return {"@value": target.value, "@language": target.language}
    if target.datatype.value == _STRING:
        return target.value
    return {"@value": target.value, "@type": _shorten(target.datatype.value, prefixes)}


def _value(triple: Triple) -> str:
    return str(getattr(triple.object, "value", ""))


def _shorten(iri: str, prefixes: dict[str, str]) -> str:
    """The IRI with the longest prefix that fits; whole where none does."""
    fitting = [(len(start), name) for name, start in prefixes.items() if iri.startswith(start)]
    length, name = max(fitting, default=(0, ""))
    return f"{name}:{iri[length:]}" if name and not iri.startswith("//", length) else iri
