"""Files → output folder: every format of one graph, of which only what changed is read anew.

Nothing is put into the output folder until all of it is there, so a crash leaves the last good build whole; and what
each document gave is kept beside it, so the next run goes on from there. docs/decisions/0030-kept-parts.md says how.
"""

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg import __version__
from kg.building.area import Area, open_area
from kg.building.failing import explain_failures
from kg.building.fingerprint import fingerprint_package, fingerprint_pipeline, hash_texts
from kg.building.manifest import Built
from kg.building.reading import Progress, Reader, Readings
from kg.building.report import BuildReport, mark_twins, report_reading, write_report
from kg.deciding import KEPT, choose_decisions, keep_decisions, load_decisions
from kg.errors import NoInputError
from kg.parts import Part
from kg.read import find_files
from kg.settings import MAX_DRAWN, Format, Settings

if TYPE_CHECKING:
    from kg.batch import Outcome
    from kg.engines import Engine

FILES: Final = (
    "graph.nq",
    "graph.ttl",
    "graph.jsonld",
    "graph.graphml",
    "documents.jsonl",
    "search.sqlite",
    KEPT,
    "report.json",
    "store",
    "view",
)
_WHOLE: Final = (Format.GRAPHML, Format.VIEW)  # formats that hold the whole graph in memory
_PAGES: Final = ("view", "site")  # of earlier builds: no input, even where a folder around them is


def build_folder(
    paths: Sequence[Path],
    output: Path,
    *,
    settings: Settings | None = None,
    workers: int = 1,
    apart: bool = False,
    force: bool = False,
    retry: bool = False,
    without: Collection[Format] = (),
    max_drawn: int = MAX_DRAWN,
    progress: Progress = lambda _done, _all, _name: None,
) -> BuildReport:
    """Read, extract, map and write `paths` under `output`; what has not changed is not read again.

    Args:
        paths: files and folders.
        output: the folder for everything that is made; its `.build` holds what is kept for the next build.
        settings: what the user chose.
        workers: processes to share the files among.
        apart: with one worker, read files that native libraries parse in a process of its own, which one of them may
            bring down. As with more workers, a script then needs its calls under `if __name__ == "__main__":`.
        force: read everything again.
        retry: read again what could not be read.
        without: outputs not to make.
        max_drawn: documents above which GraphML and pages are left out, since they hold the whole graph in memory.
        progress: told how many files are read, of how many, and the name of the last.

    Raises:
        NoInputError: there is no file to read, or not one could be read; the last output is left as it was.
        UsageError: the table of decisions cannot be followed.
        BusyError: another build writes to `output`.
        OutputError: `output` cannot be written; the last output is left as it was.
    """
    files = _find_inputs(paths, output)
    with explain_failures(output), open_area(output, anew=force) as area:
        settings = choose_decisions(settings or Settings(), output)
        decisions = len(load_decisions(settings))
        pipeline = fingerprint_pipeline(settings)
        reader = Reader(area, settings, pipeline=pipeline)
        readings, read = reader.read(files, engine=_choose_engine(workers, apart=apart), retry=retry, progress=progress)
        marked = tuple(mark_twins(readings))
        rows = tuple(report_reading(path, reading, twin=twin) for path, reading, twin in marked)
        parts = [reader.part_of(reading) for _, reading, twin in marked if twin is None and not reading.problem]
        if not parts:
            raise NoInputError([f"{row.file} ({row.problem})" for row in rows])
        left_out = _leave_out(without, too_many=max_drawn if len(parts) > max_drawn else None)
        report = BuildReport(version=__version__, documents=rows, decisions=decisions, left_out=left_out, read=read)
        digest = hash_texts([pipeline, fingerprint_package(), repr(left_out), *_describe(readings)])
        unchanged = not force and _is_there(output, area.manifest.read_built(), digest)
        if not unchanged:
            _assemble(area, parts, report, settings=settings, digest=digest)
        area.tidy(keys={reading.key for _, reading in readings if reading.key}, paths=files)
    return replace(report, unchanged=unchanged)


def extract_files(
    paths: Sequence[Path],
    *,
    settings: Settings | None = None,
    workers: int = 1,
    apart: bool = False,
    progress: Progress = lambda _done, _all, _name: None,
) -> "Iterator[Outcome]":
    """The outcome of every file, in the order of their paths, as they come; `workers` and `apart` as for a build.

    Raises:
        NoInputError: there is no file to read.
        UsageError: the table of decisions cannot be followed.
    """
    settings = settings or Settings()
    files = find_files(paths)
    if not files:
        raise NoInputError([str(path) for path in paths])
    load_decisions(settings)
    for done, outcome in enumerate(_choose_engine(workers, apart=apart)(files, settings), 1):
        progress(done, len(files), outcome.name)
        yield outcome


def _find_inputs(paths: Sequence[Path], output: Path) -> Sequence[Path]:
    made = [os.path.realpath(output / name) + os.sep for name in _PAGES]
    files = [file for file in find_files(paths) if not os.path.realpath(file).startswith(tuple(made))]
    if not files:
        raise NoInputError([str(path) for path in paths])
    return files


def _choose_engine(workers: int, *, apart: bool) -> "Engine":
    """The engine, imported only when there is work for it: an unchanged folder needs no models."""

    def run(files: Sequence[Path], settings: Settings) -> "Iterator[Outcome]":
        from kg.engines import make_engine

        return make_engine(workers, apart=apart)(files, settings)

    return run


def _leave_out(without: Collection[Format], *, too_many: int | None) -> dict[str, str]:
    """The formats that are not made, each with the reason."""
    found = dict.fromkeys(without, "not wanted")
    if too_many is not None:
        reason = (
            f"more than {too_many:,} documents, and it holds the whole graph in memory; --max-drawn raises the limit"
        )
        found |= {name: reason for name in _WHOLE if name not in found}
    return {str(name): found[name] for name in sorted(found)}


def _describe(readings: Readings) -> Iterator[str]:
    """All of the readings that shows in the output."""
    for path, reading in readings:
        yield from (os.fspath(path), reading.key or reading.problem or "")


def _is_there(output: Path, built: Built | None, digest: str) -> bool:
    return built is not None and built.digest == digest and built.sizes == _measure(output, built.sizes)


def _measure(folder: Path, names: Collection[str]) -> dict[str, int | None]:
    """The files and folders of these names that exist, with the sizes of the files."""
    there = (folder / name for name in names)
    return {path.name: None if path.is_dir() else path.stat().st_size for path in there if path.exists()}


def _assemble(area: Area, parts: Sequence[Part], report: BuildReport, *, settings: Settings, digest: str) -> None:
    from kg.assemble import assemble

    stage = area.start_stage()
    assemble(parts, stage, settings, without=report.left_out)
    keep_decisions(settings, stage)
    write_report(stage / "report.json", report)
    area.put_in_place(Built(digest=digest, sizes=_measure(stage, FILES)), names=FILES)
