"""The RDF of a build in, the same facts in other shapes out: with triple terms of RDF 1.2, or as direct triples alone.

Both work on lines, so a graph of any size passes through. The statements keep all that they have: whoever knows no
triple terms can still ask, and the shapes of the ontology hold.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from kg.rdf import write_nquads, write_turtle
from kg.vocabulary import PK

_REIFIES = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>"
_PARTS = (f"<{PK.subject}>", f"<{PK.predicate}>", f"<{PK.object}>")


def write_rdf12(build: Path, target: Path, base: str) -> None:
    """Turtle and N-Quads of RDF 1.2, in which each statement reifies its triple: `rdf:reifies <<( s p o )>>`."""
    write_turtle(target / "graph.ttl", add_triple_terms(read_turtle(build / "graph.ttl")), base=base)
    with (build / "graph.nq").open(encoding="utf-8", newline="\n") as file:
        write_nquads(target / "graph.nq", add_triple_terms(line.removesuffix("\n") for line in file))


def write_flat(build: Path, target: Path, base: str) -> None:
    """Turtle and N-Triples of the entities and the direct triples between them, without sources and statements."""
    things = f"<{base}id/"
    for name, write in (("graph.ttl", write_turtle), ("graph.nt", _write_ntriples)):
        lines = (line for line in read_turtle(build / "graph.ttl") if line.startswith(things))
        write(target / name, lines, base=base)


def read_turtle(path: Path) -> Iterator[str]:
    """The lines of N-Triples that a Turtle file holds, in its order."""
    return (f"{quad.triple} ." for quad in parse(path=str(path), format=RdfFormat.TURTLE))


def add_triple_terms(lines: Iterable[str]) -> Iterator[str]:
    """N-Triples or N-Quads lines with one more for each node that has a subject, a predicate and an object.

    The lines of a node stand together.
    """
    for node, group in groupby(lines, key=lambda line: line.split(" ", 1)[0]):
        about = list(group)
        yield from about
        split = [line.split(" ", 3) for line in about]
        parts = {predicate: (target, rest) for _, predicate, target, rest in split if predicate in _PARTS}
        if len(parts) == len(_PARTS):
            triple = " ".join(parts[part][0] for part in _PARTS)
            yield f"{node} {_REIFIES} <<( {triple} )>> {parts[_PARTS[0]][1]}"


def _write_ntriples(path: Path, lines: Iterable[str], *, base: str) -> None:  # noqa: ARG001 -- as for Turtle
    write_nquads(path, lines)
