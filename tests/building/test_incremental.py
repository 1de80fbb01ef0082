"""What has not changed is not read again, and the output is what a clean build gives."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.building import build_folder
from kg.settings import Format
from tests.building.samples import PLAIN, build, list_parts, take_snapshot, write_reports

Change = Callable[[Path], object]


def clean(folder: Path) -> dict[str, bytes | frozenset[str]]:
    """What a build into a new folder gives."""
    build(folder, folder.parent / "clean")
    return take_snapshot(folder.parent / "clean")


def test_an_unchanged_folder_is_left_alone(folder: Path, output: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in output.iterdir() if path.name != ".build"}
    report = build(folder, output)
    assert report.unchanged
    assert report.read == 0
    assert len(report.built) == 4
    assert before == {path: path.stat().st_mtime_ns for path in before}


@pytest.mark.parametrize(
    ("change", "read", "kept"),
    [
        (lambda folder: (folder / "罗店镇_2021.txt").write_text("罗店镇\n推进数字化改革。\n", "utf-8"), 1, 3),
        (lambda folder: write_reports(folder, "罗店镇", year=2022), 1, 4),
        (lambda folder: (folder / "罗店镇_2021.txt").unlink(), 0, 3),
        (lambda folder: (folder / "罗店镇_2021.txt").rename(folder / "罗店.txt"), 1, 3),
        (lambda folder: (folder / "罗店镇_2021.txt").rename(folder / "罗店镇_2021.md"), 1, 3),
        (lambda folder: shutil.copy(folder / "罗店镇_2021.txt", folder / "twin.txt"), 1, 4),
        (lambda folder: (folder / "empty.txt").touch(), 1, 4),
    ],
    ids=["changed", "added", "removed", "renamed", "other format", "twin", "unreadable"],
)
def test_only_what_changed_is_read(folder: Path, output: Path, change: Change, read: int, kept: int) -> None:
    before = list_parts(output)
    change(folder)
    report = build(folder, output)
    after = list_parts(output)
    assert (report.read, report.unchanged) == (read, False)
    assert len(before.items() & after.items()) == 2 * kept
    assert take_snapshot(output) == clean(folder)


def test_a_file_of_the_same_name_and_content_elsewhere_is_not_read(folder: Path, output: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "罗店镇_2021.txt").rename(folder / "sub/罗店镇_2021.txt")
    assert build(folder, output).read == 0
    assert take_snapshot(output) == clean(folder)


def test_a_change_back_and_forth_gives_the_first_output(folder: Path, output: Path) -> None:
    before, text = take_snapshot(output), (folder / "罗店镇_2021.txt").read_text("utf-8")
    (folder / "罗店镇_2021.txt").write_text("罗店镇\n推进数字化改革。\n", "utf-8")
    build(folder, output)
    assert take_snapshot(output) != before
    (folder / "罗店镇_2021.txt").write_text(text, "utf-8")
    build(folder, output)
    assert take_snapshot(output) == before


@pytest.mark.parametrize("name", ["graph.ttl", "view", "store", "search.sqlite"])
def test_an_output_that_was_removed_is_made_again_without_reading(folder: Path, output: Path, name: str) -> None:
    before = take_snapshot(output)
    shutil.rmtree(output / name) if (output / name).is_dir() else (output / name).unlink()
    assert build(folder, output).read == 0
    assert take_snapshot(output) == before


def test_a_cut_output_is_made_again(folder: Path, output: Path) -> None:
    before = take_snapshot(output)
    (output / "graph.nq").write_bytes((output / "graph.nq").read_bytes()[:100])
    assert not build(folder, output).unchanged
    assert take_snapshot(output) == before


def test_force_reads_everything(folder: Path, output: Path) -> None:
    before, parts = take_snapshot(output), list_parts(output)
    report = build_folder([folder], output, settings=PLAIN, force=True)
    assert (report.read, report.unchanged) == (4, False)
    assert take_snapshot(output) == before
    assert list_parts(output).keys() == parts.keys()


@pytest.mark.parametrize(
    "change", [{"base": "https://example.org/"}, {"min_confidence": 0.9}, {"jurisdiction": "330604"}, {"flat": True}]
)
def test_other_settings_read_everything(folder: Path, output: Path, change: dict[str, object]) -> None:
    settings = replace(PLAIN, **change)  # type: ignore[arg-type]
    assert build(folder, output, settings).read == 4
    build(folder, folder.parent / "clean", settings)
    assert take_snapshot(output) == take_snapshot(folder.parent / "clean")
    assert len(list_parts(output)) == 8


def test_a_lexicon_counts_by_what_is_in_it(folder: Path, output: Path) -> None:
    names, settings = folder.parent / "names.csv", replace(PLAIN, lexicon=str(folder.parent / "names.csv"))
    names.write_text("珍珠提升工程,Project\n", "utf-8")
    assert build(folder, output, settings).read == 4
    names.rename(folder.parent / "other.csv")
    assert build(folder, output, replace(PLAIN, lexicon=str(folder.parent / "other.csv"))).unchanged
    names.write_text("珍珠提升,Project\n", "utf-8")
    assert build(folder, output, settings).read == 4


def test_decisions_count_by_what_is_in_them(folder: Path, output: Path) -> None:
    table, settings = folder.parent / "mine.csv", replace(PLAIN, decisions=str(folder.parent / "mine.csv"))
    table.write_text("decision,type,name,other\nsame,Project,珍珠提升工程,珍珠工程\n", "utf-8")
    assert build(folder, output, settings).read == 4
    assert build(folder, output).unchanged  # the table is kept in the output
    table.write_text("decision,type,name,other\n", "utf-8")
    assert build(folder, output, settings).read == 4


def test_formats_can_be_left_out_and_had_again(folder: Path, output: Path) -> None:
    before = take_snapshot(output)
    report = build_folder([folder], output, settings=PLAIN, without=[Format.VIEW, Format.STORE])
    assert set(report.left_out) == {"store", "view"}
    assert not {"store", "view"} & {path.name for path in output.iterdir()}
    assert build(folder, output).read == 0
    assert take_snapshot(output) == before


def test_what_holds_the_whole_graph_is_left_out_of_a_large_build(folder: Path, output: Path) -> None:
    report = build_folder([folder], output, settings=PLAIN, max_drawn=3)
    assert set(report.left_out) == {"graphml", "view"}
    assert "--max-drawn" in report.left_out["view"]
    assert not {"graph.graphml", "view"} & {path.name for path in output.iterdir()}
