"""Locations → a folder of parts: N-Quads, records, Parquet tables and a report, made by a cluster."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg import __version__
from kg.deciding import load_decisions
from kg.engines.spark.cluster import start_session
from kg.engines.spark.folder import Folder
from kg.engines.spark.merging import (
    LinkTellings,
    count_shared,
    describe,
    find_outcome_lines,
    find_totals,
    find_twins,
    format_report,
    list_left_out,
    merge_entities,
    sum_counts,
)
from kg.engines.spark.rows import TABLES, Work, make_schema
from kg.engines.spark.sources import read_items, restore_scheme
from kg.errors import NoInputError
from kg.recognisers import make_recognisers
from kg.settings import Settings

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

FILES: Final = ("graph", "documents", "tables", "report.json")
MOST: Final = 10_000  # documents left out that the report names one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterReport:
    """What a build on a cluster did. `left_out` are path and problem, sorted, at most 10,000."""

    built: int
    skipped: int
    totals: dict[str, int]
    left_out: tuple[tuple[str, str], ...]


def build_on_cluster(
    locations: Sequence[str],
    output: str,
    *,
    master: str,
    settings: Settings | None = None,
    conf: Mapping[str, str] | None = None,
) -> ClusterReport:
    """Read, extract and write as `kg.building.build_folder` does, on Spark.

    Args:
        locations: folders, files and tables of documents; paths or addresses that Hadoop knows.
        output: folder that all machines see, or an address that Hadoop knows.
        master: spark://HOST:7077, yarn, k8s://…, or local[2].
        settings: as everywhere; files that they name stand at the same path on every machine.
        conf: settings of Spark.

    Raises:
        NoInputError: there is nothing to read, or nothing could be read; the last output stays as it was.
        WorkerError: Spark does not start, or gave up.
        UsageError: settings or tables that cannot be used.
    """
    settings = settings or Settings()
    make_recognisers(settings)  # so that a mistake is told here and not by every worker
    load_decisions(settings)
    with start_session(master, conf or {}) as spark:
        folder = Folder(spark, restore_scheme(output))
        with folder.staging():
            items = read_items(spark, locations, max_bytes=settings.max_bytes)
            frame = spark.createDataFrame(items.mapPartitions(Work(settings)), make_schema(), verifySchema=False)
            frame.write.option("compression", "zstd").parquet(folder.locate(f"{folder.stage}/outcomes"))
            report = _assemble(spark, folder, settings, locations=locations)
            folder.replace(FILES)
    return report


def _assemble(spark: "SparkSession", folder: Folder, settings: Settings, *, locations: Sequence[str]) -> ClusterReport:
    outcomes = spark.read.schema(make_schema()).parquet(folder.locate(f"{folder.stage}/outcomes"))
    read = outcomes.where("problem is null")
    twins = find_twins(read).cache()
    many = twins.count()
    kept = read.join(twins.select("path"), "path", "left_anti") if many else read
    left_out = tuple((row["file"], row["problem"]) for row in list_left_out(outcomes, twins, most=MOST))
    own = sum_counts(kept)
    if not own["documents"]:
        raise NoInputError([f"{path} ({problem})" for path, problem in left_out] or list(locations))
    _write_graph(spark, folder, kept, settings=settings, own=own)
    _write_lines(kept.select("record"), folder, "documents", ending=".jsonl.gz")
    _write_tables(folder, kept)
    skipped = outcomes.count() - own["documents"]
    report = ClusterReport(built=own["documents"], skipped=skipped, totals=find_totals(own), left_out=left_out)
    _write_report(folder, report)
    return report


def _write_graph(
    spark: "SparkSession", folder: Folder, kept: "DataFrame", *, settings: Settings, own: Counter[str]
) -> None:
    """A part for each part of the documents, then the outcomes of plans and the description of the whole."""
    from pyspark.sql import functions as f

    groups = find_outcome_lines(kept)
    links = spark.createDataFrame(groups.rdd.mapPartitions(LinkTellings(settings.base)), "line string")
    links = links.distinct().cache()
    about = describe(own + count_shared(kept), outcomes=links.count(), base=settings.base)
    lines = kept.select(f.explode(f.split("quads", "\n")).alias("line"))
    last = spark.createDataFrame([(line,) for line in about], "line string").union(links).orderBy("line").coalesce(1)
    _write_lines(lines.union(last), folder, "graph", ending=".nq.gz")


def _write_lines(lines: "DataFrame", folder: Folder, name: str, *, ending: str) -> None:
    lines.write.option("compression", "gzip").text(folder.locate(f"{folder.stage}/{name}"))
    folder.rename_parts(f"{folder.stage}/{name}", ending)


def _write_tables(folder: Folder, kept: "DataFrame") -> None:
    from pyspark.sql import functions as f

    for name in TABLES:
        rows = kept.select(f.explode(name).alias("row")).select("row.*") if name != "entities" else merge_entities(kept)
        rows.write.parquet(folder.locate(f"{folder.stage}/tables/{name}"))
        folder.rename_parts(f"{folder.stage}/tables/{name}", ".parquet")


def _write_report(folder: Folder, report: ClusterReport) -> None:
    rows = [{"file": file, "problem": problem} for file, problem in report.left_out]
    body = {"version": __version__, "built": report.built, "skipped": report.skipped, "totals": report.totals}
    folder.write_text(f"{folder.stage}/report.json", format_report(body | {"documents": rows}))
