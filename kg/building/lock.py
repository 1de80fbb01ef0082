"""A lock file in, the right to write a folder out, for as long as the block runs.

The system holds the lock, not the presence of the file, so a build that was killed blocks nobody.
"""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from kg.errors import BusyError

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # a locked byte cannot be read, so it lies behind the text

    def _try_lock(file: IO[bytes]) -> bool:
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def hold_lock(path: Path, *, place: Path) -> Iterator[None]:
    """Hold the lock in the file at `path` while the block runs; `place` is what it protects.

    Raises:
        BusyError: another process holds it; with who and since when.
    """
    path.touch()
    with path.open("r+b", buffering=0) as file:
        if not _try_lock(file):
            file.seek(0)
            raise BusyError(str(place), file.read(200).decode("utf-8", "replace"))
        _write(file, f"process {os.getpid()} on {socket.gethostname()} since {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
        try:
            yield
        finally:
            _write(file, "")  # closing the file lets go


def _write(file: IO[bytes], text: str) -> None:
    file.seek(0)
    file.truncate()
    file.write(text.encode())
