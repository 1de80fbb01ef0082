"""A build that kills itself, as kill -9 would, at a step that it takes on disk; and what must be true afterwards.

The build runs in a process forked from one that has loaded everything, so a kill costs a second, not a start.
"""

import os
import random
import shutil
import signal
import sys
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import kg.assemble  # noqa: F401 -- loaded before the fork
from kg.building import BuildReport, build_folder
from kg.recognisers import make_recognisers
from tests.building.samples import KEPT, PLAIN, build, list_parts, take_snapshot, write_reports

make_recognisers(PLAIN)
_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])
_STEPS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect", "ctypes.dlsym"}
_PLACES = ("罗店镇", "嵊州市", "牛塘镇", "山下湖镇", "温泉镇")


class Crime:
    """An output of yesterday's reports, and today's: one changed, one new, one gone. Every kill starts from there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = write_reports(root / "reports", *_PLACES)
        build(self.folder, root / "yesterday")
        (self.folder / "罗店镇_2021.txt").write_text("罗店镇\n推进数字化改革。\n", "utf-8")
        (self.folder / "温泉镇_2021.txt").unlink()
        write_reports(self.folder, "罗店镇", year=2022)
        build(self.folder, root / "today")
        self.old, self.new = take_snapshot(root / "yesterday"), take_snapshot(root / "today")
        self.steps = int(self.kill_at(0))

    def kill_at(self, step: int, *, workers: int = 1, first: bool = False) -> str:
        """Build until a step, from nothing if it is the first; how many steps there are when `step` is 0."""
        output = self._start_over(first=first)
        count = self.root / "count"
        count.write_text("")
        process = _CONTEXT.Process(target=_build_until, args=(self.folder, output, step, workers, count))
        process.start()
        process.join(120)
        assert process.exitcode in ({-signal.SIGKILL, 0} if step else {0}), process.exitcode
        return count.read_text()

    def kill_after(self, seconds: float, *, workers: int = 1) -> None:
        """Build, and be killed from outside after a while."""
        output = self._start_over()
        process = _CONTEXT.Process(target=_build_until, args=(self.folder, output, 0, workers, self.root / "count"))
        process.start()
        process.join(seconds)
        process.kill()
        process.join()

    def check(self) -> BuildReport:
        """What is left is whole, file by file; and the next build makes of it what an uninterrupted one makes."""
        output = self.root / "output"
        left = take_snapshot(output) if (output / "store").exists() else {}
        assert [name for name in left if left[name] not in (self.old.get(name), self.new.get(name))] == []
        assert not left or left.keys() >= self.old.keys() & self.new.keys()
        report = build(self.folder, output)
        assert take_snapshot(output) == self.new
        assert {path.name for path in (output / ".build").iterdir()} == KEPT
        assert {path.name for path in output.iterdir()} == {path.name for path in (self.root / "today").iterdir()}
        assert list_parts(output).keys() == list_parts(self.root / "today").keys()
        assert build(self.folder, output).unchanged
        return report

    def _start_over(self, *, first: bool = False) -> Path:
        output = self.root / "output"
        shutil.rmtree(output, ignore_errors=True)
        if not first:
            shutil.copytree(self.root / "yesterday", output)
        return output


def choose_steps(most: int, *, count: int, seed: int) -> Iterator[int]:
    """Some of the steps of a build, spread over all of it."""
    dice = random.Random(seed)  # noqa: S311
    for number in range(count):
        yield dice.randint(1 + most * number // count, max(1, most * (number + 1) // count))


def _build_until(folder: Path, output: Path, step: int, workers: int, count: Path) -> None:
    taken = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal taken
        writes = event == "open" and str(output) in str(arguments[0]) and str(arguments[1])[:1] in {"w", "a"}
        if writes or event in _STEPS:
            taken += 1
            if taken == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    build_folder([folder], output, settings=PLAIN, workers=workers)
    if step == 0:
        count.write_text(str(taken))
