"""The wide table of all documents in, what needs many of them at once out: twins, entities, outcomes, counts.

Each is a reduction whose order does not matter and which Spark starts within the parts, so what a million documents
share (an entity that each of them names) travels once a part, not once a document.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from kg.export.tables import EntityRow
from kg.rdf import write_lines
from kg.rdf.dataset import Counts, describe_counts
from kg.rdf.outcomes import Telling, link_tellings
from kg.rdf.periods import parse_period
from kg.vocabulary import PK

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def find_twins(read: "DataFrame") -> "DataFrame":
    """The path of each document with the text of another, and the path of that one: the first by name."""
    from pyspark.sql import functions as f

    firsts = read.groupBy("sha256").agg(f.min("path").alias("first"), f.count("*").alias("many")).where("many > 1")
    pairs = read.select("path", "sha256").join(firsts, "sha256").where("path != first")
    return pairs.select("path", "first")


def merge_entities(kept: "DataFrame") -> "DataFrame":
    """The table of entities: one row each, as `kg.export.rows.EntityRows` makes it of all documents."""
    from pyspark.sql import functions as f

    rows = kept.select(f.explode("entities").alias("row")).select("row.*")
    merged = rows.groupBy("key").agg(
        *(f.min(name).alias(name) for name in ("iri", "name", "type", "scope", "within", "code", "level")),
        f.sum("mentions").alias("mentions"),
        _gather(f.concat(f.array("name"), "alternatives")).alias("names"),
        f.array_sort(_gather(f.col("documents"))).alias("documents"),
    )
    others = f.array_sort(f.array_except("names", f.array("name"))).alias("alternatives")
    columns = [others if name == "alternatives" else name for name in EntityRow.__dataclass_fields__]
    return merged.select(*columns).sortWithinPartitions("key")  # a global order would merge twice


def _gather(lists: "Column") -> "Column":
    from pyspark.sql import functions as f

    return f.array_distinct(f.flatten(f.collect_set(lists)))


def find_outcome_lines(kept: "DataFrame") -> "DataFrame":
    """Keys under which something was planned and something done, each with all that was told."""
    from pyspark.sql import functions as f

    told = kept.select(f.explode("tellings").alias("told")).select("told.key", "told")
    groups = told.groupBy("key").agg(
        f.collect_list("told").alias("tellings"),
        f.max("told.planned").alias("some"),
        f.min("told.planned").alias("all"),
    )
    return groups.where("some and not all").select("tellings")


class LinkTellings:
    """The function that Spark runs on those groups: N-Quads out."""

    def __init__(self, base: str) -> None:
        self._base = base

    def __call__(self, rows: Iterable[Any]) -> Iterator[tuple[str]]:
        """The lines of each group, as rows."""
        for row in rows:
            for line in write_lines(link_tellings(map(_to_telling, row.tellings), self._base)):
                yield (line,)


def _to_telling(row: Any) -> tuple[Telling, bool]:  # noqa: ANN401 -- a Row of pyspark
    if (period := parse_period(row.period)) is None:
        raise ValueError(row.period)
    told = Telling(
        key=tuple(row.key), iri=row.iri, day=row.day, period=period, confidence=row.confidence, number=row.number
    )
    return told, row.planned


def sum_counts(kept: "DataFrame") -> Counter[str]:
    """What the documents have of their own, summed, by what `kg.engines.spark.rows.count_all` calls it."""
    from pyspark.sql import functions as f

    named = kept.select(f.explode("counts").alias("name", "many")).groupBy("name").agg(f.sum("many").alias("many"))
    return Counter({row.name: row.many for row in named.collect()})


def count_shared(kept: "DataFrame") -> Counter[str]:
    """The same of what many documents describe, each triple once."""
    from pyspark.sql import functions as f

    words = f.split("line", " ", 4)
    kinds = f.array(
        f.when(f.size(words) == 1, "subjects").otherwise("triples"),
        f.when(f.size(words) > 1, f.concat(f.lit("property "), f.get(words, 1))),
        f.when(f.get(words, 1) == _TYPE, f.concat(f.lit("class "), f.get(words, 2))),
    )
    lines = kept.select(f.explode("shared").alias("line")).distinct()
    named = lines.select(f.explode(kinds).alias("name")).where("name is not null").groupBy("name").count()
    return Counter({row["name"]: row["count"] for row in named.collect()})


def describe(counts: Counter[str], *, outcomes: int, base: str) -> list[str]:
    """The lines that describe the whole graph, with its counts."""
    graph = Counts(
        triples=counts["triples"] + outcomes,
        subjects=counts["subjects"],  # outcomes are about statements and measures, which are counted
        classes=_select(counts, "class "),
        properties=_select(counts, "property "),
    )
    graph.properties += Counter({f"<{PK.outcomeOf}>": outcomes})  # none is left out
    return write_lines(describe_counts(graph, base=base))


def _select(counts: Counter[str], start: str) -> Counter[str]:
    return Counter({name.removeprefix(start): many for name, many in counts.items() if name.startswith(start)})


def list_left_out(outcomes: "DataFrame", twins: "DataFrame", *, most: int) -> list[dict[str, Any]]:
    """What is not in the graph and why, sorted by path; at most so many."""
    from pyspark.sql import functions as f

    same = f.concat(f.lit("has the same text as "), "first", f.lit("; it is in the graph once."))
    rows = outcomes.where("problem is not null").select("path", "problem").union(twins.select("path", same))
    return [{"file": row[0], "problem": row[1]} for row in rows.orderBy("path").limit(most).collect()]


def find_totals(counts: Counter[str]) -> dict[str, int]:
    """How many of each thing the documents hold."""
    return dict(sorted(_select(counts, "found ").items()))


def format_report(report: dict[str, Any]) -> str:
    """The text of report.json."""
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"
