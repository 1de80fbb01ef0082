"""A graph in, a report on how it keeps to ontology/shapes.ttl out.

An invalid graph is no exception: it gives a report. A file that is no RDF at all is one. The graph writes every type
out, so nothing is inferred and the ontology is not mixed in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode, Quad, Triple, parse
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.errors import StoreError
from kg.resources import locate
from kg.store.embedded import format_of

_SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Violation:
    """One node that breaks one rule. `path` is the property, empty when the node itself is wrong."""

    focus: str
    path: str
    value: str
    message: str
    message_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationReport:
    """What was checked and what is wrong. `violations` are sorted."""

    triples: int
    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong."""
        return not self.violations

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        return {
            "conforms": self.conforms,
            "triples": self.triples,
            "violations": [asdict(violation) for violation in self.violations],
        }

    def as_text(self) -> str:
        """The report for people: the first violations, and how many there are."""
        if self.conforms:
            return f"Conforms to the shapes: {self.triples:,} triples. 符合规则。"
        lines = [f"Breaks the shapes in {len(self.violations):,} places. 不符合规则。"]
        for each in self.violations[:_SHOWN]:
            lines += [
                f"- {each.focus} {each.path} {each.value}".rstrip(),
                f"  {each.message} {each.message_zh}".rstrip(),
            ]
        if (more := len(self.violations) - _SHOWN) > 0:
            lines.append(f"… and {more:,} more.")
        return "\n".join(lines)


def validate_file(file: Path) -> ValidationReport:
    """Check a file of RDF; its named graphs are taken together.

    Raises:
        StoreError: the file is missing, of an unknown format, or broken; then with the line.
    """
    try:
        return validate_triples(parse(path=str(file), format=format_of(file)))
    except SyntaxError as problem:
        raise StoreError(str(file), f"line {problem.lineno} is not what the format allows: {problem.msg}") from problem
    except OSError as problem:
        raise StoreError(str(file), problem.strerror or str(problem)) from problem


def validate_triples(triples: Iterable[Quad | Triple]) -> ValidationReport:
    """Check triples, or quads whatever their graphs."""
    from pyshacl import validate

    graph = Graph()
    for each in triples:
        graph.add((_to_rdflib(each.subject), _to_rdflib(each.predicate), _to_rdflib(each.object)))
    size = len(graph)
    _, results, _ = validate(graph, shacl_graph=_load_shapes(), inplace=True, allow_infos=True)
    return ValidationReport(triples=size, violations=tuple(sorted(set(_list_violations(results)))))


@cache
def _load_shapes() -> Graph:
    return Graph().parse(locate("ontology/shapes.ttl"))


def _list_violations(results: Graph) -> Iterator[Violation]:
    for result in results.subjects(RDF.type, SH.ValidationResult):
        messages = {m.language: str(m) for m in results.objects(result, SH.resultMessage) if isinstance(m, Literal)}
        yield Violation(
            focus=str(results.value(result, SH.focusNode) or ""),
            path=str(results.value(result, SH.resultPath) or ""),
            value=str(results.value(result, SH.value) or ""),
            message=messages.get("en") or messages.get(None, ""),
            message_zh=messages.get("zh", ""),
        )


def _to_rdflib(term: object) -> Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, OxLiteral):
        if term.language:
            return Literal(term.value, lang=term.language)
        return Literal(term.value, datatype=URIRef(term.datatype.value))
    return BNode(getattr(term, "value", None))
