"""Files of ours in; a store that has them out: a folder, or a server by the SPARQL 1.1 Graph Store Protocol.

A named graph that is loaded again is replaced, so loading a new version of a report leaves nothing of the old one.
Triples without a graph are added to the default graph.
"""

import http.client
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.parse import quote

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse, serialize

from kg.errors import StoreError
from kg.store.embedded import format_of, read_into
from kg.store.endpoint import check_address, send

_CHUNK: Final = 20_000  # triples in one request
_TRIES: Final = 3
_ADDRESS = ("http://", "https://")

Progress = Callable[[str, int], None]


def load_files(
    files: Sequence[Path],
    *,
    to: str,
    progress: Progress = lambda _graph, _triples: None,
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """Load files into the store in a folder, or into the server whose Graph Store address (or /query address) is given.

    The count of triples is given back; `progress` is told each graph and how many triples of it went in at once.

    Raises:
        StoreError: a file is broken, or the store cannot be written.
    """
    if to.startswith(_ADDRESS):
        return sum(_send_file(file, to=check_address(to), progress=progress, pause=pause) for file in files)
    return sum(_add_file(file, folder=Path(to), progress=progress) for file in files)


def _add_file(file: Path, *, folder: Path, progress: Progress) -> int:
    names = [quad.graph_name for quad in _read(file)]  # also finds what is broken before anything is lost
    try:
        store = pyoxigraph.Store(str(folder))
    except OSError as problem:
        raise StoreError(str(folder), str(problem)) from problem
    for name in sorted(set(names) - {DefaultGraph()}, key=str):
        store.remove_graph(name)
    read_into(store, file)
    store.flush()
    progress(str(file), len(names))
    return len(names)


def _send_file(file: Path, *, to: str, progress: Progress, pause: Callable[[float], None]) -> int:
    seen: set[str] = set()
    total = 0
    for graph, chunk in _cut(_read(file)):
        method = "PUT" if graph and graph not in seen else "POST"
        seen.add(graph)
        body = serialize([quad.triple for quad in chunk], format=RdfFormat.N_TRIPLES) or b""
        _send_patiently(_graph_address(to, graph), body, method=method, pause=pause)
        total += len(chunk)
        progress(graph, len(chunk))
    return total


def _send_patiently(address: str, body: bytes, *, method: str, pause: Callable[[float], None]) -> None:
    """A request that may be repeated: without blank nodes, sending the same triples twice changes nothing."""
    headers = {"Content-Type": "application/n-triples"}
    for attempt in range(1, _TRIES):
        try:
            send(address, body, headers=headers, method=method)
        except StoreError as problem:
            if not _may_pass(problem):
                raise
            pause(2.0**attempt)
        else:
            return
    send(address, body, headers=headers, method=method)


def _may_pass(problem: StoreError) -> bool:
    cause = problem.__cause__
    return not isinstance(cause, HTTPError) or cause.code >= http.client.INTERNAL_SERVER_ERROR


def _graph_address(to: str, graph: str) -> str:
    place = to.removesuffix("/query") + "/store" if to.endswith("/query") else to
    which = f"graph={quote(graph, safe='')}" if graph else "default"
    return f"{place}{'&' if '?' in place else '?'}{which}"


def _cut(quads: Iterator[Quad]) -> Iterator[tuple[str, list[Quad]]]:
    for name, group in groupby(quads, key=lambda quad: quad.graph_name):
        graph = name.value if isinstance(name, NamedNode) else ""
        while chunk := list(islice(group, _CHUNK)):
            yield graph, chunk


def _read(file: Path) -> Iterator[Quad]:
    try:
        yield from parse(path=str(file), format=format_of(file))
    except SyntaxError as problem:
        raise StoreError(str(file), f"line {problem.lineno} is not what the format allows: {problem.msg}") from problem
    except OSError as problem:
        raise StoreError(str(file), problem.strerror or str(problem)) from problem
