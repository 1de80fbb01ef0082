"""Files → output folder: every format of one graph, written beside the old ones and then put in their place.

Nothing is put into the output folder until all of it is there, so a crash leaves the last good build whole.
Documents flow through one at a time; what they gave waits in parts on disk, so memory does not grow with their number.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kg import __version__
from kg.assemble import assemble
from kg.batch import Outcome
from kg.deciding import KEPT, choose_decisions, keep_decisions, load_decisions
from kg.engines import make_engine
from kg.errors import NoInputError
from kg.parts import Part, write_part
from kg.read import find_files
from kg.settings import Settings

Progress = Callable[[int, int, str], None]

FILES = (
    "graph.nq",
    "graph.ttl",
    "graph.jsonld",
    "graph.graphml",
    "documents.jsonl",
    KEPT,
    "report.json",
    "store",
    "view",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """What became of one file; the row of `report.json`."""

    file: str
    document: str
    found: dict[str, int]
    problem: str | None
    rejected: list[dict[str, str]]
    unresolved: list[str]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did. `documents` are sorted by file."""

    version: str
    documents: tuple[DocumentReport, ...]
    decisions: int = 0  # how many of the user's decisions on names were followed

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


def build_folder(
    paths: Sequence[Path],
    output: Path,
    *,
    settings: Settings | None = None,
    workers: int = 1,
    progress: Progress = lambda _done, _all, _name: None,
) -> BuildReport:
    """Read, extract, map and write `paths` (files and folders) under `output`.

    Raises:
        NoInputError: there is no file to read, or not one could be read; `output` is left as it was.
        UsageError: the table of decisions cannot be followed.
    """
    settings = choose_decisions(settings or Settings(), output)
    decisions = load_decisions(settings)
    files = find_files(paths)
    if not files:
        raise NoInputError([str(path) for path in paths])
    with _staging(output) as stage:
        outcomes = make_engine(workers)(files, settings)
        parts, report = _collect(outcomes, stage, total=len(files), progress=progress)
        if not report.built:
            raise NoInputError([f"{row.file} ({row.problem})" for row in report.skipped])
        assemble(parts, stage, settings)
        keep_decisions(settings, stage)
        report = replace(report, decisions=len(decisions))
        _write_report(stage / "report.json", report)
        _replace(output, stage)
    return report


def extract_files(
    paths: Sequence[Path],
    *,
    settings: Settings | None = None,
    workers: int = 1,
    progress: Progress = lambda _done, _all, _name: None,
) -> Iterator[Outcome]:
    """The outcome of every file, in the order of their paths, as they come.

    Raises:
        NoInputError: there is no file to read.
        UsageError: the table of decisions cannot be followed.
    """
    settings = settings or Settings()
    files = find_files(paths)
    if not files:
        raise NoInputError([str(path) for path in paths])
    load_decisions(settings)
    for done, outcome in enumerate(make_engine(workers)(files, settings), 1):
        progress(done, len(files), outcome.name)
        yield outcome


@contextmanager
def _staging(output: Path) -> Iterator[Path]:
    """A folder on the same disk as `output`, gone afterwards whatever happens."""
    output.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=".building-", dir=output))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _collect(
    outcomes: Iterator[Outcome], stage: Path, *, total: int, progress: Progress
) -> tuple[list[Part], BuildReport]:
    folder = stage / "parts"
    folder.mkdir()
    parts: dict[str, Part] = {}
    first: dict[str, str] = {}
    rows = []
    for done, outcome in enumerate(outcomes, 1):
        twin = None if outcome.problem else first.setdefault(outcome.sha256, outcome.path)
        if twin == outcome.path:
            parts[outcome.sha256] = write_part(folder, outcome)
        rows.append(_report(outcome, same_as=None if twin in {None, outcome.path} else twin))
        progress(done, total, outcome.name)
    rows.sort(key=lambda row: row.file)
    return list(parts.values()), BuildReport(version=__version__, documents=tuple(rows))


def _report(outcome: Outcome, *, same_as: str | None) -> DocumentReport:
    return DocumentReport(
        file=outcome.path,
        document=outcome.name,
        found=outcome.found if same_as is None else {},
        problem=outcome.problem or (f"has the same text as {same_as}; it is in the graph once." if same_as else None),
        rejected=[asdict(item) for item in outcome.rejected],
        unresolved=list(outcome.unresolved),
        seconds=outcome.seconds,
    )


def _write_report(path: Path, report: BuildReport) -> None:
    totals = {what: report.total(what) for what in ("characters", "sentences", "mentions", "measures", "facts")}
    rows = [asdict(row) for row in report.documents]
    body = {"version": report.version, "decisions": report.decisions, "totals": totals, "documents": rows}
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _replace(output: Path, stage: Path) -> None:
    """Put each new file or folder in the place of the old one."""
    for name in FILES:
        target, new, old = output / name, stage / name, stage / f"old-{name}"
        if not new.exists():  # no decisions
            continue
        if target.exists():
            target.rename(old)
        new.rename(target)
