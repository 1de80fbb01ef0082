"""The folder of a build in, its index of words out: made when it is first asked for, and again after a new build."""

from pathlib import Path

from kg.errors import NotFoundError
from kg.records import from_record, read_records
from kg.search import write_index

INDEX = "search.sqlite"


def open_index(folder: Path) -> Path:
    """The index of the build in a folder, no older than the build.

    Raises:
        NotFoundError: there is no build in it.
    """
    records, index = folder / "documents.jsonl", folder / INDEX
    if not records.is_file():
        raise NotFoundError("build (documents.jsonl) in", str(folder))
    if not index.is_file() or index.stat().st_mtime_ns < records.stat().st_mtime_ns:
        write_index(map(from_record, read_records(records)), index)
    return index
