"""The records of a build in, CSV files for `neo4j-admin database import` out.

Nodes: entities (:Entity and its type, as :Entity:Place:Town), reports, measures. Relationships: facts under the name of
their predicate (:IMPLEMENTS), with status, period and sentence; :LOCATED_IN between divisions, without a status;
:ABOUT and :FROM of a measure, :REPORTS_ON of a report. The IRI is the id, so both graphs speak of the same things.

These files are for a database: a cell that begins with = or - stays as it is, because a mark before it would end up in
the data. For spreadsheets there is `kg query --format csv`, which takes the danger out of such cells.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from kg.export.rows import make_rows
from kg.export.tables import EntityRow, FactRow, MeasureRow, ReportRow, Row
from kg.model import Level, Predicate
from kg.records import from_record, read_records
from kg.vocabulary import LEVEL_CLASSES, PK

Cells = Sequence[object]

_FACT = (":START_ID(thing)", ":END_ID(thing)", ":TYPE", "iri", "status", "period", "startYear:int", "year:int",
         "confidence:double", "rule", "sentence", "begin:int", "end:int", "document")  # fmt: skip
HEADERS: Mapping[str, Sequence[str]] = {
    "entities": ("iri:ID(thing)", "key", "name", "type", "alternatives:string[]", "code", "level", "scope",
                 "mentions:int", "documents:string[]", ":LABEL"),
    "reports": ("iri:ID(thing)", "name", "title", "reviewed", "planned", "date", "organ", "sha256", ":LABEL"),
    "measures": ("iri:ID(thing)", "indicator", "concept", "kind", "status", "value", "number:double", "lower:double",
                 "upper:double", "unit", "period", "startYear:int", "year:int", "confidence:double", "sentence",
                 "begin:int", "end:int", "document", "aboutName", ":LABEL"),
    "facts": _FACT,
    "links": (":START_ID(thing)", ":END_ID(thing)", ":TYPE"),
}  # fmt: skip
NODES = ("entities", "reports", "measures")
RELATIONSHIPS = ("facts", "links")

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # a field may hold no line break unless the import is told
_WORD = re.compile("(?=[A-Z])")


def write_neo4j(build: Path, target: Path, base: str) -> None:
    """Write the CSV files of a build into a folder."""
    with ExitStack() as stack:
        tables = {}
        for name, header in HEADERS.items():
            file = stack.enter_context((target / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            tables[name] = csv.writer(file, lineterminator="\n")
            tables[name].writerow(header)
        extractions = map(from_record, read_records(build / "documents.jsonl"))
        for row in make_rows(extractions, base):
            for table, cells in _to_cells(row):
                tables[table].writerow(map(_clean, cells))


def _to_cells(row: Row) -> Iterator[tuple[str, Cells]]:
    yield from _CELLS[type(row)](row)


def _report_cells(row: ReportRow) -> Iterator[tuple[str, Cells]]:
    yield "reports", (
        row.iri, row.document, row.title, row.reviewed, row.planned, row.date, row.organ, row.sha256, "Report"
    )  # fmt: skip
    yield "links", (row.iri, row.place, "REPORTS_ON")


def _fact_cells(row: FactRow) -> Iterator[tuple[str, Cells]]:
    yield "facts", (
        row.subject, row.object, name_type(row.predicate), row.iri, row.status, row.period, row.start_year, row.year,
        row.confidence, row.rule, row.sentence, row.begin, row.end, row.document,
    )  # fmt: skip


def _measure_cells(row: MeasureRow) -> Iterator[tuple[str, Cells]]:
    yield "measures", (
        row.iri, row.indicator, row.concept, row.kind, row.status, row.value, row.number, row.lower, row.upper,
        row.unit, row.period, row.start_year, row.year, row.confidence, row.sentence, row.begin, row.end, row.document,
        row.about_name, "Measure",
    )  # fmt: skip
    if row.about:
        yield "links", (row.iri, row.about, "ABOUT")
    yield "links", (row.iri, row.report, "FROM")


def _entity_cells(row: EntityRow) -> Iterator[tuple[str, Cells]]:
    level = [str(LEVEL_CLASSES[Level(row.level)]).removeprefix(str(PK))] if row.level else []
    yield "entities", (
        row.iri, row.key, row.name, row.type, _join(row.alternatives), row.code, row.level, row.scope, row.mentions,
        _join(row.documents), ";".join(["Entity", row.type, *level]),
    )  # fmt: skip
    if row.within:
        yield "links", (row.iri, row.within, name_type(Predicate.LOCATED_IN))


_CELLS: Mapping[type[Row], Callable[..., Iterator[tuple[str, Cells]]]] = {
    ReportRow: _report_cells,
    FactRow: _fact_cells,
    MeasureRow: _measure_cells,
    EntityRow: _entity_cells,
}


def name_type(predicate: str) -> str:
    """A predicate as relationships are named in Neo4j.

    >>> name_type("locatedIn")
    'LOCATED_IN'
    """
    return _WORD.sub("_", predicate).upper()


def _join(values: Sequence[str]) -> str:
    """A list in one cell; its own mark within a value becomes the wide one, which reads the same."""
    return ";".join(value.replace(";", "；") for value in values)


def _clean(cell: object) -> str:
    return "" if cell is None else _CONTROL.sub(" ", f"{cell:f}" if hasattr(cell, "as_tuple") else str(cell))
