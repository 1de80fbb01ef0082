"""A disk that is full and a folder that may not be written: one clear sentence, and the last output stays whole."""

import ctypes
import errno
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.errors import OutputError
from tests.building.samples import build, take_snapshot, write_reports

DROP, OVERRIDE = 24, 1  # prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE): what lets root write everywhere


@contextmanager
def full_disk(after: int) -> Iterator[None]:
    """Let so many files below a .build folder be opened for writing, then say that the disk is full."""
    left = [after]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and left and ".build" in str(arguments[0]) and str(arguments[1])[:1] in {"w", "a"}:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    sys.addaudithook(watch)
    try:
        yield
    finally:
        left.clear()


@pytest.mark.parametrize("after", [0, 3, 9, 12, 15])
def test_a_full_disk_leaves_the_last_output_whole(folder: Path, output: Path, after: int) -> None:
    before = take_snapshot(output)
    write_reports(folder, "罗店镇", "嵊州市", "牛塘镇", "山下湖镇", year=2022)
    with full_disk(after), pytest.raises(OutputError, match=r"output cannot be written: the disk is full.* Make room"):
        build(folder, output)
    assert take_snapshot(output) == before
    assert build(folder, output).read <= 4
    build(folder, folder.parent / "clean")
    assert take_snapshot(output) == take_snapshot(folder.parent / "clean")


def run(*arguments: str | Path, limit: int = resource.RLIM_INFINITY) -> "subprocess.CompletedProcess[str]":
    """`kg build` as a user whose files may not grow over a limit, and who is not almighty."""

    def restrict() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        ctypes.CDLL(None).prctl(DROP, OVERRIDE, 0, 0, 0)

    command = [sys.executable, "-m", "kg", "build", *map(str, arguments), "--tagger", "none"]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        preexec_fn=restrict,
    )


@pytest.mark.parametrize("limit", [500, 20_000, 60_000])
def test_a_limit_on_file_sizes_is_told_like_a_full_disk(folder: Path, output: Path, limit: int) -> None:
    before = take_snapshot(output)
    write_reports(folder, "温泉镇")
    answer = run(folder, "-o", output, limit=limit)
    assert answer.returncode == 2, answer.stderr
    assert "output cannot be written: " in answer.stderr
    assert "a limit on size" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert take_snapshot(output) == before
    assert not (output / ".build/stage").exists()


def test_a_folder_that_may_not_be_written_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o555)
    answer = run(folder, "-o", tmp_path / "locked/output")
    assert answer.returncode == 2, answer.stderr
    assert "locked/output cannot be written: permission denied. Choose a folder" in answer.stderr


def test_an_output_that_may_not_be_written_stays_as_it_is(folder: Path, output: Path) -> None:
    before = take_snapshot(output)
    write_reports(folder, "温泉镇")
    output.chmod(0o555)
    answer = run(folder, "-o", output)
    output.chmod(0o755)
    assert answer.returncode == 2, answer.stderr
    assert "cannot be written: permission denied" in answer.stderr
    assert take_snapshot(output) == before


def test_a_disk_that_is_really_full(folder: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", disk], capture_output=True, check=False
    ).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        answer = run(folder, "-o", disk / "output")
        left = {path.name for path in (disk / "output").iterdir()}
    finally:
        subprocess.run(["umount", disk], check=True)
    assert answer.returncode == 2, answer.stderr
    assert "output cannot be written: the disk is full" in answer.stderr
    assert left == {".build"}
