"""Ways to run the same pure function over many files; the answers come back in the order of the files."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kg.batch import Outcome
from kg.engines.local import run_in_pool, run_in_process
from kg.settings import Settings

Engine = Callable[[Sequence[Path], Settings], Iterator[Outcome]]


def make_engine(workers: int) -> Engine:
    """One process for `workers` of 1, else a pool of that many."""
    if workers <= 1:
        return run_in_process
    return lambda paths, settings: run_in_pool(paths, settings, workers=workers)


__all__ = ["Engine", "make_engine", "run_in_pool", "run_in_process"]
