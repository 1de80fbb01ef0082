"""An answer in, text for people or programs out: table, csv, json, ttl or md.

Names and sentences come from documents that anybody may have written: nothing in them may steer a terminal, a
spreadsheet or a Markdown viewer.
"""

import csv
import html
import io
import json
import re
import shutil
from collections.abc import Callable, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.errors import UsageError
from kg.store import Answer, Cell, Table
from kg.vocabulary import PK

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_WIDTH = 140  # where no terminal tells its own
_MARKDOWN = re.compile(r"([\\`*_\[\]|~])")
_NAMESPACES = {"pk": str(PK.Entity).removesuffix("Entity"), "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}


def format_answer(answer: Answer, form: str) -> str:
    """The answer as text that ends in a line break.

    Raises:
        UsageError: there is no such format, or the answer has no form in it.
    """
    if form not in FORMATS:
        raise UsageError(f"There is no format “{form}”; choose one of {', '.join(FORMATS)}.")
    return FORMATS[form](answer)


def _format_table(answer: Answer) -> str:
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    table = _to_table(answer)
    grid = Grid(*table.columns, header_style="bold", show_lines=_has_long_cells(table))
    for row in table.rows:
        grid.add_row(*(Text(_CONTROL.sub("", _shorten(cell))) for cell in row))
    text = io.StringIO()
    Console(file=text, width=shutil.get_terminal_size((_WIDTH, 24)).columns).print(grid)
    count = len(table.rows)
    return f"{text.getvalue()}{count} row{'' if count == 1 else 's'}\n"


def _format_csv(answer: Answer) -> str:
    table = _to_table(answer)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_defuse(_plain(cell)) for cell in row] for row in table.rows)
    return text.getvalue()


def _format_json(answer: Answer) -> str:
    """SPARQL 1.1 Query Results JSON."""
    if isinstance(answer, bool):
        return f"{json.dumps({'head': {}, 'boolean': answer})}\n"
    table = _to_table(answer)
    bindings = [
        {column: _to_json(cell) for column, cell in zip(table.columns, row, strict=True) if cell is not None}
        for row in table.rows
    ]
    result = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return f"{json.dumps(result, ensure_ascii=False, indent=1)}\n"


def _format_turtle(answer: Answer) -> str:
    if not isinstance(answer, tuple):
        raise UsageError("Turtle is for questions that CONSTRUCT a graph; choose table, csv, json or md.")
    return (serialize(answer, format=RdfFormat.TURTLE, prefixes=_NAMESPACES) or b"").decode("utf-8")


def _format_markdown(answer: Answer) -> str:
    table = _to_table(answer)
    rows = [table.columns, ["---"] * len(table.columns)]
    rows += [[_escape_markdown(_shorten(cell)) for cell in row] for row in table.rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


FORMATS: Mapping[str, Callable[[Answer], str]] = {
    "table": _format_table,
    "csv": _format_csv,
    "json": _format_json,
    "ttl": _format_turtle,
    "md": _format_markdown,
}


def _to_table(answer: Answer) -> Table:
    if isinstance(answer, bool):
        return Table(columns=("answer",), rows=((Literal(answer),),))
    if isinstance(answer, tuple):
        rows = tuple((triple.subject, triple.predicate, triple.object) for triple in answer)
        return Table(columns=("subject", "predicate", "object"), rows=rows)
    return answer


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.value if isinstance(cell, NamedNode | BlankNode | Literal) else str(cell)


def _shorten(cell: Cell) -> str:
    """As people read it: terms of the ontology with their prefix."""
    text = _plain(cell)
    if isinstance(cell, NamedNode):
        for prefix, namespace in _NAMESPACES.items():
            text = text.replace(namespace, f"{prefix}:")
    return text


def _defuse(text: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula; a number is left a number."""
    risky = text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}
    return f"'{text}" if risky and not _NUMBER.fullmatch(text) else text


def _escape_markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", html.escape(" ".join(_CONTROL.sub("", text).split()), quote=False)).replace(
        "\\<", "<"
    )


def _to_json(cell: Cell) -> dict[str, object]:
    match cell:
        case NamedNode():
            return {"type": "uri", "value": cell.value}
        case BlankNode():
            return {"type": "bnode", "value": cell.value}
        case Literal(language=str() as language):
            return {"type": "literal", "value": cell.value, "xml:lang": language}
        case Literal():
            return {"type": "literal", "value": cell.value, "datatype": cell.datatype.value}
        case Triple():
            return {"type": "literal", "value": str(cell)}
    return {"type": "literal", "value": ""}


def _has_long_cells(table: Table) -> bool:
    return any(len(_plain(cell)) > 30 for row in table.rows for cell in row)
