"""A folder or a file of ours in, a store that answers in this process out."""

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import DefaultGraph, RdfFormat, parse

from kg.errors import QueryError, StoreError
from kg.store.answering import AnsweringStore, to_answer
from kg.store.answers import Answer
from kg.store.merging import is_merged, make_twin, mark_merged

FORMATS: Final = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}
_BY_LINES: Final = (".nq", ".nt")
_LINES: Final = 25_000  # that are loaded at once; four times as many take three times the memory
_MARK: Final = "CURRENT"  # the file that every RocksDB folder has


class EmbeddedStore(AnsweringStore):
    """An Oxigraph store in memory or on disk; `merged` if its default graph has a copy of everything."""

    def __init__(self, place: str, store: pyoxigraph.Store, *, merged: bool = False) -> None:
        self.place = place
        self._store = store
        self._merged = merged

    def query(self, sparql: str) -> Answer:
        """The answer to any question, over the union of all graphs."""
        try:
            return to_answer(self._store.query(sparql, use_default_graph_as_union=not self._merged))
        except (SyntaxError, ValueError) as problem:  # a SyntaxError is in the text, a ValueError in the evaluation
            raise QueryError("given", str(problem)) from problem
        except OSError as problem:
            raise StoreError(self.place, str(problem)) from problem


def open_folder(folder: Path) -> EmbeddedStore:
    """The store in a folder, for reading; many processes may read it at once."""
    if not is_store(folder):
        raise StoreError(str(folder), "the folder is not a store; `kg build` makes one, as output/store")
    try:
        return EmbeddedStore(str(folder), pyoxigraph.Store.read_only(str(folder)), merged=is_merged(folder))
    except OSError as problem:
        raise StoreError(str(folder), str(problem)) from problem


def is_store(folder: Path) -> bool:
    """Whether a folder is a store, or was one."""
    return (folder / _MARK).exists()


def open_file(file: Path) -> EmbeddedStore:
    """A file of RDF, loaded into memory."""
    store = pyoxigraph.Store()
    read_into(store, file)
    store.bulk_extend([make_twin(quad) for quad in store if quad.graph_name != DefaultGraph()])
    return EmbeddedStore(str(file), store, merged=True)


def bulk_load(folder: Path, files: Iterable[Path], *, copies: Sequence[Path] = ()) -> None:
    """A new store of files of ours in a folder. It is built beside and then takes the place of what was there.

    `copies` are files with each triple of all graphs, where there are such: that is faster than to make them here.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    files = tuple(files)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        store = pyoxigraph.Store(str(beside / "new"))
        for file in (*files, *copies):
            (load_lines if file.suffix in _BY_LINES else read_into)(store, file)
        for file in () if copies else files:
            store.bulk_extend(map(make_twin, parse(path=str(file), format=format_of(file))))
        store.flush()
        del store  # lets go of the lock
        mark_merged(beside / "new")
        if folder.exists():
            folder.rename(beside / "old")
        (beside / "new").rename(folder)
    finally:
        shutil.rmtree(beside)


def load_lines(store: pyoxigraph.Store, file: Path) -> None:
    """Load a file of N-Quads or N-Triples, some lines at a time, since the loader holds all that it is given.

    Raises:
        StoreError: the file is broken, or the store cannot be written.
    """
    before, form = 0, format_of(file)
    try:
        with file.open("rb") as lines:
            while some := b"".join(islice(lines, _LINES)):
                store.bulk_load(some, format=form)
                before += _LINES
    except SyntaxError as problem:
        line = before + (problem.lineno or 0)
        raise StoreError(str(file), f"line {line} is not what the format allows: {problem.msg}") from problem
    except OSError as problem:
        raise StoreError(str(file), problem.strerror or str(problem)) from problem


def read_into(store: pyoxigraph.Store, file: Path) -> None:
    """Read a file of RDF into a store.

    Raises:
        StoreError: the file is missing, of an unknown format, or broken; then with the line.
    """
    try:
        store.bulk_load(path=str(file), format=format_of(file))
    except SyntaxError as problem:
        raise StoreError(str(file), f"line {problem.lineno} is not what the format allows: {problem.msg}") from problem
    except OSError as problem:
        raise StoreError(str(file), problem.strerror or str(problem)) from problem


def format_of(file: Path) -> RdfFormat:
    """The format that the ending of a file tells."""
    if (form := FORMATS.get(file.suffix.lower())) is None:
        raise StoreError(str(file), f"the ending {file.suffix or '(none)'} is not one of {', '.join(FORMATS)}")
    return form
