"""The rows of the four tables that Neo4j and Parquet share. Columns say what the graph says, under the same IRIs."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A source; `place` is the IRI of its jurisdiction."""

    iri: str
    document: str
    title: str
    place: str
    reviewed: str | None
    planned: str | None
    date: str | None
    organ: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A statement; `subject` and `object` are IRIs, `begin` and `end` the sentence's span in the text."""

    iri: str
    subject: str
    subject_name: str
    predicate: str
    object: str
    object_name: str
    status: str
    period: str | None
    start_year: int | None
    year: int | None
    confidence: float
    rule: str
    sentence: str
    begin: int
    end: int
    report: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A number; `about` is an IRI, or None where the text names something that was not linked. Numbers in `unit`."""

    iri: str
    about: str | None
    about_name: str
    indicator: str
    concept: str | None
    kind: str
    status: str
    value: str
    number: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    unit: str
    period: str | None
    start_year: int | None
    year: int | None
    confidence: float
    sentence: str
    begin: int
    end: int
    report: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """A thing; `scope` and `within` are IRIs of places, `within` the next division outwards."""

    iri: str
    key: str
    name: str
    type: str
    alternatives: tuple[str, ...]
    scope: str | None
    within: str | None
    code: str | None
    level: str | None
    mentions: int
    documents: tuple[str, ...]


Row = ReportRow | FactRow | MeasureRow | EntityRow
