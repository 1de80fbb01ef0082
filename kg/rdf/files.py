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
from typing import Final, TextIO

from pyoxigraph import RdfFormat, parse, serialize
from rdflib.namespace import RDF, RDFS

from kg.model import EntityType
from kg.rdf.jsonld import NodeWriter
from kg.vocabulary import DEFAULT_BASE, PREFIXES

_FIRST: Final = {f"<{RDF.type}>": 0, f"<{RDFS.label}>": 1}
_BATCH: Final = 20_000  # lines that are held at once
_HEADER: Final = re.compile(r"\A(?:@prefix [^\n]*\n)+")
_NEXT_SUBJECT: Final = re.compile(r"^(?=[^\t\n])", re.MULTILINE)


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
            triples = (quad.triple for quad in parse(batch, format=RdfFormat.N_QUADS))
            text = (serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()
            file.write(_NEXT_SUBJECT.sub("\n", _HEADER.sub("", text)))


def write_jsonld(path: Path, lines: Iterable[str], *, base: str = DEFAULT_BASE) -> None:
    """JSON-LD with one node a line, so that tools for lines can read it too. Lines are sorted."""
    prefixes = list_prefixes(base)
    with _replace(path) as file:
        file.write(f'{{"@context":{json.dumps(prefixes, sort_keys=True)},\n"@graph":[')
        before = "\n"
        for node in NodeWriter(prefixes)(lines):
            file.write(before + node)
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


def _read_batches(lines: Iterable[str]) -> Iterator[str]:
    """Lines, a few thousand at once, but never a subject in two batches; types and labels first in each subject."""
    batch: list[str] = []
    for _, group in groupby(lines, key=_subject_of):
        batch += sorted(group, key=_rank)
        if len(batch) >= _BATCH:
            yield "\n".join(batch)
            batch = []
    if batch:
        yield "\n".join(batch)


def _subject_of(line: str) -> str:
    return line[: line.index(" ")]


def _rank(line: str) -> int:
    return _FIRST.get(line.split(" ", 2)[1], 2)
