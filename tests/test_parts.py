"""Parts merge to the same union however many there are and whatever order they come in."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg import parts
from kg.batch import Outcome
from kg.parts import Part, merge_parts, read_lines, write_part


def outcome(number: int) -> Outcome:
    shared = "<a:shared> <a:p> <a:o> <a:g{}> ."
    own = f'<a:own{number}> <a:p> "x\u2028y" <a:g{number}> .'
    return Outcome(
        path=f"{number}.txt",
        name=f"{number:03}",
        sha256=f"{number:064}",
        record="{}",
        quads=(own, shared.format(number)),
    )


@pytest.fixture
def written(tmp_path: Path) -> list[Part]:
    return [write_part(tmp_path, outcome(number), key=f"{number:064}") for number in range(7)]


def test_a_line_break_inside_a_literal_ends_no_line(written: list[Part]) -> None:
    assert len(list(read_lines(written[0].quads))) == 2


@pytest.mark.parametrize("at_once", [2, 3, 100])
def test_the_union_does_not_depend_on_how_many_files_are_open(
    written: list[Part], tmp_path: Path, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_AT_ONCE", at_once)
    union = list(merge_parts(written[::-1], tmp_path))
    assert union == sorted(set(union))
    assert len(union) == 8
    assert "<a:shared> <a:p> <a:o> ." in union


def test_parts_sort_by_name_and_content_and_not_by_folder() -> None:
    a = Part(name="a", sha256="2", folder=Path("z"), key="9")
    b = Part(name="b", sha256="1", folder=Path("y"), key="8")
    assert sorted([b, a]) == [a, b]


def test_a_part_is_whole_or_not_there(tmp_path: Path) -> None:
    def fail() -> Iterator[str]:
        yield "<a:a> <a:b> <a:c> ."
        raise KeyboardInterrupt

    broken = replace(outcome(1), quads=fail())  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        write_part(tmp_path, broken, key="a")
    assert Part(name="", sha256="", folder=tmp_path, key="a").sizes == []


def test_the_same_outcome_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    one, two = (write_part(tmp_path / folder, outcome(1), key="a") for folder in ("one", "two"))
    assert one.quads.read_bytes() == two.quads.read_bytes()
    assert one.sizes == two.sizes != []
