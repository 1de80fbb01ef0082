"""The records of a build in, four Parquet tables out, for pandas, Polars and DuckDB.

The types of the columns come from the types of the rows. Rows are written in groups, so memory does not grow.
"""

import types
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import fields
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from kg.errors import MissingExtraError
from kg.export.rows import make_rows
from kg.export.tables import EntityRow, FactRow, MeasureRow, ReportRow, Row
from kg.records import from_record, read_records

if TYPE_CHECKING:
    import pyarrow as pa

FILES: Mapping[type[Row], str] = {
    EntityRow: "entities.parquet",
    FactRow: "facts.parquet",
    MeasureRow: "measures.parquet",
    ReportRow: "reports.parquet",
}
_GROUP = 50_000  # rows that are held at once


def write_parquet(build: Path, target: Path, base: str) -> None:
    """Write the tables of a build into a folder.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    try:
        from pyarrow import parquet
    except ImportError as problem:
        raise MissingExtraError("Parquet", "parquet") from problem
    schemas = {kind: make_schema(kind) for kind in FILES}
    with ExitStack() as stack:
        writers = {
            kind: stack.enter_context(parquet.ParquetWriter(target / name, schemas[kind]))
            for kind, name in FILES.items()
        }
        waiting: defaultdict[type[Row], list[Row]] = defaultdict(list)
        for row in make_rows(map(from_record, read_records(build / "documents.jsonl")), base):
            waiting[type(row)].append(row)
            if len(waiting[type(row)]) >= _GROUP:
                writers[type(row)].write_table(_to_table(waiting.pop(type(row)), schemas[type(row)]))
        for kind, rows in waiting.items():
            writers[kind].write_table(_to_table(rows, schemas[kind]))


def make_schema(kind: type[Row]) -> "pa.Schema":
    """The columns of a table with their types; only those that may be None are nullable."""
    import pyarrow as pa

    arrow = {str: pa.string(), int: pa.int64(), float: pa.float64(), Decimal: pa.float64()}
    arrow[tuple[str, ...]] = pa.list_(pa.string())
    return pa.schema([pa.field(name, arrow[hint], nullable=nullable) for name, hint, nullable in list_columns(kind)])


def list_columns(kind: type[Row]) -> Iterator[tuple[str, Any, bool]]:
    """The columns of a table: name, Python type, and whether it may be None."""
    for name, hint in get_type_hints(kind).items():
        nullable = types.NoneType in get_args(hint)
        yield name, get_args(hint)[0] if nullable else hint, nullable


def to_cells(row: Row) -> list[Any]:
    """The values of a row, in the order of the columns."""
    return [_to_value(getattr(row, field.name)) for field in fields(row)]


def _to_table(rows: list[Row], schema: "pa.Schema") -> "pa.Table":
    import pyarrow as pa

    names = [field.name for field in fields(rows[0])]
    return pa.table({name: [_to_value(getattr(row, name)) for row in rows] for name in names}, schema=schema)


def _to_value(value: Any) -> Any:  # noqa: ANN401 -- whatever a cell holds
    """Numbers as floats: pandas and DuckDB compute with them; the text has the exact digits. Our words as strings."""
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, StrEnum) else value
