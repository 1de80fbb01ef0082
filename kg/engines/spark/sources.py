"""Locations in, an RDD of items out: folders and files, local or in Hadoop, and tables of documents.

Local files are opened by the workers (the folder must be visible to all of them, at the same path); files in Hadoop, S3
and the like are read by Spark. A table (Parquet or JSON lines) has a column `name` and either `text` or `bytes`.
"""

import math
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from kg.batch import Content, Item
from kg.errors import NoInputError, UsageError
from kg.read import find_files
from kg.read.files import ENDINGS

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import DataFrame, SparkSession

TABLES = {".parquet": "parquet", ".jsonl": "json", ".ndjson": "json"}
PART = 200  # documents of a part: about a minute of work, which is little to lose and much to start a task for
SHARES = 4  # parts a core at least, so that long documents even out

_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]+):/*(.*)$")


def read_items(spark: "SparkSession", locations: Sequence[str], *, max_bytes: int) -> "RDD[Item]":
    """What there is to read, in parts.

    Raises:
        NoInputError: there is nothing.
        UsageError: a table has not the columns that it needs.
    """
    locations = [restore_scheme(location) for location in locations]
    local = [Path(each.removeprefix("file://")) for each in locations if _is_local(each)]
    found = [_read_table(spark, each) for each in locations if _table_format(each)]
    found += [
        _read_remote(spark, each, max_bytes) for each in locations if not _table_format(each) and not _is_local(each)
    ]
    if files := find_files(local) if local else ():
        found.append(spark.sparkContext.parallelize(files, count_parts(len(files), _cores(spark))))
    if not found:
        raise NoInputError(locations)
    return spark.sparkContext.union(found)


def count_parts(documents: int, cores: int) -> int:
    """How many parts to make of so many documents.

    >>> count_parts(1_000_000, 64), count_parts(100, 4), count_parts(3, 4)
    (5000, 16, 3)
    """
    return max(1, math.ceil(documents / PART), min(documents, cores * SHARES))


def restore_scheme(location: str) -> str:
    """An address as it was before it was taken for a path, which makes one slash of two.

    >>> restore_scheme("hdfs:/host:9000/reports"), restore_scheme("file:/data"), restore_scheme("data/a.txt")
    ('hdfs://host:9000/reports', 'file:///data', 'data/a.txt')
    """
    if not (match := _SCHEME.match(location)):
        return location
    scheme, rest = match.groups()
    return f"file:///{rest}" if scheme == "file" else f"{scheme}://{rest}"


def _is_local(location: str) -> bool:
    return not _table_format(location) and (not _SCHEME.match(location) or location.startswith("file:"))


def _table_format(location: str) -> str | None:
    return TABLES.get(PurePosixPath(location).suffix.lower())


def _read_remote(spark: "SparkSession", location: str, max_bytes: int) -> "RDD[Item]":
    """Files behind a Hadoop file system. One that is too large comes with one byte more than allowed, to be named."""
    from pyspark.sql import functions as f

    pattern = "*.{" + ",".join(ending.removeprefix(".") for ending in ENDINGS) + "}"
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").option("pathGlobFilter", pattern)
    frame = files.load(location)
    good = frame.where(f.col("length") <= max_bytes).select("path", "content")
    large = frame.where(f.col("length") > max_bytes).select("path").rdd
    return good.rdd.map(_from_file).union(large.map(_Oversized(max_bytes)))


class _Oversized:
    """Path of a file that is too large → an item that is refused for its size."""

    def __init__(self, max_bytes: int) -> None:
        self._size = max_bytes + 1

    def __call__(self, row: Any) -> Content:  # noqa: ANN401 -- a Row of pyspark
        return Content(path=Path(row[0]), data=bytes(self._size))


def _from_file(row: Any) -> Content:  # noqa: ANN401
    return Content(path=Path(row[0]), data=bytes(row[1]))


def _read_table(spark: "SparkSession", location: str) -> "RDD[Item]":
    frame: DataFrame = spark.read.format(TABLES[PurePosixPath(location).suffix.lower()]).load(location)
    kinds = [name for name in ("bytes", "text") if name in frame.columns]
    if "name" not in frame.columns or not kinds:
        columns = ", ".join(frame.columns)
        raise UsageError(f"{location} has the columns {columns}; a table of documents needs name, and text or bytes.")
    rows = frame.select("name", kinds[0]).dropDuplicates()
    return rows.rdd.map(_from_row)


def _from_row(row: Any) -> Content:  # noqa: ANN401
    name, body = Path(str(row[0])), row[1]
    if isinstance(body, str) and name.suffix.lower() not in ENDINGS:
        name = Path(f"{name}.txt")
    return Content(path=name, data=body.encode("utf-8") if isinstance(body, str) else bytes(body or b""))


def _cores(spark: "SparkSession") -> int:
    return max(2, spark.sparkContext.defaultParallelism)
