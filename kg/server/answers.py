"""A named question with the values of its form in, the page of its answer out.

The values are bound as on the command line; the question then runs in the pool, under the same limits as any other.
"""

import html
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, parse_query_results

from kg.errors import NotFoundError, UsageError
from kg.explore.reading import HEAD, read_rows
from kg.explore.values import make_thing
from kg.model import EntityType, Level, Predicate, Status
from kg.query import Parameter, Question, list_queries
from kg.server.overview import read_overview
from kg.server.shelf import Shelf
from kg.server.shell import badge, entity_address, render, word
from kg.site.shell import Cell, label, link, table
from kg.store import Cell as Term
from kg.store import Table
from kg.store.answering import to_answer
from kg.view.labels import Label, read_labels
from kg.view.notes import both_languages

_SHOWN = 500  # rows on a page
_SHORT = 8  # letters that stand on one line
_SUGGESTED = 300  # names offered while typing
_FIXED: Mapping[str, Iterable[str]] = {
    "status": [status.value for status in Status],
    "type": [kind.value for kind in EntityType],
    "predicate": [predicate.value for predicate in Predicate],
    "level": [level.value for level in Level],
}
_WHERE = f"""{HEAD}
SELECT ?text ?source ?begin ?end WHERE {{
  VALUES ?text {{ %s }}
  ?sentence nif:anchorOf ?text ; a pk:Sentence ; pk:inSource ?source ; nif:beginIndex ?begin ; nif:endIndex ?end .
}}"""
_NAMED = (
    f"""{HEAD} SELECT DISTINCT ?name ?thing WHERE {{ VALUES ?name {{ %s }} ?thing rdfs:label ?name ; a pk:Entity }}"""
)


def find_question(name: str) -> Question:
    """The named question; files are not looked at.

    Raises:
        NotFoundError: there is none of this name.
    """
    found = {question.name: question for question in list_queries()}
    if name not in found:
        raise NotFoundError("question", name)
    return found[name]


def show_questions() -> str:
    """All questions."""
    rows = (f'<li><a href="/questions/{q.name}">{both_languages(_wording(q))}</a></li>' for q in list_queries())
    note = f'<p class="note">{word("questions_note")}</p>'
    body = [f"<h1>{word('questions')}</h1>", note, f'<ul class="list">{"".join(rows)}</ul>']
    return render(body, title=read_labels("server")["questions"].zh, tab="questions")


def is_ready(question: Question, values: Mapping[str, str]) -> bool:
    """Whether every parameter that needs a value has one."""
    return all(param.default is not None or values.get(param.name) for param in question.params)


def parse_table(body: bytes) -> Table:
    """The rows of an answer in TSV."""
    answer = to_answer(parse_query_results(body, format=QueryResultsFormat.TSV))
    if not isinstance(answer, Table):
        raise UsageError("The question is not a SELECT.")
    return answer


def show_answer(
    shelf: Shelf,
    question: Question,
    values: Mapping[str, str],
    *,
    sparql: str = "",
    answer: Table | None = None,
    trouble: str = "",
) -> str:
    """The page of a question: its form, and its answer or what went wrong, when it was asked as `sparql`."""
    body = [
        f"<h1>{both_languages(_wording(question))}</h1>",
        _form(shelf, question, values),
        f'<p class="trouble" role="alert">{html.escape(trouble)}</p>' if trouble else "",
        *(_answer(shelf, values, answer=answer, sparql=sparql) if answer else ()),
        f"<details><summary>SPARQL</summary><pre>{html.escape(sparql or question.sparql)}</pre></details>",
    ]
    return render(body, title=question.question_zh or question.question, tab="questions")


def _form(shelf: Shelf, question: Question, values: Mapping[str, str]) -> str:
    if not question.params:
        return ""
    fields = "".join(_field(shelf, param, values.get(param.name, "")) for param in question.params)
    note = f'<span class="soft">{word("needs")}</span>' if any(p.default is None for p in question.params) else ""
    return f'<form class="parameters">{fields}<button>{word("ask")}</button>{note}</form>'


def _field(shelf: Shelf, param: Parameter, value: str) -> str:
    star = " *" if param.default is None else ""
    name, tip = html.escape(param.name), html.escape(param.description)
    if param.kind in _FIXED:
        options = "".join(_option(param.kind, key, chosen=key == value) for key in _FIXED[param.kind])
        control = f'<select name="{name}" title="{tip}"><option value="">—</option>{options}</select>'
    else:
        known = read_overview(shelf).known.get(param.kind, ())[:_SUGGESTED]
        names = "".join(f'<option value="{html.escape(thing.name)}">' for thing, _ in known)
        control = (
            f'<input name="{name}" value="{html.escape(value)}" title="{tip}" list="names-{name}" autocomplete="off">'
            f'<datalist id="names-{name}">{names}</datalist>'
        )
    return f"<label><span>{_parameter_name(param)}{star}</span>{control}</label>"


