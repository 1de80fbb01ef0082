"""Ctrl-C and a request to end: no traceback, no process left, and what was read is kept."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.building.samples import PLAIN, build, list_parts, take_snapshot, write_reports


def start(folder: Path, output: Path) -> "subprocess.Popen[str]":
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        str(folder),
        "-o",
        str(output),
        "--tagger",
        "none",
        "--workers",
        "2",
    ]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True
    )


def await_parts(output: Path, count: int) -> None:
    until = time.monotonic() + 120
    while len(list_parts(output)) < count:
        assert time.monotonic() < until
        time.sleep(0.01)


def await_end_of_group(leader: int) -> None:
    """Wait until no process of a group runs; multiprocessing's own tracker may end a moment after the others."""
    until = time.monotonic() + 20
    while any(_group_of(stat) == leader for stat in Path("/proc").glob("[0-9]*/stat")):
        assert time.monotonic() < until
        time.sleep(0.05)


def _group_of(stat: Path) -> int:
    with contextlib.suppress(OSError):  # it has just ended
        state, _, group = stat.read_text().rpartition(")")[2].split()[:3]
        return 0 if state == "Z" else int(group)
    return 0


@pytest.mark.parametrize(  # terminals send the whole group only Ctrl-C
    ("number", "code", "everyone"),
    [(signal.SIGINT, 130, True), (signal.SIGINT, 130, False), (signal.SIGTERM, 143, False)],
)
def test_a_stopped_build_ends_cleanly_and_goes_on_later(
    tmp_path: Path, number: signal.Signals, code: int, *, everyone: bool
) -> None:
    folder, output = write_reports(tmp_path / "reports", *(f"第{place}镇" for place in range(24))), tmp_path / "output"
    with start(folder, output) as process:
        await_parts(output, 2)
        os.killpg(process.pid, number) if everyone else process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert process.returncode == code, said
    assert said.startswith("Stopped. What has been read is kept")
    assert "Traceback" not in said
    await_end_of_group(process.pid)
    kept = len(list_parts(output)) // 2
    assert build(folder, output).read <= 25 - kept


def test_plain_settings_are_those_of_the_command(folder: Path, output: Path) -> None:
    with start(folder, output) as process:
        process.communicate(timeout=120)
    assert process.returncode == 0
    assert build(folder, output, PLAIN).unchanged
    assert take_snapshot(output)
