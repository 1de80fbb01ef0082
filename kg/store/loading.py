"""Files of ours in; a store that has them out: a folder, or a server of SPARQL 1.1.

A named graph that is loaded again is replaced, so loading a new version of a report leaves nothing of the old one.
Graphs of one name in several files of one call are united. Triples without a graph are added to the default graph.
Files are read twice or more, first to find what is broken before anything is lost, and never held whole.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import NamedNode, Quad, Triple

from kg.errors import StoreError, UsageError
from kg.store.embedded import is_store, read_into
from kg.store.merging import drop_graph, is_merged, make_twin, mark_merged
from kg.store.reading import Survey, read_quads, survey_file
from kg.store.sending import GraphSender

_CHUNK: Final = 20_000  # triples in one request
_ADDRESS = ("http://", "https://")

Progress = Callable[[int, int, str], None]  # triples done, triples in all, name of the graph or file


def load_files(
    files: Sequence[Path],
    *,
    to: str,
    graph: str | None = None,
    progress: Progress = lambda _done, _total, _name: None,
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """Load files into the store in a folder, or into the server whose address (of its questions or graphs) is given.

    What has no graph goes into `graph`, which is replaced too. The count of triples is given back.

    Raises:
        UsageError: `graph` is no IRI.
        StoreError: a file is broken, or the store cannot be written.
    """
    _check_iri(graph)
    surveys = [survey_file(file) for file in files]
    total = sum(survey.quads for survey in surveys)
    done = 0
    if to.startswith(_ADDRESS):
        steps = _send_files(surveys, graph, sender=GraphSender(to, pause=pause))
    else:
        steps = _add_files(surveys, graph, folder=Path(to))
    for name, count in steps:
        done += count
        progress(done, total, name)
    return total


def _add_files(surveys: Sequence[Survey], graph: str | None, *, folder: Path) -> Iterator[tuple[str, int]]:
    store, merged = _open_for_writing(folder)
    drop = partial(drop_graph, store) if merged else store.remove_graph
    emptied: set[NamedNode] = set()
    for survey in surveys:
        names = survey.graphs | ({NamedNode(graph)} if graph else frozenset())
        for name in sorted(names - emptied, key=str):
            drop(name)
        emptied |= names
        if survey.bare and not graph:
            read_into(store, survey.file)
        else:
            store.bulk_extend(read_quads(survey, graph=graph))
        if merged:
            store.bulk_extend(map(make_twin, read_quads(survey, graph=graph)))
        store.flush()
        yield str(survey.file), survey.quads


def _open_for_writing(folder: Path) -> tuple[pyoxigraph.Store, bool]:
    """The store, and whether its default graph has copies of everything, as in a new one."""
    known = is_store(folder)
    if folder.exists() and not known and (folder.is_file() or any(folder.iterdir())):
        raise StoreError(str(folder), "it is neither a store nor an empty folder; give --to a new folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        store = pyoxigraph.Store(str(folder))
        if not known:
            mark_merged(folder)
        return store, is_merged(folder)
    except OSError as problem:
        raise StoreError(str(folder), str(problem)) from problem


def _send_files(surveys: Sequence[Survey], graph: str | None, *, sender: GraphSender) -> Iterator[tuple[str, int]]:
    emptied = {""}  # the default graph is shared, so it stays
    for survey in surveys:
        for name, triples in _cut(read_quads(survey, graph=graph)):
            sender.send(name, triples, fresh=name not in emptied)
            emptied.add(name)
            yield name, len(triples)


def _cut(quads: Iterator[Quad]) -> Iterator[tuple[str, list[Triple]]]:
    """Requests of one graph each; files that mix graphs line by line still make few of them."""
    while chunk := list(islice(quads, _CHUNK)):
        by_graph: dict[str, list[Triple]] = {}
        for quad in chunk:
            name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
            by_graph.setdefault(name, []).append(quad.triple)
        yield from by_graph.items()


def _check_iri(graph: str | None) -> None:
    with suppress(ValueError):
        if graph is None or NamedNode(graph):
            return
    raise UsageError(f"--graph is the IRI of a graph such as https://example.org/graph, not “{graph}”.")
