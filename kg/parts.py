"""The parts of a build on disk: one document's sorted N-Quads and its record, under a key that stands for their source.

A part is written beside its place, put there and never changed; so what stands under a key is whole, and the next
build can use it. Packed, parts take a twentieth of the room of the graph.
"""

import gzip
import heapq
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from kg.batch import Outcome

_AT_ONCE = 200  # files open at the same time; most systems allow 1,024
_PACK: Final = 1  # more saves little and takes twice the time


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Part:
    """One document of a build. Parts sort by document name, then by content, never by path or time."""

    name: str
    sha256: str
    folder: Path
    key: str

    @property
    def quads(self) -> Path:
        """Its N-Quads, sorted."""
        return self.folder / self.key[:2] / f"{self.key}.nq.gz"

    @property
    def record(self) -> Path:
        """Its record, one line of JSON."""
        return self.folder / self.key[:2] / f"{self.key}.json.gz"

    @property
    def sizes(self) -> list[int]:
        """The sizes of its files in bytes; empty unless both are there."""
        try:
            return [file.stat().st_size for file in (self.quads, self.record)]
        except OSError:
            return []


def write_part(folder: Path, outcome: "Outcome", *, key: str) -> Part:
    """Put what one document gave on disk."""
    part = Part(name=outcome.name, sha256=outcome.sha256, folder=folder, key=key)
    part.quads.parent.mkdir(exist_ok=True)
    _write(part.quads, outcome.quads)
    _write(part.record, [outcome.record])
    return part


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a file, packed or not, without their ends; only a line feed ends one, as literals hold others."""
    with _open(path) as file:
        yield from (line.removesuffix("\n") for line in file)


def read_line(path: Path) -> str:
    """The first line of a file: all of a record."""
    with _open(path) as file:
        return file.readline().removesuffix("\n")


def merge_parts(parts: Sequence[Part], scratch: Path, *, also: Sequence[Path] = ()) -> Iterator[str]:
    """The union of all parts, and of other sorted N-Quads files, as sorted N-Triples lines, in constant memory."""
    from kg.rdf import merge_lines

    paths = [*(part.quads for part in parts), *also]
    return merge_lines([read_lines(path) for path in _merge_down(paths, scratch)])


def _merge_down(paths: Sequence[Path], scratch: Path) -> Sequence[Path]:
    """Few enough sorted files to have open at once, merged from many."""
    round_ = 0
    while len(paths) > _AT_ONCE:
        groups = [paths[first : first + _AT_ONCE] for first in range(0, len(paths), _AT_ONCE)]
        paths = [_merge_files(group, scratch / f"merged-{round_}-{n}.nq") for n, group in enumerate(groups)]
        round_ += 1
    return paths


def _merge_files(paths: Sequence[Path], target: Path) -> Path:
    with ExitStack() as stack, target.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(heapq.merge(*(stack.enter_context(_open(path)) for path in paths)))
    return target


def _open(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return TextIOWrapper(gzip.open(path), encoding="utf-8", newline="\n")
    return path.open(encoding="utf-8", newline="\n")


def _write(path: Path, lines: Iterable[str]) -> None:
    """Write lines, packed; the file appears under its name when the disk has all of it."""
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as file:
        with gzip.GzipFile("", "wb", _PACK, file, mtime=0) as packed:
            packed.writelines(f"{line}\n".encode() for line in lines)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
