"""What the files of a build gave in, the report of the build out: for the caller, and as `report.json`."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from kg.building.manifest import Reading
from kg.read.files import display_path

COUNTS: Final = ("characters", "sentences", "mentions", "measures", "facts")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """What became of one file; the row of `report.json`."""

    file: str
    document: str
    found: dict[str, int]
    problem: str | None
    rejected: list[dict[str, str]]
    unresolved: list[str]
    seconds: float  # that reading it took, when it was read; not in `report.json`, which no clock may change


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did. `documents` are sorted by file."""

    version: str
    documents: tuple[DocumentReport, ...]
    decisions: int = 0  # how many of the user's decisions on names were followed
    left_out: dict[str, str] = field(default_factory=dict)  # outputs that were not made, each with the reason
    read: int = 0  # files that were read; what the others gave was there from earlier builds
    unchanged: bool = False  # whether the output was left alone, being what this build would have made

    @property
    def built(self) -> tuple[DocumentReport, ...]:
        """The files that are in the graph."""
        return tuple(row for row in self.documents if row.problem is None)

    @property
    def skipped(self) -> tuple[DocumentReport, ...]:
        """The files that are not, each with its problem."""
        return tuple(row for row in self.documents if row.problem is not None)

    def total(self, what: str) -> int:
        """The sum of one count over all documents, such as `facts`."""
        return sum(row.found.get(what, 0) for row in self.documents)


def mark_twins(readings: Iterable[tuple[Path, Reading]]) -> Iterator[tuple[Path, Reading, Path | None]]:
    """Each reading with the earlier file that has the same text, if there is one."""
    first: dict[str, Path] = {}
    for path, reading in readings:
        earlier = path if reading.problem else first.setdefault(reading.sha256, path)
        yield path, reading, None if earlier == path else earlier


def report_reading(path: Path, reading: Reading, *, twin: Path | None) -> DocumentReport:
    """The row of one file; of files with the same text only the first is in the graph."""
    same = f"has the same text as {display_path(twin)}; it is in the graph once." if twin else None
    return DocumentReport(
        file=display_path(path),
        document=display_path(Path(reading.name)),
        found={} if twin else reading.found,
        problem=reading.problem or same,
        rejected=reading.rejected,
        unresolved=reading.unresolved,
        seconds=reading.seconds,
    )


def write_report(path: Path, report: BuildReport) -> None:
    """Write `report.json`: the same graph, the same bytes."""
    rows = [{name: value for name, value in asdict(row).items() if name != "seconds"} for row in report.documents]
    body = {
        "version": report.version,
        "decisions": report.decisions,
        "left_out": report.left_out,
        "totals": {what: report.total(what) for what in COUNTS},
        "documents": rows,
    }
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
