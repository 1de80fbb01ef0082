"""Questions from a pipe in, answers into the pipe out: the process that a server may kill.

Oxigraph cannot be told to stop, so each question runs in a process of its own that can. The process has a clock of its
own as well: it ends even if the server is gone and nobody is there to kill it.
"""

import contextlib
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

from kg.errors import RefusedError
from kg.server.guard import check_graphs, check_query, find_graphs
from kg.server.limits import Limits
from kg.server.negotiation import choose_type

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

TABLES: Final = {
    "application/sparql-results+json": "JSON",
    "application/sparql-results+xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
    "application/json": "JSON",
    "application/xml": "XML",
    "text/xml": "XML",
}
GRAPHS: Final = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON_LD",
    "text/plain": "N_TRIPLES",
}
READY: Final = b"ready"
_GRACE: Final = 5.0  # seconds after which a process ends by its own clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question of the SPARQL protocol."""

    query: str
    accept: str = "*/*"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as HTTP has it; in case of trouble, one sentence of plain text."""

    status: int
    media_type: str
    body: bytes


def run_worker(pipe: Connection, store: str, limits: Limits) -> None:
    """Answer questions until the pipe closes. Nothing is heeded from the keyboard: the server decides."""
    from pyoxigraph import Store

    from kg.server.confine import confine
    from kg.store.merging import is_merged

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    opened, merged = Store.read_only(store), is_merged(Path(store))
    confine(limits.memory_bytes)
    with contextlib.suppress(EOFError, OSError):  # the server is gone
        pipe.send_bytes(READY)
        while True:
            ask: Ask = pipe.recv()
            with _own_clock(limits.seconds + _GRACE):
                pipe.send(answer(opened, ask, limits=limits, merged=merged))


@contextlib.contextmanager
def _own_clock(seconds: float) -> Iterator[None]:
    """End this process after so many seconds, where the system can."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)


def answer(store: "Store", ask: Ask, *, limits: Limits, merged: bool = False) -> Reply:
    """The answer of a store to a question; trouble is an answer too."""
    try:
        check_query(ask.query)
        check_graphs((*ask.default_graphs, *ask.named_graphs))
        return _write(_run(store, ask, merged=merged), ask, limits=limits)
    except RefusedError as problem:
        return say(problem.status, problem.detail)
    except SyntaxError as problem:
        return say(HTTPStatus.BAD_REQUEST, f"This is not SPARQL 1.1: {problem.msg}")
    except (ValueError, RuntimeError, OSError) as problem:
        return say(HTTPStatus.BAD_REQUEST, f"The question cannot be answered: {problem}")
    except MemoryError:
        return say(HTTPStatus.SERVICE_UNAVAILABLE, "The question needs more memory than it may have; narrow it down.")


def say(status: int, sentence: str) -> Reply:
    """A reply in words."""
    body = f"{sentence}\n".encode("utf-8", "replace")
    return Reply(status=int(status), media_type="text/plain; charset=utf-8", body=body)


def _run(store: "Store", ask: Ask, *, merged: bool) -> "QuerySolutions | QueryBoolean | QueryTriples":
    """Without a dataset of its own a question is about the union of all graphs, as everywhere in this package."""
    default: list[NamedNode | BlankNode | DefaultGraph] = [*_graphs(store, ask.default_graphs)]
    named = _graphs(store, ask.named_graphs)
    if default or named:
        return store.query(ask.query, default_graph=default, named_graphs=named)
    own = find_graphs(ask.query)
    _graphs(store, [name for name in own if ":" in name])
    return store.query(ask.query, use_default_graph_as_union=not (own or merged))


def _graphs(store: "Store", names: Sequence[str]) -> "list[NamedNode | BlankNode]":
    from pyoxigraph import BlankNode, NamedNode

    nodes: list[NamedNode | BlankNode] = [NamedNode(name) for name in names]
    for node in nodes:
        if not store.contains_named_graph(node):
            sentence = f"There is no graph {node} in this store, and nothing is fetched from elsewhere."
            raise RefusedError(sentence, status=HTTPStatus.BAD_REQUEST)
    return nodes


def _write(results: "QuerySolutions | QueryBoolean | QueryTriples", ask: Ask, *, limits: Limits) -> Reply:
    from pyoxigraph import QueryTriples

    offers = GRAPHS if isinstance(results, QueryTriples) else TABLES
    media_type = choose_type(ask.accept, list(offers))
    if media_type is None:
        listed = ", ".join(offers)
        raise RefusedError(f"This answer can be had as {listed}.", status=HTTPStatus.NOT_ACCEPTABLE)
    if isinstance(results, QueryTriples):
        body = _write_graph(results, GRAPHS[media_type], limits=limits)
    else:
        body = _write_table(results, TABLES[media_type], limits=limits)
    if len(body) > limits.answer_bytes:
        raise _too_much(f"{limits.answer_bytes:,} bytes")
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Reply(status=HTTPStatus.OK, media_type=f"{media_type}{charset}", body=body)


def _write_graph(results: "QueryTriples", form: str, *, limits: Limits) -> bytes:
    from pyoxigraph import RdfFormat, serialize

    from kg.vocabulary import PREFIXES

    found = list(islice(results, limits.rows + 1))
    if len(found) > limits.rows:
        raise _too_much(f"{limits.rows:,} triples")
    triples = sorted(set(found), key=str)
    return serialize(triples, format=getattr(RdfFormat, form), prefixes=PREFIXES) or b""


def _write_table(results: "QuerySolutions | QueryBoolean", form: str, *, limits: Limits) -> bytes:
    """Rows are counted as lines of TSV, which has no line breaks in its cells, and then put into their form."""
    from pyoxigraph import QueryBoolean, QueryResultsFormat, parse_query_results

    if isinstance(results, QueryBoolean):
        return results.serialize(format=getattr(QueryResultsFormat, form)) or b""
    lines = _Lines(limits)
    results.serialize(output=cast("IO[bytes]", lines), format=QueryResultsFormat.TSV)
    if form == "TSV":
        return bytes(lines.text)
    again = parse_query_results(bytes(lines.text), format=QueryResultsFormat.TSV)
    return again.serialize(format=getattr(QueryResultsFormat, form)) or b""


class _Lines:
    """A file that takes no more than so many lines."""

    def __init__(self, limits: Limits) -> None:
        self.text = bytearray()
        self._limits = limits
        self._count = -1  # the line of names is no row

    def write(self, piece: bytes) -> int:
        self._count += piece.count(b"\n")
        self.text += piece
        if self._count > self._limits.rows:
            raise _too_much(f"{self._limits.rows:,} rows")
        if len(self.text) > self._limits.answer_bytes:
            raise _too_much(f"{self._limits.answer_bytes:,} bytes")
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""


def _too_much(what: str) -> RefusedError:
    return RefusedError(
        f"The answer has more than {what}, which is the limit of this server. Add LIMIT, ask for less, or count.",
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )
