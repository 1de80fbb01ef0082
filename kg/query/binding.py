"""A question and the values of its parameters in, its answer out.

Values never become part of the query's text as they are: each turns into RDF terms, which serialise themselves, and
those go into the braces of a VALUES clause. A name is looked up first, so that a misspelt one is told and a question
starts from an IRI instead of comparing labels.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from kg.errors import NotFoundError, QueryError, UsageError
from kg.model import EntityType, Level, Predicate, Status
from kg.query.names import find_named
from kg.query.questions import ANY, Parameter, Question, find_near
from kg.store import Answer, Store
from kg.vocabulary import PK

_XSD_INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_STATUS_WORDS = {"已完成": "done", "完成": "done", "进行中": "ongoing", "计划": "planned", "拟": "planned"}

Terms = Sequence[NamedNode | Literal]


def run_query(store: Store, question: Question, params: Mapping[str, str] | None = None) -> Answer:
    """The answer of a store to a question.

    Raises:
        NotFoundError: a parameter that the question has not, or a name that the graph has not; with near matches.
        UsageError: a parameter is missing, or its value is of the wrong kind.
        QueryError: the SPARQL does not parse or run.
    """
    try:
        return store.query(bind_parameters(store, question, params or {}))
    except QueryError as problem:
        raise QueryError(question.name, problem.detail) from problem


def bind_parameters(store: Store, question: Question, values: Mapping[str, str]) -> str:
    """The SPARQL of a question with its parameters filled in; errors as for `run_query`."""
    names = [param.name for param in question.params]
    for name in values:
        if name not in names:
            raise NotFoundError(f"parameter of {question.name}", name, find_near(name, names) or names)
    sparql = question.sparql
    for param in question.params:
        value = values.get(param.name, param.default)
        if value is None:
            raise UsageError(f"{question.name} needs --param {param.name}=…: {param.description}")
        terms = None if value == ANY and param.name not in values else _to_terms(store, param, value)
        sparql = _fill(sparql, param.name, terms)
    return sparql


def _fill(sparql: str, name: str, terms: Terms | None) -> str:
    """Put terms into the braces of the parameter's VALUES lines, or take the lines out where any value will do."""
    line = re.compile(rf"(VALUES\s*\?\w+\s*)\{{.*\}}\s*\.?\s*#\s*param\s+{re.escape(name)}\s*$", re.MULTILINE)
    if not line.search(sparql):
        raise UsageError(f"The question declares {name} but has no line VALUES ?{name} {{ UNDEF }} # param {name}.")
    if terms is None:
        return line.sub("", sparql)
    values = " ".join(map(str, terms))
    return line.sub(lambda found: f"{found.group(1)}{{ {values} }}", sparql)


def _to_terms(store: Store, param: Parameter, value: str) -> Terms:
    if param.kind in _CONVERTERS:
        return [_CONVERTERS[param.kind](param, value)]
    return find_named(store, param.kind, value)


def _text(_: Parameter, value: str) -> Literal:
    return Literal(value)


def _number(param: Parameter, value: str) -> Literal:
    if not re.fullmatch(r"[+-]?\d{1,18}", value):
        raise UsageError(f"--param {param.name} is a whole number such as 2021, not “{value}”.")
    return Literal(str(int(value)), datatype=_XSD_INTEGER)


def _term_of(words: Mapping[str, str]) -> Callable[[Parameter, str], NamedNode]:
    def convert(param: Parameter, value: str) -> NamedNode:
        if value not in words:
            raise NotFoundError(param.kind, value, find_near(value, words) or list(words))
        return NamedNode(str(PK[words[value]]))

    return convert


_CONVERTERS: Mapping[str, Callable[[Parameter, str], NamedNode | Literal]] = {
    "text": _text,
    "year": _number,
    "number": _number,
    "status": _term_of({status.value: status.value for status in Status} | _STATUS_WORDS),
    "type": _term_of({kind.value: kind.value for kind in EntityType}),
    "predicate": _term_of({predicate.value: predicate.value for predicate in Predicate}),
    "level": _term_of({level.value: f"{level.value}Level" for level in Level}),
}