def _parameter_name(param: Parameter) -> str:
    kind = read_labels("type").get(param.kind) or read_labels("column").get(param.name)
    return both_languages(kind) if kind else html.escape(param.name)


def _option(kind: str, key: str, *, chosen: bool) -> str:
    found = read_labels(kind).get(key)
    shown = html.escape(f"{found.zh} {found.en}" if found else key)
    return f'<option value="{key}"{" selected" if chosen else ""}>{shown}</option>'


def _answer(shelf: Shelf, values: Mapping[str, str], *, answer: Table, sparql: str) -> Iterator[str]:
    asked = urlencode({name: value for name, value in values.items() if value})
    forms = " · ".join(
        f'<a href="?{asked}&amp;format={form}">{form.upper()}</a>' for form in ("csv", "tsv", "json", "xml")
    )
    cut = f" · {word('more_hits')}" if len(answer.rows) > _SHOWN else ""
    edit = f'<a href="/query?{urlencode({"query": sparql})}">{word("edit")}</a>'
    yield f'<p class="note">{len(answer.rows):,} {word("rows")}{cut} · {forms} · {edit}</p>'
    if not answer.rows:
        yield f"<p>{word('no_rows')}</p>"
        return
    rows = answer.rows[:_SHOWN]
    cells = _Cells(shelf, Table(columns=answer.columns, rows=rows))
    columns = [label("column", column) for column in answer.columns]
    yield table(columns, (cells.line(row) for row in rows), name="answer")


class _Cells:
    """The cells of a table as markup: sentences and names are linked where that is known to be right."""

    def __init__(self, shelf: Shelf, rows: Table) -> None:
        self._shelf, self._columns = shelf, rows.columns
        self._sentences = {
            row["text"]: shelf.address(row["source"], (int(row["begin"]), int(row["end"])))
            for row in read_rows(shelf.store, _WHERE % _literals(rows, "sentence"))
        }
        bearers: dict[str, list[str]] = {}
        for row in read_rows(shelf.store, _NAMED % _literals(rows, "name")):
            bearers.setdefault(row["name"], []).append(make_thing(row["thing"], "").key)
        self._names = {name: keys[0] for name, keys in bearers.items() if len(keys) == 1}

    def line(self, row: tuple[Term, ...]) -> list[Cell]:
        """A row."""
        return [self._cell(column, term) for column, term in zip(self._columns, row, strict=True)]

    def _cell(self, column: str, term: Term) -> Cell:
        if isinstance(term, NamedNode):
            thing = make_thing(term.value, "")
            return Cell(markup=link(entity_address(thing.key), thing.key) if thing.type else html.escape(term.value))
        if not isinstance(term, Literal):
            return Cell(markup="" if term is None else html.escape(str(term)))
        if term.datatype.value.rpartition("#")[2] in {"integer", "decimal", "double"}:
            return Cell(markup=html.escape(term.value), kind="number")
        return self._text(column, term.value)

    def _text(self, column: str, text: str) -> Cell:
        if column in {"status", "predicate", "type"}:
            kind = next((kind for kind in ("status", "measure", "predicate", "type") if text in read_labels(kind)), "")
            return Cell(markup=badge(kind, text) if kind in {"status", "measure"} else label(kind, text), kind="short")
        if address := self._sentences.get(text):
            return Cell(markup=link(address, " ".join(text.split())), kind="sentence")
        look = "short" if len(text) <= _SHORT else ""
        if key := self._names.get(text):
            return Cell(markup=link(entity_address(key), text), kind=look)
        return Cell(markup=html.escape(" ".join(text.split())), kind=look)


def _literals(rows: Table, ending: str) -> str:
    places = [n for n, column in enumerate(rows.columns) if column.lower().endswith(ending)]
    found = {str(term) for row in rows.rows for n in places if isinstance(term := row[n], Literal)}
    plain = {str(Literal(term.value)) for row in rows.rows for n in places if isinstance(term := row[n], Literal)}
    tagged = {
        str(Literal(t.value, language="zh")) for row in rows.rows for n in places if isinstance(t := row[n], Literal)
    }
    return " ".join(sorted(found | plain | tagged))


def _wording(question: Question) -> Label:
    english, chinese = question.question, question.question_zh
    return Label(key=question.name, zh=chinese or english, en=english or chinese)
