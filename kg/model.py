"""The values that flow between stages: frozen, and with a span of the source text wherever text is meant.

Every `start` and `end` is a half-open span of code points into `Document.text`, and
`document.text[start:end]` gives the text back. Stages make new values; nothing here is edited in place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, Protocol, runtime_checkable


class EntityType(StrEnum):
    """What a mention names; ontology/policy.ttl defines each."""

    PLACE = "Place"
    ORGANIZATION = "Organization"
    ENTERPRISE = "Enterprise"
    PERSON = "Person"
    PROJECT = "Project"
    FACILITY = "Facility"
    PROGRAM = "Program"
    SLOGAN = "Slogan"
    DOCUMENT = "Document"
    HONOUR = "Honour"
    EVENT = "Event"
    INDUSTRY = "Industry"
    BRAND = "Brand"


class Predicate(StrEnum):
    """What a fact says between two entities."""

    IMPLEMENTS = "implements"
    TARGETS = "targets"
    AWARDED = "awarded"
    LOCATED_IN = "locatedIn"
    HOSTS = "hosts"
    UPHOLDS = "upholds"
    COOPERATES_WITH = "cooperatesWith"
    UNDERTAKES = "undertakes"
    PART_OF = "partOf"
    LEADS = "leads"


class Status(StrEnum):
    """How far a fact has come, as the report tells it."""

    DONE = "done"
    ONGOING = "ongoing"
    PLANNED = "planned"


class MeasureKind(StrEnum):
    """What sort of number a measure is."""

    LEVEL = "level"
    GROWTH = "growth"
    SHARE = "share"
    RANK = "rank"


class MeasureStatus(StrEnum):
    """Whether a measure was reached or is aimed at."""

    ACTUAL = "actual"
    TARGET = "target"


class Role(StrEnum):
    """What a section does: look back, look ahead, or neither (title, greeting)."""

    REVIEW = "review"
    PLAN = "plan"
    OTHER = "other"


class Level(StrEnum):
    """The administrative level of a place."""

    COUNTRY = "country"
    PROVINCE = "province"
    CITY = "city"  # prefecture level
    COUNTY = "county"  # counties, districts and county-level cities
    TOWN = "town"  # towns, townships and street offices
    VILLAGE = "village"


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """The place whose report this is. `parents` runs from the nearest to the outermost; `code` is the division code."""

    name: str  # 罗店镇
    short: str  # 罗店
    level: Level | None = None
    organ: str = ""  # 罗店镇人民政府
    code: str | None = None
    parents: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Full and short name, without repeats."""
        return tuple(dict.fromkeys(name for name in (self.name, self.short) if name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the head of a report says of itself; an empty string or None where it says nothing."""

    title: str = ""
    organ: str = ""
    speaker: str = ""
    congress: str = ""
    date: str | None = None  # ISO 8601 date on which the report was given
    reviewed: str | None = None  # period looked back on: 2021, 2021-H1, 2017/2021
    planned: str | None = None  # period looked ahead to: 2022, 2021-H2, 2022/2026


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source text as read; `body` is what is left without page furniture. Sorted by start. Spans do not overlap."""

    name: str  # file name without its ending
    path: str  # as the user gave it; never written into the graph
    media_type: str
    encoding: str | None  # None where the format has no character encoding of its own
    text: str
    body: tuple[tuple[int, int], ...]
    sha256: str  # of the source text in UTF-8
    metadata: Metadata = field(default_factory=Metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it, down to the next heading of its level or above."""

    index: int
    level: int  # 0 for the whole report, 1 for 一、, 2 for (一), 3 for 1., 4 for run-in headings
    title: str
    start: int
    end: int
    role: Role
    period: str | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the body with the innermost section it stands in; `period` is the paragraph's or the section's."""

    index: int
    start: int
    end: int
    section: int
    role: Role
    period: str | None = None
    paragraph: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The structure of one document. Sorted by start. Sentences do not overlap."""

    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text. `source` says which recogniser found it; `score` is its confidence, 0 to 1."""

    start: int
    end: int
    text: str
    type: EntityType
    score: float = 1.0
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One number that says something checkable. Numbers are in `unit` after multipliers: 46亿元 is 4600000000 CNY."""

    start: int
    end: int
    value: str  # as the text has it: 8%以上
    indicator: str  # as the text has it
    kind: MeasureKind
    status: MeasureStatus
    period: str | None = None
    subject: str | None = None  # None is the report's own jurisdiction
    sentence: int = 0
    number: Decimal | None = None  # signed for growth
    lower: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""  # QUDT/UCUM-style: CNY, %, m2, 1
    concept: str | None = None  # notation of the standard indicator, such as GDP
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One statement of one sentence. `subject` None is the report's own jurisdiction."""

    subject: Mention | None
    predicate: Predicate
    object: Mention
    status: Status
    sentence: Sentence
    period: str | None = None
    score: float = 1.0
    rule: str = ""  # which rule or model said so


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing. `key` is its identity: a function of type, normalised name and scope, as in `program/八八战略`."""

    key: str
    type: EntityType
    name: str
    alternatives: tuple[str, ...] = ()  # sorted
    scope: str | None = None  # key of the place it belongs to
    code: str | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Why a mention's name was taken for an entity of another name."""

    name: str
    entity: str  # key
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Which entity each mention means. `place` is the jurisdiction's own entity; `entities` are sorted by key."""

    place: Entity
    entities: tuple[Entity, ...]
    of: Mapping[Mention, Entity]
    merges: tuple[Merge, ...] = ()
    unresolved: tuple[str, ...] = ()  # names that fit more than one division


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was found in one document. Mentions and measures are sorted by start. Mentions do not overlap."""

    document: Document
    jurisdiction: Jurisdiction
    outline: Outline
    mentions: tuple[Mention, ...]
    measures: tuple[Measure, ...]
    facts: tuple[Fact, ...]
    links: Links
    themes: tuple[str, ...] = ()  # keywords, heaviest first


class Recogniser(Protocol):
    """Finds mentions in a text. Sorted by start. Spans may overlap: the merge decides."""

    def __call__(self, text: str, sentences: tuple[Sentence, ...]) -> tuple[Mention, ...]:
        """The mentions of the sentences, with spans into the whole text."""
        ...


class View(NamedTuple):
    """What a trained tagger thinks of a span and type, whoever proposed it: log odds of four chances."""

    least: float  # the least chance of a label that they need, the end of the span included
    starts: float  # that a mention of any type starts here
    stops: float  # that no mention goes on behind it
    mean: float  # the mean chance of the labels within


class Reading(Protocol):
    """A text as a tagger has read it: what it found, and its view of anything else."""

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """What the tagger itself found. Sorted by start."""
        ...

    def view(self, mentions: Sequence[Mention]) -> Sequence[View]:
        """The view of each mention, which may be anyone's."""
        ...


@runtime_checkable
class Reader(Protocol):
    """A recogniser that can be asked about the spans that others propose."""

    def read(self, text: str, sentences: tuple[Sentence, ...]) -> Reading:
        """The text as read, with the mentions that a call would give."""
        ...
