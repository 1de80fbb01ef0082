"""What a build knows of earlier ones, in one SQLite file: contents of files, what each part holds, the last output.

A reading is noted once its part is whole on disk, so what the table lists can be used after any crash; what it does
not list is read again. A manifest that is damaged or of another version is thrown away: it only saves time.
"""

import json
import os
import sqlite3
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.batch import Outcome

_VERSION: Final = 1
_SCHEMA: Final = f"""
CREATE TABLE reading (key TEXT PRIMARY KEY, row TEXT) WITHOUT ROWID;
CREATE TABLE file (path BLOB PRIMARY KEY, look TEXT, content TEXT) WITHOUT ROWID;
CREATE TABLE built (id INTEGER PRIMARY KEY CHECK (id = 0), row TEXT);
CREATE TABLE untidy (id INTEGER PRIMARY KEY CHECK (id = 0));
PRAGMA user_version = {_VERSION};
"""
_DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_SETTLED: Final = 2_000_000_000  # ns: a file that was changed later than this could change again and look the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is known of one file that was read, without what it holds. `problem` says why it is not in the graph."""

    key: str | None  # of its part; None where the file's content is not known
    name: str
    sha256: str = ""
    problem: str | None = None
    found: dict[str, int] = field(default_factory=dict)
    rejected: list[dict[str, str]] = field(default_factory=list)
    unresolved: list[str] = field(default_factory=list)
    seconds: float = 0.0
    sizes: list[int] = field(default_factory=list)  # in bytes, of the files of its part

    @classmethod
    def of(cls, outcome: "Outcome", *, key: str | None, sizes: list[int]) -> "Reading":
        """The reading of an outcome."""
        return cls(
            key=key,
            name=outcome.name,
            sha256=outcome.sha256,
            problem=outcome.problem,
            found=dict(outcome.found),
            rejected=[asdict(item) for item in outcome.rejected],
            unresolved=list(outcome.unresolved),
            seconds=outcome.seconds,
            sizes=sizes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The last output: a digest of all it depends on, and its files with their sizes (None for a folder)."""

    digest: str
    sizes: dict[str, int | None]


class Manifest:
    """The tables of one work area; every method is a step that a crash leaves done or not done."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find_reading(self, key: str) -> Reading | None:
        """What is kept under a key."""
        row = self._connection.execute("SELECT row FROM reading WHERE key = ?", (key,)).fetchone()
        return Reading(key=key, **json.loads(row[0])) if row else None

    def note_reading(self, reading: Reading) -> None:
        """Keep a reading, in the place of one with the same key."""
        body = {name: value for name, value in asdict(reading).items() if name != "key"}
        self._connection.execute("INSERT OR REPLACE INTO reading VALUES (?, ?)", (reading.key, json.dumps(body)))

    def recall_content(self, path: Path) -> str | None:
        """The hash of a file's content, where the file looks as it did when that was noted."""
        row = self._connection.execute("SELECT look, content FROM file WHERE path = ?", (os.fsencode(path),)).fetchone()
        return row[1] if row and row[0] == _look(path) else None

    def note_content(self, path: Path, content: str, *, look: str | None) -> None:
        """Keep the hash of a file's content; `look` is what `look_at` said before it was read."""
        if look is not None:
            row = (os.fsencode(path), look, content)
            self._connection.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?)", row)

    def read_built(self) -> Built | None:
        """The last output that was put in place."""
        row = self._connection.execute("SELECT row FROM built").fetchone()
        return Built(**json.loads(row[0])) if row else None

    def note_built(self, built: Built) -> None:
        """Keep what is known of the output."""
        self._connection.execute("INSERT OR REPLACE INTO built VALUES (0, ?)", (json.dumps(asdict(built)),))

    @property
    def untidy(self) -> bool:
        """Whether there may be parts that the last output does not need."""
        return self._connection.execute("SELECT id FROM untidy").fetchone() is not None

    @untidy.setter
    def untidy(self, value: bool) -> None:
        self._connection.execute("INSERT OR IGNORE INTO untidy VALUES (0)" if value else "DELETE FROM untidy")

    def forget(self, *, keys: Collection[str], paths: Collection[Path]) -> None:
        """Forget all readings but those under `keys`, and all files but `paths`."""
        names = {os.fsencode(path) for path in paths}
        stale = [row for row in self._connection.execute("SELECT key FROM reading") if row[0] not in keys]
        gone = [row for row in self._connection.execute("SELECT path FROM file") if row[0] not in names]
        self._connection.executemany("DELETE FROM reading WHERE key = ?", stale)
        self._connection.executemany("DELETE FROM file WHERE path = ?", gone)


@contextmanager
def open_manifest(path: Path) -> Iterator[Manifest]:
    """The manifest in a file, a new one where there is none that can be used. Whoever opens it holds the lock."""
    connection = _open(path)
    try:
        yield Manifest(connection)
    finally:
        connection.close()


def look_at(path: Path) -> str | None:
    """How a file looks from outside; None while it is so new that a change could leave no trace."""
    look = _look(path)
    newest = max(map(int, look.split()[1:3])) if look else 0
    return look if newest < time.time_ns() - _SETTLED else None


def _look(path: Path) -> str | None:
    with suppress(OSError, ValueError):
        stat = path.stat()
        return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino} {stat.st_dev}"
    return None


def _open(path: Path) -> sqlite3.Connection:
    try:
        connection = _connect(path)
    except sqlite3.DatabaseError as problem:
        if problem.sqlite_errorcode not in _DAMAGED:
            raise
    else:
        if connection.execute("PRAGMA user_version").fetchone() == (_VERSION,):
            return connection
        connection.close()
    for file in path.parent.glob(f"{path.name}*"):  # its journal too
        file.unlink()
    connection = _connect(path)
    connection.executescript(_SCHEMA)
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # Alone with its file, SQLite needs no shared memory, which network disks do not have.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
