"""The example reports in, characters per second of every stage out: the median of five runs after one to warm up.

    python bench/stages.py [FOLDER] [--runs 5] [--tagger neural]

One process, one thread; time is the process's own, so that other work on the machine counts little.
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

from kg.link import link_mentions, resolve_jurisdiction
from kg.measure import find_measures
from kg.model import Extraction
from kg.rdf import to_lines
from kg.read import find_files, read_document
from kg.recognise import recognise_mentions
from kg.recognisers import make_recognisers
from kg.relate import relate_mentions
from kg.settings import Settings
from kg.structure import outline_document
from kg.themes import find_themes

T = TypeVar("T")
Times = dict[str, float]


def time_stages(path: Path, times: Times, settings: Settings) -> int:
    """Add the seconds that each stage takes for one file; the number of its characters."""

    def timed(stage: str, work: Callable[[], T]) -> T:
        started = time.process_time()
        result = work()
        times[stage] += time.process_time() - started
        return result

    document = timed("read", lambda: read_document(path))
    outline = timed("structure", lambda: outline_document(document))
    place = timed("jurisdiction", lambda: resolve_jurisdiction(document))
    recognisers = make_recognisers(settings)
    mentions = timed("recognise", lambda: recognise_mentions(document, outline, place=place, recognisers=recognisers))
    measures = timed("measure", lambda: find_measures(document, outline, mentions=mentions))
    facts = timed("relate", lambda: relate_mentions(document, outline, jurisdiction=place, mentions=mentions))
    links = timed("link", lambda: link_mentions(document, place, mentions))
    themes = timed("themes", lambda: find_themes(document, outline))
    extraction = Extraction(
        document=document,
        jurisdiction=place,
        outline=outline,
        mentions=mentions,
        measures=measures,
        facts=facts,
        links=links,
        themes=themes,
    )
    timed("rdf", lambda: to_lines(extraction))
    return len(document.text)


def tabulate_stages(files: Sequence[Path], *, settings: Settings, runs: int) -> Iterator[str]:
    """A Markdown table: speed of each stage, and its share of the time."""
    timed, characters = [], 0
    for _ in range(runs + 1):
        times: Times = defaultdict(float)
        characters = sum(time_stages(path, times, settings) for path in files)
        timed.append({**times, "**all**": sum(times.values())})
    yield "| stage | characters/s | share of the time |"
    yield "|---|---|---|"
    medians = {stage: median(run[stage] for run in timed[1:]) for stage in timed[1]}
    for stage, seconds in medians.items():
        yield f"| {stage} | {characters / seconds:,.0f} | {seconds / medians['**all**']:.0%} |"


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("examples/reports"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--tagger", default="neural")
    options = parser.parse_args()
    files, settings = find_files([options.folder]), Settings(tagger=options.tagger)
    sys.stdout.writelines(f"{line}\n" for line in tabulate_stages(files, settings=settings, runs=options.runs))


if __name__ == "__main__":
    main()
