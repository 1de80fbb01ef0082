"""The passages of `annotations/` are what `kg train --more` reads, mark by mark."""

import json
import runpy
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kg.model import EntityType
from kg.training.data import read_reports

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "bench" / "expand_annotations.py"))


def test_marks_become_offsets_and_leave_the_text(script: dict[str, Any]) -> None:
    text, record = script["read_marked"](
        {"document": "A001", "text": "推进[双桥|Facility]建设。\n[枫江|Place]水清。\n"}
    )
    assert text == "推进双桥建设。\n枫江水清。\n"
    assert [(m["start"], m["end"], m["type"]) for m in record["mentions"]] == [(2, 4, "Facility"), (8, 10, "Place")]


def test_all_written_passages_can_be_learnt_from(script: dict[str, Any], tmp_path: Path) -> None:
    rows = script["read_rows"]("written.jsonl")
    for row in rows:
        text, record = script["read_marked"](row)
        assert not set("[]|") & set(text), row["document"]
        assert {mention["type"] for mention in record["mentions"]} <= {str(kind) for kind in EntityType}
        script["write"](tmp_path, text.encode(), record)
    reports = read_reports(tmp_path)
    assert len(reports) == len(rows) == len({row["document"] for row in rows})
    assert all(name.strip() == name for report in reports for name, _ in report.names)


def test_annotated_sentences_of_reports_are_named_once() -> None:
    lines = (ROOT / "annotations" / "corpus.jsonl").read_text("utf-8").splitlines()
    for row in map(json.loads, lines):
        stretches = sorted(map(tuple, row["sentences"]))
        assert all(end <= start for (_, end), (start, _) in pairwise(stretches))
        numbers = {number for first, last in stretches for number in range(first, last)}
        assert {int(number) for number in row["mentions"]} <= numbers
