"""The folder of a build in, what a server answers from out: its store, its reports, its index of words.

A build puts a new store in the place of the old one, and a server that runs meanwhile takes up the new one with the
next request. Reports stay on the disk and are read when somebody opens one.
"""

import json
import re
import sqlite3
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final
from urllib.parse import quote

from kg.errors import NotFoundError
from kg.explore.index import open_index
from kg.explore.reading import HEAD, read_rows
from kg.model import Extraction
from kg.rdf.iris import entity_iri
from kg.records import from_record, parse_record, read_records
from kg.search import write_index
from kg.settings import DEFAULT_BASE
from kg.store import Store, open_store
from kg.view.pages import page_file

_RECORDS: Final = "documents.jsonl"
_HEAD: Final = re.compile(rb'\{"document":("(?:[^"\\\\]|\\\\.)*").*?"source":\{"sha256":"([0-9a-f]{64})"')
_DIGITS: Final = 16  # of the hash, at the end of a source's IRI
_ANY: Final = f"{HEAD} SELECT ?thing WHERE {{ ?thing a pk:Entity }} LIMIT 1"
_BASE: Final = re.compile(r"(.*[/#])id/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Where a report stands in the records, and the file name of its page."""

    offset: int
    file: str


@dataclass(frozen=True)
class Shelf:
    """One build, opened. `folder` is None where there is only a store; then no report can be shown."""

    place: Path
    folder: Path | None
    store: Store = field(repr=False)

    @cached_property
    def base(self) -> str:
        """The base IRI that the build was made with."""
        rows = read_rows(self.store, _ANY)
        found = (_BASE.match(row["thing"]) for row in rows)
        return next((match.group(1) for match in found if match), DEFAULT_BASE)

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """The reports by the last part of their IRI."""
        return dict(_list_pages(self.folder / _RECORDS)) if self.folder else {}

    @cached_property
    def files(self) -> Mapping[str, Page]:
        """The reports by the file name of their page."""
        return {page.file: page for page in self.pages.values()}

    @cached_property
    def index(self) -> Path | None:
        """The index of words; made beside the build, or in a place for passing things where that cannot be written."""
        if self.folder is None:
            return None
        try:
            return open_index(self.folder)
        except (OSError, sqlite3.OperationalError):
            path = Path(self._scratch.name, "search.sqlite")
            write_index(map(from_record, read_records(self.folder / _RECORDS)), path)
            return path

    @cached_property
    def _scratch(self) -> "tempfile.TemporaryDirectory[str]":
        return tempfile.TemporaryDirectory(prefix="kg-serve-")

    def read(self, page: Page) -> Extraction:
        """What was found in a report."""
        if self.folder is None:
            raise NotFoundError("report", page.file)
        with (self.folder / _RECORDS).open("rb") as file:
            file.seek(page.offset)
            return from_record(parse_record(file.readline().decode("utf-8")))

    def address(self, source: str, span: tuple[int, int] | None = None) -> str:
        """Where a report, or a sentence of it, can be read; empty where it cannot."""
        page = self.pages.get(source.rpartition("/")[2])
        if page is None:
            return ""
        return f"/documents/{quote(page.file)}" + (f"#char={span[0]},{span[1]}" if span else "")

    def iri(self, key: str) -> str:
        """The IRI of the entity with this key."""
        return entity_iri(key, base=self.base)


class Library:
    """A place where builds are put: always the shelf of the newest."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._seen: tuple[int, int] | None = None
        self._shelf: Shelf | None = None
        self._lock = threading.Lock()

    def open(self) -> Shelf:
        """The shelf; another one after a new build.

        Raises:
            StoreError: there is no store.
        """
        with self._lock:
            store = find_store(self.place)
            seen = _look(store)
            if self._shelf is None or seen != self._seen:
                folder = store.parent if (store.parent / _RECORDS).is_file() else None
                shelf = Shelf(place=store, folder=folder, store=open_store(store))
                shelf.index  # noqa: B018 -- made now, by one thread
                self._shelf, self._seen = shelf, seen
            return self._shelf


def find_store(place: Path) -> Path:
    """The store of an output folder, or the store itself."""
    return place / "store" if (place / "store").is_dir() else place


def _look(store: Path) -> tuple[int, int]:
    try:
        state = (store / "CURRENT").stat()
    except OSError:  # between two builds, or no store at all, which opening it will tell
        return 0, 0
    return state.st_ino, state.st_mtime_ns


def _list_pages(records: Path) -> Iterator[tuple[str, Page]]:
    """Only the head of each record is read: a quote within a text has a backslash before it, so nothing can fake it."""
    with records.open("rb") as file:
        offset = 0
        for line in file:
            if found := _HEAD.match(line):
                name, sha256 = json.loads(found.group(1)), found.group(2).decode()
                yield sha256[:_DIGITS], Page(offset=offset, file=page_file(f"{name}-{sha256[:8]}"))
            offset += len(line)
