"""The command that searches: the index is made when it is missing or older than the build."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import NotFoundError
from kg.explore.index import open_index
from kg.records import to_record, write_records
from tests.explore.samples import make_reports


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_records(tmp_path / "documents.jsonl", map(to_record, make_reports()))
    return tmp_path


def search(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", "search", *words, "--from", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_entities_and_sentences_are_printed_one_a_line(folder: Path) -> None:
    assert search(folder, "环湖").stdout.splitlines() == [
        "环湖公路  — Facility facility/330681901/环湖公路",
        "明年建成明珠公园，争创国家卫生镇，动工环湖公路。  — 甲溪镇2021年报告",
    ]


def test_nothing_found_is_told(folder: Path) -> None:
    answer = search(folder, "地铁")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "地铁" in answer.stderr


def test_the_index_is_made_again_after_a_new_build(folder: Path) -> None:
    index = open_index(folder)
    os.utime(index, ns=(1, 1))
    open_index(folder)
    assert index.stat().st_mtime_ns > 1


def test_without_a_build_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="build"):
        open_index(tmp_path)
