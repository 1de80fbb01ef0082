"""RDF ↔ a store in a folder, a file in memory, or a SPARQL endpoint; all of them answer alike."""

from pathlib import Path

from kg.errors import StoreError
from kg.store.answers import Answer, Cell, Store, Table
from kg.store.embedded import EmbeddedStore, bulk_load, open_file, open_folder
from kg.store.endpoint import EndpointStore
from kg.store.loading import load_files

__all__ = [
    "Answer",
    "Cell",
    "EmbeddedStore",
    "EndpointStore",
    "Store",
    "Table",
    "bulk_load",
    "load_files",
    "open_store",
]


def open_store(place: str | Path) -> Store:
    """The store at a folder, a file (.ttl, .nt, .nq, .trig, .jsonld, .rdf) or an http(s) address, for reading.

    Raises:
        StoreError: there is nothing, or nothing that is a store.
    """
    text = str(place)
    if text.startswith(("http://", "https://")):
        return EndpointStore(text)
    path = Path(place)
    if path.is_dir():
        return open_folder(path)
    if path.is_file():
        return open_file(path)
    raise StoreError(text, "there is nothing at this path; run `kg build` first, or give --store")
