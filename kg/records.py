"""Extraction ↔ record: one JSON object a document, the form that `kg extract` prints and `documents.jsonl` holds.

The keys `document`, `jurisdiction`, `mentions`, `measures` and `facts` are a contract with the gold scorer; all else is
there so that a reader can check us (text, sentences) and so that views and graphs can be made again without extracting.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

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
    Merge,
    Metadata,
    Outline,
    Predicate,
    Role,
    Section,
    Sentence,
    Status,
)

Record = dict[str, Any]


def to_record(extraction: Extraction) -> Record:
    """The JSON form of an extraction: lists, strings and numbers only."""
    document, links = extraction.document, extraction.links
    return {
        "document": document.name,
        "jurisdiction": extraction.jurisdiction.name,
        "place": _place_record(extraction.jurisdiction, links.place.key),
        "metadata": _slots(document.metadata),
        "source": {
            "sha256": document.sha256,
            "media_type": document.media_type,
            "encoding": document.encoding,
            "body": [list(span) for span in document.body],
        },
        "sections": [_slots(section) for section in extraction.outline.sections],
        "sentences": [_slots(sentence) for sentence in extraction.outline.sentences],
        "entities": [_entity_record(entity) for entity in links.entities],
        "mentions": [_slots(mention) | {"entity": links.of[mention].key} for mention in extraction.mentions],
        "measures": [_measure_record(measure) for measure in extraction.measures],
        "facts": [_fact_record(fact, extraction) for fact in extraction.facts],
        "themes": list(extraction.themes),
        "merges": [_slots(merge) for merge in links.merges],
        "unresolved": list(links.unresolved),
        "text": document.text,
    }


def from_record(record: Mapping[str, Any]) -> Extraction:
    """The extraction that a record was made from."""
    outline = Outline(
        sections=tuple(Section(**{**row, "role": Role(row["role"])}) for row in record["sections"]),
        sentences=tuple(Sentence(**{**row, "role": Role(row["role"])}) for row in record["sentences"]),
    )
    mentions = tuple(_mention(row) for row in record["mentions"])
    entities = {row["key"]: _entity(row) for row in record["entities"]}
    links = Links(
        place=entities[record["place"]["key"]],
        entities=tuple(entities.values()),
        of={mention: entities[row["entity"]] for mention, row in zip(mentions, record["mentions"], strict=True)},
        merges=tuple(Merge(**row) for row in record["merges"]),
        unresolved=tuple(record["unresolved"]),
    )
    return Extraction(
        document=_document(record),
        jurisdiction=_jurisdiction(record["place"]),
        outline=outline,
        mentions=mentions,
        measures=tuple(_measure(row) for row in record["measures"]),
        facts=_facts(record["facts"], mentions, outline.sentences),
        links=links,
        themes=tuple(record.get("themes", ())),
    )


def write_records(path: Path, records: Iterable[Record]) -> None:
    """One JSON object a line, in the order given."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(format_record(record) + "\n" for record in records)


def read_records(path: Path) -> Iterator[Record]:
    """The records of a `documents.jsonl`, one at a time."""
    with path.open(encoding="utf-8") as file:
        yield from (parse_record(line) for line in file if line.strip())


def parse_record(line: str) -> Record:
    """The record of one line of JSON."""
    record: Record = json.loads(line)
    return record


def format_record(record: Record) -> str:
    """One line of JSON with Chinese left readable."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _slots(value: Any) -> Record:  # noqa: ANN401 -- any of the frozen values
    return {name: getattr(value, name) for name in value.__slots__}


def _entity_record(entity: Entity) -> Record:
    return _slots(entity) | {"alternatives": list(entity.alternatives)}


def _place_record(jurisdiction: Jurisdiction, key: str) -> Record:
    return _slots(jurisdiction) | {"parents": list(jurisdiction.parents), "key": key}


def _measure_record(measure: Measure) -> Record:
    numbers = {name: _text(getattr(measure, name)) for name in ("number", "lower", "upper")}
    return _slots(measure) | numbers


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _fact_record(fact: Fact, extraction: Extraction) -> Record:
    sentence = fact.sentence
    return {
        "start": sentence.start,
        "end": sentence.end,
        "subject": fact.subject.text if fact.subject else None,
        "predicate": fact.predicate,
        "object": fact.object.text,
        "status": fact.status,
        "period": fact.period,
        "score": fact.score,
        "rule": fact.rule,
        "sentence": sentence.index,
        "evidence": extraction.document.text[sentence.start : sentence.end],
        "subject_span": [fact.subject.start, fact.subject.end] if fact.subject else None,
        "object_span": [fact.object.start, fact.object.end],
    }


def _document(record: Mapping[str, Any]) -> Document:
    source = record["source"]
    return Document(
        name=record["document"],
        path="",
        media_type=source["media_type"],
        encoding=source["encoding"],
        text=record["text"],
        body=tuple((start, end) for start, end in source["body"]),
        sha256=source["sha256"],
        metadata=Metadata(**record["metadata"]),
    )


def _jurisdiction(row: Mapping[str, Any]) -> Jurisdiction:
    fields = {name: row[name] for name in ("name", "short", "organ", "code")}
    return Jurisdiction(**fields, level=_level(row["level"]), parents=tuple(row["parents"]))


def _level(value: str | None) -> Level | None:
    return Level(value) if value else None


def _entity(row: Mapping[str, Any]) -> Entity:
    typed = {
        "type": EntityType(row["type"]),
        "alternatives": tuple(row["alternatives"]),
        "level": _level(row["level"]),
    }
    return Entity(**{**row, **typed})


def _mention(row: Mapping[str, Any]) -> Mention:
    fields = {name: row[name] for name in Mention.__slots__}
    return Mention(**{**fields, "type": EntityType(row["type"])})


def _measure(row: Mapping[str, Any]) -> Measure:
    numbers = {name: None if row[name] is None else Decimal(row[name]) for name in ("number", "lower", "upper")}
    typed = {"kind": MeasureKind(row["kind"]), "status": MeasureStatus(row["status"])}
    return Measure(**{**row, **numbers, **typed})


def _facts(
    rows: Iterable[Mapping[str, Any]], mentions: tuple[Mention, ...], sentences: tuple[Sentence, ...]
) -> tuple[Fact, ...]:
    at = {(mention.start, mention.end): mention for mention in mentions}
    return tuple(
        Fact(
            subject=at[tuple(row["subject_span"])] if row["subject_span"] else None,
            predicate=Predicate(row["predicate"]),
            object=at[tuple(row["object_span"])],
            status=Status(row["status"]),
            sentence=sentences[row["sentence"]],
            period=row["period"],
            score=row["score"],
            rule=row["rule"],
        )
        for row in rows
    )
