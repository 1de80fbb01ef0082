"""Outcomes in, rows of one wide table out: all that is needed of a document, so that it is never read again.

Besides the record and the N-Quads these are the rows of the Parquet tables, what its plans and outcomes tell, and its
triples parted into those that only it can have, which are counted here, and those that others may have too.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.batch import Item, Outcome, leave_out
from kg.engines.pool import Pool
from kg.errors import TooRichError
from kg.export.parquet import list_columns, to_cells
from kg.export.rows import EntityRows, make_facts, make_measures, make_report
from kg.export.tables import EntityRow, FactRow, MeasureRow, ReportRow, Row
from kg.rdf.dataset import Counts, count_triples
from kg.rdf.outcomes import list_tellings
from kg.records import from_record, parse_record
from kg.settings import Settings
from kg.vocabulary import PK

if TYPE_CHECKING:
    from pyspark.sql.types import StructType

TABLES: Final[dict[str, type[Row]]] = {
    "reports": ReportRow,
    "facts": FactRow,
    "measures": MeasureRow,
    "entities": EntityRow,
}
MOST: Final = 50_000_000  # characters of a document's triples and record; 200 a character of its text
_SHARED: Final = ("id/", "indicator/", "period/", "software/")  # below the base, what many documents describe
_GAZETTEER: Final = f"<{PK.GazetteerStatement}>"


@dataclass(frozen=True, slots=True)
class Work:
    """The function that Spark runs for each part: items in, rows out."""

    settings: Settings

    def __call__(self, items: Iterable[Item]) -> Iterator[tuple[Any, ...]]:
        """The rows of the items; the process that makes them, with its models, stays for the next part."""
        for outcome in _load_pool(self.settings).run(items):
            yield to_row(limit_size(outcome), self.settings.base)


@lru_cache(maxsize=1)
def _load_pool(settings: Settings) -> Pool:
    return Pool(settings, workers=1)


def limit_size(outcome: Outcome, most: int = MOST) -> Outcome:
    """The outcome, or that it is too large: a row stands in the memory of Java, several times over."""
    size = len(outcome.record) + sum(map(len, outcome.quads))
    problem = TooRichError(outcome.path, f"{size // 1_000_000} million characters")
    return outcome if size <= most else leave_out(Path(outcome.path), problem)


def to_row(outcome: Outcome, base: str) -> tuple[Any, ...]:
    """The row of an outcome, in the order of `make_schema`."""
    about = (
        outcome.path,
        outcome.name,
        outcome.sha256,
        outcome.problem,
        outcome.record,
        "\n".join(outcome.quads),
        [json.dumps(asdict(item), ensure_ascii=False) for item in outcome.rejected],
        list(outcome.unresolved),
        outcome.seconds,
    )
    return (*about, *_to_columns(outcome, base))


def _to_columns(outcome: Outcome, base: str) -> tuple[Any, ...]:
    if outcome.problem is not None:
        return ([], [], [], [], [], [], {})
    extraction = from_record(parse_record(outcome.record))
    entities = EntityRows(base)
    entities.add(extraction)
    tables = ([make_report(extraction, base)], make_facts(extraction, base), make_measures(extraction, base), entities)
    tellings = [
        ([*map(str, told.key)], told.iri, told.day, told.period.notation, told.confidence, told.number, planned)
        for told, planned in list_tellings(extraction, base)
    ]
    own, shared = part_lines(outcome.quads, base)
    return (*([to_cells(row) for row in rows] for rows in tables), tellings, shared, count_all(outcome, own))


def count_all(outcome: Outcome, own: Counts) -> dict[str, int]:
    """All that is to be summed over the documents, so that one pass sums it."""
    return {
        "documents": 1,
        "triples": own.triples,
        "subjects": own.subjects,
        **{f"found {name}": many for name, many in outcome.found.items()},
        **{f"class {name}": many for name, many in own.classes.items()},
        **{f"property {name}": many for name, many in own.properties.items()},
    }


def part_lines(quads: Iterable[str], base: str) -> tuple[Counts, list[str]]:
    """The counts of a document's own triples, and the others as N-Triples; `quads` are sorted.

    Each subject of the others comes as a line of its own as well, for whoever wants to count the subjects.
    """
    starts = tuple(f"<{base}{each}" for each in _SHARED)
    own: list[Iterable[str]] = []
    shared: list[str] = []
    for subject, group in groupby(quads, key=lambda line: line.split(" ", 1)[0]):
        lines = list(group)
        if subject.startswith(starts) or any(f" {_GAZETTEER} " in line for line in lines):
            shared += [subject, *map(drop_graph, lines)]
        else:
            own.append(lines)
    return count_triples(chain.from_iterable(own)), shared


def drop_graph(line: str) -> str:
    """N-Triples of a line of N-Quads."""
    return f"{line.rsplit(' ', 2)[0]} ."


def make_schema() -> "StructType":
    """The columns of the wide table."""
    from pyspark.sql import types as t

    text, number, texts = t.StringType(), t.LongType(), t.ArrayType(t.StringType())
    schema = t.StructType()
    for name in ("path", "name", "sha256", "problem", "record", "quads"):
        schema.add(name, text)
    schema.add("rejected", texts).add("unresolved", texts).add("seconds", t.DoubleType())
    for name, kind in TABLES.items():
        schema.add(name, t.ArrayType(make_struct(kind)))
    telling = t.StructType().add("key", texts).add("iri", text).add("day", text).add("period", text)
    telling = telling.add("confidence", t.DoubleType()).add("number", text).add("planned", t.BooleanType())
    schema.add("tellings", t.ArrayType(telling)).add("shared", texts)
    return schema.add("counts", t.MapType(text, number))


def make_struct(kind: type[Row]) -> "StructType":
    """The columns of one of the Parquet tables, with the types that they have everywhere."""
    from pyspark.sql import types as t

    simple = {str: t.StringType, int: t.LongType, float: t.DoubleType, Decimal: t.DoubleType}
    struct = t.StructType()
    for name, hint, nullable in list_columns(kind):
        struct.add(name, simple[hint]() if hint in simple else t.ArrayType(t.StringType()), nullable)
    return struct
