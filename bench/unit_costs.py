"""Reports in, what one of them costs out: CPU seconds, triples and bytes in every form, and what a million would.

    python bench/unit_costs.py FOLDER [--most 20] [--tagger neural]

Time is the process's own, so that other work on the machine counts little; what is loaded once is not counted.
"""

import argparse
import gzip
import io
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from kg.batch import Outcome, process_file
from kg.engines.spark.rows import TABLES, part_lines, to_row
from kg.export.parquet import make_schema
from kg.read import find_files
from kg.settings import Settings

MILLION = 1_000_000


def measure_file(path: Path, settings: Settings, costs: defaultdict[str, float]) -> None:
    """Add what one file costs."""
    started = time.process_time()
    outcome = process_file(path, settings)
    read = time.process_time()
    row = to_row(outcome, settings.base)
    made = time.process_time()
    found = {"documents": 1.0, "CPU s: extract": read - started, "CPU s: rows for Spark": made - read}
    sizes = {f"{name}: Parquet bytes": size for name, size in measure_tables(row).items()}
    for name, many in (found | measure_sizes(outcome, settings.base) | sizes).items():
        costs[name] += many
    costs["CPU s: pack"] += time.process_time() - made


def measure_sizes(outcome: Outcome, base: str) -> dict[str, int]:
    """Triples and bytes of the graph and the record of a document."""
    quads, record = "\n".join(outcome.quads).encode(), outcome.record.encode()
    own, shared = part_lines(outcome.quads, base)
    return {
        "characters": outcome.found["characters"],
        "triples": len(outcome.quads),
        "triples that others may have": len(outcome.quads) - own.triples,
        "bytes of lines for the count": sum(len(line.encode()) for line in shared),
        "N-Quads bytes": len(quads),
        "N-Quads packed bytes": len(gzip.compress(quads, 6)),
        "record bytes": len(record),
        "record packed bytes": len(gzip.compress(record, 6)),
    }


def measure_tables(row: tuple[Any, ...]) -> dict[str, int]:
    """The bytes of a document's rows in each table; small files, so an upper bound."""
    import pyarrow as pa
    from pyarrow import parquet

    sizes = {}
    for (name, kind), rows in zip(TABLES.items(), row[9:13], strict=True):
        schema, file = make_schema(kind), io.BytesIO()
        columns = zip(*rows, strict=True) if rows else [[] for _ in schema]
        parquet.write_table(pa.table([list(column) for column in columns], schema=schema), file)
        sizes[name] = file.tell()
    return sizes


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=20)
    parser.add_argument("--tagger", default="neural")
    options = parser.parse_args()
    files, settings = find_files([options.folder]), Settings(tagger=options.tagger)
    chosen = files[:: max(1, len(files) // options.most)][: options.most]
    measure_file(chosen[0], settings, defaultdict(float))
    costs: defaultdict[str, float] = defaultdict(float)
    for path in chosen:
        measure_file(path, settings, costs)
    many = costs.pop("documents")
    sys.stdout.write(f"{many:.0f} reports\n\n| | a report | a million |\n|---|---|---|\n")
    for name, total in costs.items():
        sys.stdout.write(f"| {name} | {total / many:,.3g} | {total / many * MILLION:,.3g} |\n")


if __name__ == "__main__":
    main()
