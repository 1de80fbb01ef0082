"""Extractions built by hand: short made-up reports of real places, for tests of the graph."""

import hashlib
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

BASE = "https://w3id.org/policykg/"
TEXT = (
    "山下湖镇政府工作报告\n"
    "深入实施“八八战略”，GDP达到46亿元，增长8%以上。珍珠湖公园获评4A级景区。\n"
    "今年要实施“八八战略”，坚持人民至上，GDP增长6.5%左右。\n"
)
TOWN = Entity(
    key="place/330681108",
    type=EntityType.PLACE,
    name="山下湖镇",
    alternatives=("山下湖",),
    code="330681108",
    level=Level.TOWN,
)
PROGRAM = Entity(key="program/八八战略", type=EntityType.PROGRAM, name="八八战略")
PARK = Entity(key="facility/330681108/珍珠湖公园", type=EntityType.FACILITY, name="珍珠湖公园", scope="place/330681108")
HONOUR = Entity(key="honour/4A级景区", type=EntityType.HONOUR, name="4A级景区")
SLOGAN = Entity(key="slogan/人民至上", type=EntityType.SLOGAN, name="人民至上")
ENTITIES = (PARK, HONOUR, TOWN, PROGRAM, SLOGAN)


def make_document(text: str = TEXT, *, name: str = "shanxiahu_2021", metadata: Metadata | None = None) -> Document:
    """A document of this text, all of it body."""
    return Document(
        name=name,
        path=f"{name}.txt",
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        body=((0, len(text)),),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        metadata=metadata or Metadata(title="山下湖镇政府工作报告", date="2022-01-20", reviewed="2021", planned="2022"),
    )


def make_outline(text: str = TEXT) -> Outline:
    """One section; a sentence ends at 。 or a line end. Line two reviews 2021, line three plans 2022."""
    sentences: list[Sentence] = []
    start = 0
    for position, character in enumerate(text):
        if character in "。\n":
            end = position + (character == "。")
            line = text.count("\n", 0, start)
            if end > start:
                sentences.append(_make_sentence(len(sentences), start, end, line=line))
            start = position + 1
    whole = Section(index=0, level=0, title="", start=0, end=len(text), role=Role.OTHER)
    return Outline(sections=(whole,), sentences=tuple(sentences))


def _make_sentence(index: int, start: int, end: int, *, line: int) -> Sentence:
    role, period = ((Role.OTHER, None), (Role.REVIEW, "2021"), (Role.PLAN, "2022"))[min(line, 2)]
    return Sentence(index=index, start=start, end=end, section=0, role=role, period=period, paragraph=line)


def find_mentions(text: str, entities: tuple[Entity, ...] = ENTITIES) -> dict[Mention, Entity]:
    """Every occurrence of the entities' names."""
    found = {}
    for entity in entities:
        start = text.find(entity.name)
        while start >= 0:
            end = start + len(entity.name)
            found[Mention(start=start, end=end, text=entity.name, type=entity.type, score=0.9)] = entity
            start = text.find(entity.name, end)
    return dict(sorted(found.items(), key=lambda pair: pair[0].start))


def make_extraction(
    text: str = TEXT, *, facts: tuple[Fact, ...] | None = None, entities: tuple[Entity, ...] = ENTITIES
) -> Extraction:
    """The sample report with its mentions, facts and measures."""
    of = find_mentions(text, entities)
    outline = make_outline(text)
    return Extraction(
        document=make_document(text),
        jurisdiction=Jurisdiction(name="山下湖镇", short="山下湖", level=Level.TOWN, code="330681108"),
        outline=outline,
        mentions=tuple(of),
        measures=make_measures(text) if text == TEXT else (),
        facts=make_facts(of, outline) if facts is None else facts,
        links=Links(place=TOWN, entities=tuple(sorted({*of.values(), TOWN}, key=lambda entity: entity.key)), of=of),
    )


def make_facts(of: dict[Mention, Entity], outline: Outline) -> tuple[Fact, ...]:
    """What the sample says: implements twice, with two statuses; awarded; upholds."""
    rows = (
        (None, Predicate.IMPLEMENTS, PROGRAM, Status.ONGOING, 1),
        (PARK, Predicate.AWARDED, HONOUR, Status.DONE, 2),
        (None, Predicate.IMPLEMENTS, PROGRAM, Status.PLANNED, 3),
        (None, Predicate.UPHOLDS, SLOGAN, Status.ONGOING, 3),
    )
    sentences = outline.sentences
    return tuple(
        Fact(
            subject=_pick(of, subject, sentences[at]) if subject else None,
            predicate=predicate,
            object=_pick(of, target, sentences[at]),
            status=status,
            sentence=sentences[at],
            period=sentences[at].period,
            score=0.9,
            rule="verb",
        )
        for subject, predicate, target, status, at in rows
        if at < len(sentences)
    )


def _pick(of: dict[Mention, Entity], entity: Entity, sentence: Sentence) -> Mention:
    return next(m for m, e in of.items() if e == entity and sentence.start <= m.start < sentence.end)


def make_measures(text: str = TEXT) -> tuple[Measure, ...]:
    """46亿元, 8%以上 and 6.5%左右 of the sample."""
    level, growth = MeasureKind.LEVEL, MeasureKind.GROWTH
    actual, target = MeasureStatus.ACTUAL, MeasureStatus.TARGET
    return (
        make_measure(text, "46亿元", kind=level, status=actual, sentence=1, number="4600000000", unit="CNY"),
        make_measure(text, "8%以上", kind=growth, status=actual, sentence=1, number="8", unit="%", lower="8"),
        make_measure(text, "6.5%左右", kind=growth, status=target, sentence=3, number="6.5", unit="%"),
    )


def make_measure(
    text: str,
    value: str,
    *,
    kind: MeasureKind,
    status: MeasureStatus,
    sentence: int,
    number: str,
    unit: str,
    lower: str | None = None,
) -> Measure:
    """One measure of the GDP."""
    start = text.index(value)
    return Measure(
        start=start,
        end=start + len(value),
        value=value,
        indicator="GDP",
        kind=kind,
        status=status,
        period="2021" if status is MeasureStatus.ACTUAL else "2022",
        sentence=sentence,
        number=Decimal(number),
        lower=Decimal(lower) if lower else None,
        unit=unit,
        concept="GDP",
    )
