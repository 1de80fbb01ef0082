"""Made-up reports for tests of graph, pages and questions: each sentence beside what is found in it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.model import (
    Document,
    Entity,
    EntityType,
    Extraction,
    Fact,
    Jurisdiction,
    Level,
    Links,
    Measure,
    MeasureKind,
    MeasureStatus,
    Mention,
    Metadata,
    Outline,
    Predicate,
    Role,
    Section,
    Sentence,
    Status,
)


@dataclass(frozen=True)
class Says:
    """A fact of a sentence: predicate, object with its type, status; of the place unless `subject` is given."""

    predicate: Predicate
    object: tuple[str, EntityType]
    status: Status
    subject: tuple[str, EntityType] | None = None


@dataclass(frozen=True)
class Line:
    """A sentence, its facts, and its measures as (indicator, value, number, concept).

    A line that looks ahead stands in the plans, and its measures are targets of the next year.
    """

    text: str
    facts: Sequence[Says] = ()
    measures: Sequence[tuple[str, str, int, str | None]] = ()
    ahead: bool = False


def make_report(place: Entity, year: int, lines: Sequence[Line]) -> Extraction:
    """The extraction of a report of a place about a year, one paragraph a sentence."""
    text = "".join(f"{line.text}\n" for line in lines)
    sentences = []
    for number, line in enumerate(lines):
        start = sum(len(earlier.text) + 1 for earlier in lines[:number])
        end = start + len(line.text)
        role, period = (Role.PLAN, str(year + 1)) if line.ahead else (Role.REVIEW, str(year))
        sentences.append(Sentence(index=number, start=start, end=end, section=0, role=role, period=period))
    found = [_find(line, sentence, year) for line, sentence in zip(lines, sentences, strict=True)]
    mentions = sorted(
        {m for facts, _ in found for f in facts for m in (f.subject, f.object) if m}, key=lambda m: m.start
    )
    of = {mention: _entity(mention, place) for mention in mentions}
    return Extraction(
        document=Document(
            name=f"{place.name}{year}",
            path="",
            media_type="text/plain",
            encoding="utf-8",
            text=text,
            body=((0, len(text)),),
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            metadata=Metadata(title=f"{place.name}{year}年报告", reviewed=str(year), planned=str(year + 1)),
        ),
        jurisdiction=Jurisdiction(name=place.name, short=place.name[:-1], level=place.level, code=place.code),
        outline=Outline(
            sections=(Section(index=0, level=0, title="", start=0, end=len(text), role=Role.REVIEW, period=str(year)),),
            sentences=tuple(sentences),
        ),
        mentions=tuple(mentions),
        measures=tuple(measure for _, measures in found for measure in measures),
        facts=tuple(fact for facts, _ in found for fact in facts),
        links=Links(place=place, entities=tuple(sorted({place, *of.values()}, key=lambda e: e.key)), of=of),
    )


def make_town(name: str, code: str) -> Entity:
    """A town with its division code."""
    return Entity(key=f"place/{code}", type=EntityType.PLACE, name=name, code=code, level=Level.TOWN)


def _find(line: Line, sentence: Sentence, year: int) -> tuple[list[Fact], list[Measure]]:
    facts = [
        Fact(
            subject=_mention(said.subject, line, sentence) if said.subject else None,
            predicate=said.predicate,
            object=_mention(said.object, line, sentence),
            status=said.status,
            sentence=sentence,
            period=str(year + 1 if said.status is Status.PLANNED else year),
        )
        for said in line.facts
    ]
    return facts, [_measure(row, line, sentence=sentence, year=year) for row in line.measures]


def _mention(named: tuple[str, EntityType], line: Line, sentence: Sentence) -> Mention:
    name, kind = named
    start = sentence.start + line.text.index(name)
    return Mention(start=start, end=start + len(name), text=name, type=kind)


def _measure(row: tuple[str, str, int, str | None], line: Line, *, sentence: Sentence, year: int) -> Measure:
    indicator, value, number, concept = row
    start = sentence.start + line.text.index(value)
    return Measure(
        start=start,
        end=start + len(value),
        value=value,
        indicator=indicator,
        kind=MeasureKind.GROWTH if value.endswith("%") else MeasureKind.LEVEL,
        status=MeasureStatus.TARGET if line.ahead else MeasureStatus.ACTUAL,
        period=str(year + 1 if line.ahead else year),
        sentence=sentence.index,
        number=Decimal(number),
        unit="%" if value.endswith("%") else "CNY",
        concept=concept,
    )


def _entity(mention: Mention, place: Entity) -> Entity:
    """A local thing carries the code of its place; anything else is shared."""
    if mention.text == place.name:
        return place
    local = mention.type in {EntityType.FACILITY, EntityType.PROJECT, EntityType.ORGANIZATION}
    kind, name = mention.type.lower(), mention.text
    key = f"{kind}/{place.code}/{name}" if local else f"{kind}/{name}"
    return Entity(key=key, type=mention.type, name=name, scope=place.key if local else None)
