"""Files → outcomes on this machine: in this process, or in a pool of processes."""

from collections.abc import Iterable, Iterator, Sequence

from kg.batch import Item, Outcome, path_of, process_file
from kg.engines.pool import Pool
from kg.read import is_plain
from kg.settings import Settings


def run_in_process(items: Iterable[Item], settings: Settings) -> Iterator[Outcome]:
    """One file after the other."""
    for item in items:
        yield process_file(item, settings)


def run_apart(items: Sequence[Item], settings: Settings) -> Iterator[Outcome]:
    """One file after the other; in a process beside this one if any goes through a native library."""
    if all(is_plain(path_of(item)) for item in items):
        return run_in_process(items, settings)
    return run_in_pool(items, settings, workers=1)


def run_in_pool(items: Iterable[Item], settings: Settings, *, workers: int) -> Iterator[Outcome]:
    """Many at a time, given back in the order of `items`."""
    with Pool(settings, workers=workers) as pool:
        yield from pool.run(items)
