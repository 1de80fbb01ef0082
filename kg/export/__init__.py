"""The output folder of a build in, the graph in a form for other tools out: Neo4j, Parquet, RDF 1.2, direct triples.

All forms are made from what the build left, without extracting again, and the same build gives the same bytes.
"""

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from kg.errors import NotFoundError
from kg.export.neo4j import write_neo4j
from kg.export.parquet import write_parquet
from kg.export.rdf import write_flat, write_rdf12

Writer = Callable[[Path, Path, str], None]

FORMS: Mapping[str, Writer] = {
    "neo4j": write_neo4j,
    "parquet": write_parquet,
    "rdf12": write_rdf12,
    "flat": write_flat,
}

_PREFIX = re.compile(r"@prefix statement: <(.*)statement/> \.")
_NEEDED = ("documents.jsonl", "graph.nq", "graph.ttl")


def export_build(build: Path, target: Path, *, form: str) -> tuple[Path, ...]:
    """Write the graph of a build's folder into the folder `target`; the files written, sorted.

    Raises:
        NotFoundError: there is no build in the folder, or no such form.
        MissingExtraError: the form needs a library that is not installed.
    """
    if form not in FORMS:
        raise NotFoundError("form", form, tuple(FORMS))
    if missing := [name for name in _NEEDED if not (build / name).is_file()]:
        raise NotFoundError(f"build ({missing[0]}) in", str(build))
    with _staging(target) as stage:
        FORMS[form](build, stage, read_base(build))
        return tuple(file.replace(target / file.name) for file in sorted(stage.iterdir()))


def read_base(build: Path) -> str:
    """The base IRI that a build was made with, from the prefixes of its Turtle."""
    with (build / "graph.ttl").open(encoding="utf-8") as file:
        for line in file:
            if found := _PREFIX.match(line):
                return found.group(1)
    raise NotFoundError("base IRI in", str(build / "graph.ttl"))


@contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """A folder on the same disk as `target`, gone afterwards whatever happens."""
    target.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=".exporting-", dir=target))
    try:
        yield stage
    finally:
        rmtree(stage, ignore_errors=True)


__all__ = ["FORMS", "export_build", "read_base"]
