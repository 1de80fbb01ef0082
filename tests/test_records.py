"""A record holds all of an extraction: what is read back is what was written."""

import json
from pathlib import Path

from kg.model import Extraction
from kg.records import format_record, from_record, parse_record, read_records, to_record, write_records


def test_an_extraction_survives_the_round_trip(luodian: Extraction) -> None:
    back = from_record(parse_record(format_record(to_record(luodian))))
    for name in ("jurisdiction", "outline", "mentions", "measures", "facts"):
        assert getattr(back, name) == getattr(luodian, name)
    assert back.links.entities == luodian.links.entities
    assert dict(back.links.of) == dict(luodian.links.of)
    assert back.document.text == luodian.document.text


def test_writing_what_was_read_gives_the_same_bytes(luodian: Extraction, tmp_path: Path) -> None:
    write_records(tmp_path / "a.jsonl", [to_record(luodian)])
    write_records(tmp_path / "b.jsonl", [to_record(from_record(row)) for row in read_records(tmp_path / "a.jsonl")])
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_the_path_of_the_file_is_not_in_the_record(luodian: Extraction) -> None:
    assert luodian.document.path not in format_record(to_record(luodian))


def test_every_fact_carries_its_sentence(luodian: Extraction) -> None:
    record = json.loads(format_record(to_record(luodian)))
    assert record["facts"]
    assert all(record["text"][f["start"] : f["end"]] == f["evidence"] for f in record["facts"])
    assert all(f["object"] in f["evidence"] for f in record["facts"] if f["predicate"] != "locatedIn")
