"""A user's decisions on names: followed, kept for the next run, and told at once when they cannot be."""

import csv
import json
from pathlib import Path

import pytest

from kg.building import BuildReport, build_folder, extract_files
from kg.errors import UsageError
from kg.merges import COLUMNS, list_merges, to_table
from kg.query import format_answer
from kg.records import read_records
from kg.settings import Settings

TEXT = "嵊州市政府工作报告\n\n一、2021年工作回顾\n我们深入学习宪法，开通12345热线，推进“最多跑一次”改革。\n"
APART = "decision,type,name,other\ndifferent,Document,宪法,中华人民共和国宪法\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    (tmp_path / "嵊州市_2021.txt").write_text(TEXT, "utf-8")
    return tmp_path / "嵊州市_2021.txt"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "mine.csv").write_text(APART, "utf-8")
    return tmp_path / "mine.csv"


def build(report: Path, decisions: Path | None = None) -> BuildReport:
    settings = Settings(tagger="none", decisions=str(decisions) if decisions else None)
    return build_folder([report], report.parent / "out", settings=settings)


def names(output: Path) -> set[str]:
    return {merge.name for merge in list_merges(read_records(output / "documents.jsonl"))}


def test_a_decision_is_followed_and_counted(report: Path, table: Path) -> None:
    build(report)
    assert "宪法" in names(report.parent / "out")
    assert build(report, table).decisions == 1
    assert "宪法" not in names(report.parent / "out")
    assert json.loads((report.parent / "out/report.json").read_text("utf-8"))["decisions"] == 1


def test_decisions_are_kept_for_the_next_run(report: Path, table: Path) -> None:
    build(report, table)
    table.unlink()
    assert build(report).decisions == 1
    assert (report.parent / "out/decisions.csv").read_text("utf-8") == APART
    assert "宪法" not in names(report.parent / "out")


def test_a_table_that_is_given_takes_the_place_of_the_kept_one(report: Path, table: Path) -> None:
    build(report, table)
    table.write_text("decision,type,name,other\n", "utf-8")
    assert build(report, table).decisions == 0
    assert "宪法" in names(report.parent / "out")


def test_a_changed_table_is_read_again(report: Path, table: Path) -> None:
    build(report, table)
    table.write_text(APART + "same,Program,最多跑一次,放管服\n", "utf-8")
    assert build(report, table).decisions == 2


def test_extract_follows_decisions_too(report: Path, table: Path) -> None:
    (outcome,) = extract_files([report], settings=Settings(tagger="none", decisions=str(table)))
    assert "中华人民共和国宪法" not in outcome.record


def test_a_wrong_table_stops_the_build_before_it_starts(report: Path, table: Path) -> None:
    build(report, table)
    table.write_text("decision,type,name,other\nmaybe,Document,宪法,法\n", "utf-8")
    with pytest.raises(UsageError, match=r"mine\.csv, line 2"):
        build(report, table)
    with pytest.raises(UsageError, match=r"nowhere\.csv cannot be read"):
        build(report, report.parent / "nowhere.csv")
    assert (report.parent / "out/decisions.csv").read_text("utf-8") == APART


def test_the_list_of_merges_can_be_filled_in_and_given_back(report: Path) -> None:
    build(report)
    listed = format_answer(to_table(list_merges(read_records(report.parent / "out/documents.jsonl"))), "csv")
    rows = list(csv.DictReader(listed.splitlines()))
    assert tuple(rows[0]) == COLUMNS
    line = next(row for row in rows if row["name"] == "宪法")
    assert (line["decision"], line["type"], line["other"]) == ("", "Document", "中华人民共和国宪法")
    filled = report.parent / "filled.csv"
    filled.write_text(listed.replace(",Document,宪法", "different,Document,宪法"), "utf-8")
    assert build(report, filled).decisions == 1
    assert "宪法" not in names(report.parent / "out")
