"""The named questions with their answers: a page and a table to download for each that needs no name."""

import html
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from kg.explore.values import make_thing
from kg.query import Question, format_answer, list_queries, run_query
from kg.site.material import Material
from kg.site.shell import Cell as Box
from kg.site.shell import Frame, entity_link, label, link, sentence_link, table, word
from kg.store import Cell, Table
from kg.view.labels import Label, read_labels
from kg.view.notes import both_languages
from kg.view.pages import write_page

_ROWS = 300
_ROOT = "../"
_BOM = "\ufeff"  # tells Excel that the file is UTF-8


def write_answers(frame: Frame, material: Material) -> None:
    """Write questions/index.html, and for each question that needs no name its page and its CSV."""
    questions = list_queries()
    answers = {question.name: _ask(material, question) for question in questions if _needs_nothing(question)}
    tables = {name: answer for name, answer in answers.items() if answer is not None}
    for question in questions:
        if question.name in tables:
            _write_answer(frame, question, tables[question.name], material=material)
    body = [
        f"<h1>{word('questions')}</h1>",
        f'<h2>{word("answered")}</h2><ul class="list">',
        *(_answered(question, tables[question.name]) for question in questions if question.name in tables),
        f'</ul><h2>{word("asked")}</h2><ul class="list">',
        *(_asked(question) for question in questions if question.name not in tables),
        "</ul>",
    ]
    frame.write("questions/index.html", body, title=f"问题 · {frame.name}", tab="questions")


def _needs_nothing(question: Question) -> bool:
    return all(param.default is not None for param in question.params)


def _ask(material: Material, question: Question) -> Table | None:
    answer = run_query(material.store, question)
    return answer if isinstance(answer, Table) else None


def _write_answer(frame: Frame, question: Question, answer: Table, *, material: Material) -> None:
    name = question.name
    columns = [label("column", column) for column in answer.columns]
    count = len(answer.rows)
    download = f'<a href="{name}.csv" download>{word("as_csv")}</a>'
    cut = f" · {word('cut')}" if count > _ROWS else ""
    body = [
        f"<h1>{both_languages(_wording(question))}</h1>",
        f'<p class="note">{count:,} {word("rows")} · {download}{cut}</p>',
        table(columns, _rows(material, answer), name="answer") if count else word("no_rows"),
        f"<details><summary>{word('sparql')}</summary><pre>{html.escape(question.sparql)}</pre></details>",
    ]
    title = f"{question.question_zh or question.question} · {frame.name}"
    frame.write(f"questions/{name}.html", body, title=title, tab="questions")
    write_page(frame.folder / "questions" / f"{name}.csv", _BOM + format_answer(answer, "csv"))


def _rows(material: Material, answer: Table) -> Iterator[list[Box]]:
    for row in answer.rows[:_ROWS]:
        yield [_box(material, column, cell) for column, cell in zip(answer.columns, row, strict=True)]


def _box(material: Material, column: str, cell: Cell) -> Box:
    if isinstance(cell, NamedNode):
        thing = make_thing(cell.value, "")
        text = link(entity_link(thing.key, root=_ROOT), thing.key) if thing.type else html.escape(cell.value)
        return Box(markup=text)
    text = " ".join(cell.value.split()) if isinstance(cell, Literal) else ""
    if column in {"status", "predicate", "type"}:
        kinds = [kind for kind in ("status", "measure", "predicate", "type") if text in read_labels(kind)]
        return Box(markup=label(kinds[0], text) if kinds else html.escape(text), kind="short")
    if isinstance(cell, Literal) and cell.datatype.value.rpartition("#")[2] in {"integer", "decimal", "double"}:
        return Box(markup=html.escape(text), kind="number")
    if column.lower().endswith("sentence"):
        return Box(markup=_sentence(material, text), kind="sentence")
    short = "short" if column in {"placeName", "period"} else ""
    return Box(markup=_name(material, text) if column.lower().endswith("name") else html.escape(text), kind=short)


def _sentence(material: Material, text: str) -> str:
    """A sentence, linked to where it stands."""
    if (proof := material.sentences.get(text)) is None:
        return html.escape(text)
    return link(sentence_link(proof.document, (proof.start, proof.end), root=_ROOT), text)


def _name(material: Material, text: str) -> str:
    """A name, linked to the entity if only one bears it."""
    key = material.names.get(text)
    return link(entity_link(key, root=_ROOT), text) if key else html.escape(text)


def _answered(question: Question, answer: Table) -> str:
    count = f'<span class="soft">{len(answer.rows):,} {word("rows")}</span>'
    look = "" if answer.rows else ' class="empty"'
    return f'<li{look}><a href="{question.name}.html">{both_languages(_wording(question))}</a>{count}</li>'


def _asked(question: Question) -> str:
    command = f"kg query {question.name} {' '.join(_parameters(question))}".strip()
    return f"<li><span>{both_languages(_wording(question))}</span><code>{html.escape(command)}</code></li>"


def _parameters(question: Question) -> Iterable[str]:
    return (f"--param {param.name}=…" for param in question.params if param.default is None)


def _wording(question: Question) -> Label:
    english, chinese = question.question, question.question_zh
    return Label(key=question.name, zh=chinese or english, en=english or chinese)
