"""The parts of a build on disk: one document's sorted N-Quads and its record, in the order of name and content."""

import heapq
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from kg.batch import Outcome
from kg.rdf import merge_lines

_AT_ONCE = 200  # files open at the same time; most systems allow 1,024


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Part:
    """One document of a build. Parts sort by document name, then by content, never by path or time."""

    name: str
    sha256: str
    folder: Path

    @property
    def quads(self) -> Path:
        """Its N-Quads, sorted."""
        return self.folder / f"{self.sha256}.nq"

    @property
    def record(self) -> Path:
        """Its record, one line of JSON."""
        return self.folder / f"{self.sha256}.json"


def write_part(folder: Path, outcome: Outcome) -> Part:
    """Put what one document gave on disk."""
    part = Part(name=outcome.name, sha256=outcome.sha256, folder=folder)
    part.quads.write_text("".join(f"{line}\n" for line in outcome.quads), "utf-8", newline="\n")
    part.record.write_text(outcome.record + "\n", "utf-8", newline="\n")
    return part


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a part without their ends; only a line feed ends one, since literals may hold other breaks."""
    with path.open(encoding="utf-8", newline="\n") as file:
        yield from (line.removesuffix("\n") for line in file)


def merge_parts(parts: Sequence[Part], scratch: Path, *, also: Sequence[Path] = ()) -> Iterator[str]:
    """The union of all parts, and of other sorted N-Quads files, as sorted N-Triples lines, in constant memory."""
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
        files = [stack.enter_context(path.open(encoding="utf-8", newline="\n")) for path in paths]
        file.writelines(heapq.merge(*files))
    return target
