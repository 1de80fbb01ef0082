"""A file of RDF in, its quads out, with a name for each blank node.

A blank node is the same only within one request, and a request that is sent again makes a new one. So graphs go out
with IRIs in their place, as RDF 1.1 Concepts, section 3.5, suggests: the same file gives the same IRIs.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple, parse

from kg.errors import StoreError
from kg.settings import DEFAULT_BASE
from kg.store.embedded import format_of

_DIGITS: Final = 16  # of the hash of a file that stand in the names of its blank nodes


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a file holds, found before anything is changed. `bare`: no blank nodes, so it can be loaded as it stands."""

    file: Path
    quads: int
    graphs: frozenset[NamedNode]
    bare: bool


def survey_file(file: Path) -> Survey:
    """Read a whole file once.

    Raises:
        StoreError: it is missing, of an unknown format, or broken; then with the line.
    """
    count, bare, graphs = 0, True, set[NamedNode]()
    for quad in parse_file(file):
        count += 1
        if isinstance(quad.graph_name, NamedNode):
            graphs.add(quad.graph_name)
        bare = bare and not any(isinstance(term, BlankNode | Triple) for term in quad)
    return Survey(file=file, quads=count, graphs=frozenset(graphs), bare=bare)


def read_quads(survey: Survey, *, graph: str | None = None) -> Iterator[Quad]:
    """The quads of a file without blank nodes; those without a graph go into `graph`, if it is given."""
    home = NamedNode(graph) if graph else DefaultGraph()
    name = _keep if survey.bare else _make_namer(survey.file)
    for quad in parse_file(survey.file):
        where = home if quad.graph_name == DefaultGraph() else name(quad.graph_name)
        yield Quad(name(quad.subject), quad.predicate, name(quad.object), where)


def parse_file(file: Path) -> Iterator[Quad]:
    """The quads of a file as they stand; errors as for `survey_file`."""
    try:
        yield from parse(path=str(file), format=format_of(file))
    except SyntaxError as problem:
        raise StoreError(str(file), f"line {problem.lineno} is not what the format allows: {problem.msg}") from problem
    except OSError as problem:
        raise StoreError(str(file), problem.strerror or str(problem)) from problem


def _keep(term: Any) -> Any:  # noqa: ANN401 -- as the namer below
    return term


def _make_namer(file: Path) -> Callable[[Any], Any]:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()[:_DIGITS]
    numbers: dict[BlankNode, int] = {}

    def name(term: Any) -> Any:  # noqa: ANN401 -- a term of any kind, of the same kind unless it is blank
        if isinstance(term, BlankNode):
            number = numbers.setdefault(term, len(numbers) + 1)
            return NamedNode(f"{DEFAULT_BASE}.well-known/genid/{digest}-{number}")
        if isinstance(term, Triple):
            return Triple(name(term.subject), term.predicate, name(term.object))
        return term

    return name
