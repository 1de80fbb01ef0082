"""Files → outcomes on this machine: in this process, or in a pool of processes."""

from collections.abc import Iterable, Iterator

from kg.batch import Item, Outcome, process_file
from kg.engines.pool import Pool
from kg.settings import Settings


def run_in_process(items: Iterable[Item], settings: Settings) -> Iterator[Outcome]:
    """One file after the other."""
    for item in items:
        yield process_file(item, settings)


def run_in_pool(items: Iterable[Item], settings: Settings, *, workers: int) -> Iterator[Outcome]:
    """Many at a time, given back in the order of `items`."""
    with Pool(settings, workers=workers) as pool:
        yield from pool.run(items)
