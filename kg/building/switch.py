"""A complete output beside the old one in, the new one in its place out, whatever happens in between.

Renaming the stage to `ready` is the moment from which the new output counts. All after it can be done again from any
point: each name in the plan is moved unless the thing with the planned inode number stands there already. A name is
never missing for a reader where the system can exchange two names in one step (Linux); elsewhere it is for an instant.
"""

import ctypes
import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_PLAN = "plan.json"
_HERE = -100  # AT_FDCWD: names count from the current folder
_EXCHANGE = 2  # RENAME_EXCHANGE


def commit_stage(stage: Path, ready: Path, *, names: Iterable[str], note: Mapping[str, Any]) -> None:
    """Declare what stands in `stage` the next output. Of `names`, what is not there is to vanish from the output."""
    put = {name: (stage / name).lstat().st_ino if (stage / name).exists() else None for name in names}
    (stage / _PLAN).write_text(json.dumps({"put": put, "note": dict(note)}), "utf-8")
    _flush(stage)
    stage.rename(ready)


def finish_switch(ready: Path, output: Path) -> dict[str, Any] | None:
    """Put what is ready in its place; the note it was committed with, or None where nothing is ready."""
    if not ready.exists():
        return None
    plan = json.loads((ready / _PLAN).read_text("utf-8"))
    for name, inode in plan["put"].items():
        aside = ready / f"old-{name}"
        if inode is None:
            _move(output / name, aside)
        elif os.path.lexists(ready / name) and not _is(output / name, inode):
            _put(ready / name, output / name, aside=aside)
    note: dict[str, Any] = plan["note"]
    return note


def remove_folder(folder: Path) -> None:
    """Remove a folder; while that lasts it has another name, so half of one never stands under its own."""
    gone = folder.with_name(f"{folder.name}.gone")
    if gone.exists():
        shutil.rmtree(gone)
    if folder.exists():
        folder.rename(gone)
        shutil.rmtree(gone)


def _put(new: Path, target: Path, *, aside: Path) -> None:
    if not (target.is_dir() or new.is_dir()):
        new.replace(target)
    elif not (os.path.lexists(target) and _exchange(new, target)):
        _move(target, aside)
        new.rename(target)


def _move(path: Path, aside: Path) -> None:
    if os.path.lexists(path):
        path.rename(aside)


def _is(path: Path, inode: int) -> bool:
    return os.path.lexists(path) and path.lstat().st_ino == inode


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step; False where system or disk cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0


def _flush(folder: Path) -> None:
    """Have the disk hold what was written, so that a power cut takes nothing from under the names."""
    if sys.platform == "linux":
        handle = os.open(folder, os.O_RDONLY)
        try:
            ctypes.CDLL(None).syncfs(handle)
        finally:
            os.close(handle)
    elif hasattr(os, "sync"):
        os.sync()
