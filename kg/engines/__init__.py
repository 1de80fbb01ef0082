"""Ways to run the same pure function over many files; the answers come back in the order of the files."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kg.batch import Outcome
from kg.engines.local import run_apart, run_in_pool, run_in_process
from kg.settings import Settings

Engine = Callable[[Sequence[Path], Settings], Iterator[Outcome]]


def make_engine(workers: int, *, apart: bool = False) -> Engine:
    """A pool of so many processes; for `workers` of 1 this process, or with `apart` one that a file may bring down."""
    if workers <= 1:
        return run_apart if apart else run_in_process
    return lambda paths, settings: run_in_pool(paths, settings, workers=workers)


__all__ = ["Engine", "make_engine", "run_apart", "run_in_pool", "run_in_process"]
