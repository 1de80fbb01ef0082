"""Paths as the user gave them → the files to read, and the bytes of one file.

Folders are walked by real path, so a link that points back up is entered once and never round and round. What a
user names is kept even when no reader takes it: the report then says so. In folders, only known endings count.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import EmptyFileError, ReadError, TooLargeError

ENDINGS = (".docx", ".htm", ".html", ".md", ".pdf", ".txt")


def find_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files named and those of a readable kind below the folders named. Sorted; each file once; no hidden ones."""
    found: dict[str, Path] = {}
    for path in sorted(paths, key=os.fspath):
        for file in _walk(path, set()) if path.is_dir() else (path,):
            found.setdefault(os.path.realpath(file), file)
    return tuple(sorted(found.values(), key=os.fspath))


def read_bytes(path: Path, *, max_bytes: int) -> bytes:
    """The content of a plain file.

    Raises:
        EmptyFileError: nothing in it.
        TooLargeError: more than `max_bytes`.
        ReadError: no such file, no permission, or no plain file (a folder, a device, a pipe).
    """
    name = display_path(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ReadError(name, "it is not a plain file")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)  # one more than allowed: a file that grows while read is caught too
    except (OSError, ValueError) as err:  # ValueError: a NUL in the path
        raise ReadError(name, (getattr(err, "strerror", None) or str(err)).lower()) from err
    check_size(data, name, max_bytes=max_bytes)
    return data


def check_size(data: bytes, name: str, *, max_bytes: int) -> None:
    """Refuse what is empty or too large.

    Raises:
        EmptyFileError: nothing in it.
        TooLargeError: more than `max_bytes`.
    """
    if not data:
        raise EmptyFileError(name)
    if len(data) > max_bytes:
        raise TooLargeError(name, f"{max_bytes:,} bytes")


def display_path(path: Path) -> str:
    """The path as text that can always be written: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _walk(folder: Path, seen: set[str]) -> Iterator[Path]:
    """The readable kinds of file below a folder; `seen` holds the real paths of folders already entered."""
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError:  # a folder that may not be listed holds nothing for us; the others go on
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry, seen)
        elif entry.suffix.lower() in ENDINGS:
            yield entry
