"""Files → outcomes on this machine: in this process, or in a pool of processes."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from kg.batch import Outcome, process_file
from kg.settings import Settings


def run_in_process(paths: Sequence[Path], settings: Settings) -> Iterator[Outcome]:
    """One file after the other."""
    for path in paths:
        yield process_file(path, settings)


def run_in_pool(paths: Sequence[Path], settings: Settings, *, workers: int) -> Iterator[Outcome]:
    """Many at a time, given back in the order of `paths`. Workers start fresh, so they hold no state of the caller."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=workers, mp_context=context) as pool:
        yield from pool.map(partial(process_file, settings=settings), paths)
