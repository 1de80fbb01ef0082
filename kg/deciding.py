"""Settings and an output folder in, the user's decisions of this run out; kept in the folder for the next run.

A user who has said once that two names mean different things should not have to say it again: the table of a build is
copied beside the graph and read by the next build into that folder, unless that one names a table of its own.
"""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.settings import Settings

if TYPE_CHECKING:
    from kg.link import Decision

KEPT = "decisions.csv"


def choose_decisions(settings: Settings, output: Path) -> Settings:
    """The settings with the table that was given, else with the one that the last build kept in `output`."""
    kept = output / KEPT
    return replace(settings, decisions=str(kept)) if settings.decisions is None and kept.is_file() else settings


def load_decisions(settings: Settings) -> "tuple[Decision, ...]":
    """The decisions of a run, read once a process.

    Raises:
        UsageError: the table cannot be read, a row is wrong, or two rows contradict each other.
    """
    if settings.decisions is None:
        return ()
    path = Path(settings.decisions)
    return _read_version(path, path.stat().st_mtime_ns if path.is_file() else 0)


def keep_decisions(settings: Settings, stage: Path) -> None:
    """Copy the table of this run, as the user wrote it, into what is to become the output folder."""
    if settings.decisions is not None:
        (stage / KEPT).write_bytes(Path(settings.decisions).read_bytes())


@lru_cache(maxsize=4)
def _read_version(path: Path, _changed: int) -> "tuple[Decision, ...]":
    from kg.link import read_decisions

    return read_decisions(path)
