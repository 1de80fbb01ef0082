"""Two builds into one folder do not mix, and a build that was killed blocks nobody."""

import subprocess
import sys
from pathlib import Path

import pytest

from kg.building.area import open_area
from kg.errors import BusyError
from tests.building.samples import build, take_snapshot

HOLD = """
import sys
from pathlib import Path
from kg.building.area import open_area
with open_area(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(output: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", HOLD, str(output)]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_build_is_told_who_holds_the_folder(folder: Path, output: Path) -> None:
    before = take_snapshot(output)
    with hold(output) as holder:
        with pytest.raises(BusyError, match=rf"process {holder.pid} on .* since \d{{4}}-.*choose another folder"):
            build(folder, output)
        holder.communicate("")
    assert take_snapshot(output) == before
    assert build(folder, output).unchanged


def test_a_killed_build_lets_go(folder: Path, output: Path) -> None:
    with hold(output) as holder:
        holder.kill()
        holder.communicate()
    assert (output / ".build/lock").read_text()  # it had no time to wipe its name
    assert build(folder, output).unchanged


def test_other_folders_are_free(tmp_path: Path) -> None:
    with open_area(tmp_path / "one"), open_area(tmp_path / "two"):
        assert (tmp_path / "two/.build/lock").read_text().startswith("process ")
