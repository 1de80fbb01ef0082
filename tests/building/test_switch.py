"""A new output takes the place of the old one whole, wherever the switch is cut short."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.building import switch
from kg.building.switch import commit_stage, finish_switch, remove_folder

NAMES = ("a.txt", "b.txt", "c.txt", "one", "two", "three")
OLD = {"a.txt": "old a", "c.txt": "old c", "one/x": "old x", "three/y": "old y", "mine.txt": "the user's"}
NEW = {"a.txt": "new a", "b.txt": "new b", "one/x": "new x", "two/z": "new z"}


class Cut(BaseException):
    """The power fails."""


def fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def read(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    fill(tmp_path / "output", OLD)
    fill(tmp_path / "stage", NEW)
    commit_stage(tmp_path / "stage", tmp_path / "ready", names=NAMES, note={"digest": "1"})
    return tmp_path / "ready"


@pytest.fixture(params=["exchange", "two renames"])
def steps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Counts down with every name that is moved, and cuts the power at the end."""
    left = [1000]

    def count(move: Callable[..., object]) -> Callable[..., object]:
        def counted(*paths: Path) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise Cut
            return move(*paths)

        return counted

    monkeypatch.setattr(Path, "rename", count(Path.rename))
    monkeypatch.setattr(Path, "replace", count(Path.replace))
    monkeypatch.setattr(
        switch, "_exchange", count(switch._exchange if request.param == "exchange" else lambda *_: False)
    )
    yield left
    left[0] = 1000


def test_the_new_output_is_there_and_the_user_s_files_stay(ready: Path) -> None:
    assert finish_switch(ready, ready.parent / "output") == {"digest": "1"}
    assert read(ready.parent / "output") == NEW | {"mine.txt": "the user's"}


@pytest.mark.parametrize("first", range(8))
@pytest.mark.parametrize("second", range(3))
def test_a_switch_that_is_cut_short_twice_is_finished(ready: Path, steps: list[int], first: int, second: int) -> None:
    output = ready.parent / "output"
    for moves in (first, second):
        steps[0] = moves
        with contextlib.suppress(Cut):
            finish_switch(ready, output)
        assert read(output).items() <= OLD.items() | NEW.items()
    steps[0] = 1000
    assert finish_switch(ready, output) == {"digest": "1"}
    assert read(output) == NEW | {"mine.txt": "the user's"}
    remove_folder(ready)
    assert {path.name for path in ready.parent.iterdir()} == {"output"}


def test_a_name_is_never_missing_for_a_reader(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not switch._exchange(ready / "a.txt", ready / "b.txt"):
        pytest.skip("this disk cannot exchange names")
    switch._exchange(ready / "a.txt", ready / "b.txt")
    seen: list[bool] = []
    rename = Path.rename

    def watch(path: Path, target: Path) -> Path:
        seen.append((ready.parent / "output/one/x").exists())
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", watch)
    finish_switch(ready, ready.parent / "output")
    assert seen
    assert all(seen)


def test_a_stage_that_was_not_committed_is_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "stage", NEW)
    assert finish_switch(tmp_path / "ready", tmp_path / "output") is None
