"""One file → one outcome: its record, its N-Quads or the reason why there are none.

A pure function of the file and the settings, called by every engine, so that one process, many, or a cluster give the
same bytes. An outcome is made of strings and numbers only and travels between processes cheaply.
"""

import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from kg.deadline import deadline
from kg.deciding import load_decisions
from kg.errors import FailureError, KgError, ReadError, TooSlowError
from kg.model import Extraction
from kg.pipeline import extract_document
from kg.rdf import Rejected, to_lines
from kg.read import Limits, read_document
from kg.recognisers import make_recognisers
from kg.records import format_record, to_record
from kg.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The bytes of a file that does not stand on a disk; its path gives the name and the format."""

    path: Path
    data: bytes


Item = Path | Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file. `problem` is None when it was read; then `record` and `quads` hold what was found."""

    path: str
    name: str
    sha256: str = ""
    problem: str | None = None
    record: str = ""  # one line of JSON
    quads: tuple[str, ...] = ()  # N-Quads lines, sorted
    found: dict[str, int] = field(default_factory=dict)
    rejected: tuple[Rejected, ...] = ()
    unresolved: tuple[str, ...] = ()
    seconds: float = 0.0


def process_file(item: Item, settings: Settings) -> Outcome:
    """Read one file and extract, link and map what it says.

    Raises:
        NotFoundError: the settings name a jurisdiction that does not exist.
        UsageError: the settings name a table of decisions that cannot be followed.
    """
    make_recognisers(settings)  # loaded once a process, on nobody's time; mistakes in the settings come out here
    load_decisions(settings)
    path = path_of(item)
    try:
        with deadline(settings.max_seconds, TooSlowError(str(path), f"{settings.max_seconds:g} seconds")):
            return _process(item, settings)
    except ReadError as problem:
        return leave_out(item, problem)
    except KgError:  # about the settings, not the file
        raise
    except Exception as problem:  # noqa: BLE001 -- decision 0012: no document ends a run of a million
        return leave_out(item, FailureError(str(path), _locate(problem)))


def leave_out(item: Item, problem: ReadError) -> Outcome:
    """The outcome of a file that is not in the graph."""
    return Outcome(path=str(path_of(item)), name=path_of(item).stem, problem=problem.reason)


def path_of(item: Item) -> Path:
    """Where an item stands, or would stand."""
    return item.path if isinstance(item, Content) else item


def _process(item: Item, settings: Settings) -> Outcome:
    started = time.perf_counter()
    data = item.data if isinstance(item, Content) else None
    document = read_document(path_of(item), limits=Limits(max_bytes=settings.max_bytes), data=data)
    extraction = extract_document(
        document,
        recognisers=make_recognisers(settings),
        jurisdiction=settings.jurisdiction,
        min_confidence=settings.min_confidence,
        decisions=load_decisions(settings),
    )
    quads, rejected = to_lines(extraction, base=settings.base, flat=settings.flat) if settings.rdf else ([], ())
    return Outcome(
        path=str(path_of(item)),
        name=document.name,
        sha256=document.sha256,
        record=format_record(to_record(extraction)),
        quads=tuple(quads),
        found=count_found(extraction),
        rejected=rejected,
        unresolved=extraction.links.unresolved,
        seconds=round(time.perf_counter() - started, 3),
    )


def count_found(extraction: Extraction) -> dict[str, int]:
    """How many of each thing an extraction holds, for reports."""
    return {
        "characters": len(extraction.document.text),
        "sentences": len(extraction.outline.sentences),
        "mentions": len(extraction.mentions),
        "entities": len(extraction.links.entities),
        "measures": len(extraction.measures),
        "facts": len(extraction.facts),
    }


def _locate(problem: Exception) -> str:
    """What went wrong and where, without the text of the document: KeyError, links.py line 12."""
    frames = traceback.extract_tb(problem.__traceback__)
    return f"{type(problem).__name__}, {Path(frames[-1].filename).name} line {frames[-1].lineno}"
