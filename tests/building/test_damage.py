"""What a work area and a folder of reports may look like after bad luck, and that a build copes with it."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import pytest

from kg import engines
from kg.batch import Outcome, process_file
from kg.building import build_folder
from kg.settings import Settings
from tests.building.samples import KEPT, PLAIN, build, list_parts, take_snapshot


@pytest.mark.parametrize("content", [b"", b"no database at all" * 400])
def test_a_damaged_manifest_costs_time_only(folder: Path, output: Path, content: bytes) -> None:
    before = take_snapshot(output)
    (output / ".build/manifest.sqlite").write_bytes(content)
    assert build(folder, output).read == 4
    assert take_snapshot(output) == before


@pytest.mark.parametrize("ending", [".nq.gz", ".json.gz"])
def test_a_cut_or_missing_part_is_read_again(folder: Path, output: Path, ending: str) -> None:
    before = take_snapshot(output)
    one, two, *_ = sorted((output / ".build/parts").glob(f"*/*{ending}"))
    one.write_bytes(one.read_bytes()[:20])
    two.unlink()
    (output / "graph.ttl").unlink()
    assert build(folder, output).read == 2
    assert take_snapshot(output) == before


def test_what_killed_builds_left_is_cleared_away(folder: Path, output: Path) -> None:
    area = output / ".build"
    for name in ("stage", "stage.gone", "ready.gone"):
        (area / name).mkdir()
        (area / name / "graph.nq").write_text("half of")
    (output / ".building-x1y2z3").mkdir()
    (area / "parts/00").mkdir(exist_ok=True)
    (area / "parts/00/00aa.nq.gz.new").touch()
    (folder / "罗店镇_2021.txt").unlink()
    build(folder, output)
    assert {path.name for path in area.iterdir()} == KEPT
    assert len(list_parts(output)) == 6
    assert not list(output.glob(".building-*"))


def test_a_file_that_changes_while_it_is_read_is_read_again(
    folder: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "罗店镇_2021.txt"

    def change(files: Sequence[Path], settings: Settings) -> Iterator[Outcome]:
        for file in files:
            yield process_file(file, settings)
            path.write_text("罗店镇\n推进最新的改革。\n", "utf-8")

    path.write_text("罗店镇\n推进数字化改革。\n", "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(engines, "make_engine", lambda _, **_named: change)
        build(folder, output)
    assert build(folder, output).read == 1
    build(folder, folder.parent / "clean")
    assert take_snapshot(output) == take_snapshot(folder.parent / "clean")


def test_a_problem_is_kept_until_asked_for(folder: Path, output: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"no pdf")
    assert build(folder, output).read == 1
    again = build(folder, output)
    assert (again.read, again.unchanged) == (0, True)
    assert "damaged" in str(again.skipped[0].problem)
    retried = build_folder([folder], output, settings=PLAIN, retry=True)
    assert (retried.read, retried.unchanged) == (1, True)


def test_a_name_that_is_not_unicode_is_built(folder: Path, output: Path) -> None:
    for name in (b"\xff\xfe.txt", b"\xff\xfe.pdf"):
        (folder / os.fsdecode(name)).write_text("罗店镇\n推进数字化改革。\n", "utf-8")
    report = build(folder, output)
    assert len(report.built) == 5
    assert "\ufffd" in report.skipped[0].file
    assert build(folder, output).unchanged


def test_the_longest_name_that_a_disk_takes_is_built(folder: Path, output: Path) -> None:
    (folder / f"{'长' * 83}.txt").write_text("罗店镇\n推进数字化改革。\n", "utf-8")
    assert len(build(folder, output).built) == 5
    (page,) = (path.name for path in (output / "view/documents").glob("长*"))
    assert quote(page) in (output / "view/index.html").read_text("utf-8")


def test_pages_of_an_earlier_build_are_no_input(folder: Path) -> None:
    assert len(build(folder, folder / "output").documents) == 4
    assert build(folder, folder / "output").unchanged
