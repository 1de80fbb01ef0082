"""A folder of reports in, a proof that their graphs can be trusted out: all conform, and all parsers read the same.

    PYTHONPATH=. python bench/check_graphs.py FOLDER [--count 100] [--tagger neural]

Takes every n-th report of the folder, so that places and years are mixed, and builds them ten at a time, which keeps
memory small. Each graph.ttl is checked against the shapes; what rdflib reads from graph.ttl and graph.nq is held
against what pyoxigraph reads, term by term, and Jena, where Debian's is installed, counts them too. Prints a line for
each ten and the sums; exit code 1 if anything is wrong.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.building import build_folder
from kg.read import find_files
from kg.settings import Format, Settings
from kg.validate import validate_file
from tests.store.jena import Jena, has_jena

BATCH = 10  # reports
FORMATS = {"graph.ttl": RdfFormat.TURTLE, "graph.nq": RdfFormat.N_QUADS}


def choose(folder: Path, count: int) -> Sequence[Path]:
    """As many reports as asked for, spread over the folder."""
    files = find_files([folder])
    return files[:: max(1, len(files) // count)][:count]


def check_reports(files: Sequence[Path], folder: Path, *, tagger: str) -> dict[str, int]:
    """Build some reports into a folder; what was found, and what is wrong."""
    report = build_folder(files, folder, settings=Settings(tagger=tagger), without=tuple(Format))
    counts = {"reports": len(report.built), "skipped": len(report.skipped)}
    counts["violations"] = len(validate_file(folder / "graph.ttl").violations)
    for name, unit in (("graph.ttl", "triples"), ("graph.nq", "quads")):
        counts[unit], counts[f"{unit}_differing"] = compare_parsers(folder / name)
        if has_jena():
            counts[f"{unit}_in_jena"] = Jena(folder.parent).count(folder / name)
            counts[f"{unit}_differing"] += abs(counts[f"{unit}_in_jena"] - counts[unit])
    return counts


def compare_parsers(file: Path) -> tuple[int, int]:
    """How many triples or quads both parsers read, and how many only one of them reads."""
    ours, theirs = set(parse(path=file, format=FORMATS[file.name])), set[Quad]()
    dataset = rdflib.Dataset()
    dataset.parse(file)
    for graph in dataset.graphs():
        name = NamedNode(str(graph.identifier)) if graph.identifier != dataset.default_graph.identifier else None
        lines = graph.serialize(format="nt", encoding="utf-8")
        theirs |= {Quad(q.subject, q.predicate, q.object, name) for q in parse(lines, format=RdfFormat.N_TRIPLES)}
    return len(ours & theirs), len(ours ^ theirs)


def main() -> int:
    """Check the reports, ten at a time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--tagger", default="neural")
    options = parser.parse_args()
    rdflib.NORMALIZE_LITERALS = False  # it would read “1.50” as “1.5”, which is the same number and another term
    files, started = choose(options.folder, options.count), time.perf_counter()
    sums: dict[str, int] = {}
    for start in range(0, len(files), BATCH):
        with tempfile.TemporaryDirectory() as folder:
            counts = check_reports(files[start : start + BATCH], Path(folder) / "output", tagger=options.tagger)
        sys.stdout.write(json.dumps(counts) + "\n")
        sums = {key: sums.get(key, 0) + count for key, count in counts.items()}
    sys.stdout.write(json.dumps(sums | {"seconds": round(time.perf_counter() - started)}) + "\n")
    return 1 if sums["violations"] or sums["triples_differing"] or sums["quads_differing"] else 0


if __name__ == "__main__":
    sys.exit(main())
