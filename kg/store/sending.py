"""Triples of a graph in, a server that has them out.

The first request finds out what the server understands: the Graph Store Protocol, else SPARQL Update. Every request
may be sent twice without harm, since it has no blank nodes; so what fails for a passing reason is tried again.
"""

import http.client
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.error import HTTPError
from urllib.parse import quote

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kg.errors import KgError, QueryError, StoreError
from kg.store.addresses import find_addresses
from kg.store.connection import Connection, check_address

TRIES: Final = 4
_LONGEST_PAUSE: Final = 60.0  # seconds that a server may ask for
_TIMEOUT: Final = 300.0  # seconds; a server may index while we wait
_IN_AN_UPDATE: Final = 1_000  # triples; Virtuoso compiles an update as a program of at most 10,000 lines
_NOT_HERE: Final = {
    http.client.BAD_REQUEST,
    http.client.NOT_FOUND,
    http.client.METHOD_NOT_ALLOWED,
    http.client.GONE,
    http.client.UNSUPPORTED_MEDIA_TYPE,
    http.client.NOT_IMPLEMENTED,
}
_PASSING: Final = {http.client.REQUEST_TIMEOUT, http.client.TOO_EARLY, http.client.TOO_MANY_REQUESTS}
_LASTING: Final = {http.client.NOT_IMPLEMENTED, http.client.HTTP_VERSION_NOT_SUPPORTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    address: str
    update: bool


class GraphSender:
    """A server that graphs are sent to."""

    def __init__(self, place: str, *, pause: Callable[[float], None] = time.sleep) -> None:
        self.place = check_address(place)
        self._connection = Connection(timeout=_TIMEOUT)
        self._pause = pause
        found = find_addresses(self.place)
        self._ways = [_Way(address=address, update=False) for address in found.graph_stores]
        self._ways += [_Way(address=address, update=True) for address in found.updates]
        self._settled = False

    def send(self, graph: str, triples: Sequence[Triple], *, fresh: bool) -> None:
        """Add triples to a named graph, or to the default graph if the name is empty; `fresh` empties it before.

        Raises:
            StoreError: the server is away, says no, or takes graphs in no way that we know.
        """
        while not self._try_way(graph, triples, fresh=fresh):
            del self._ways[0]
        self._settled = True

    def _try_way(self, graph: str, triples: Sequence[Triple], *, fresh: bool) -> bool:
        """Whether it went well; False only while there is another way to try."""
        way = self._ways[0]
        try:
            if way.update:
                self._update(way.address, graph, triples, fresh=fresh)
            else:
                self._put(way.address, graph, triples, fresh=fresh)
        except (QueryError, StoreError) as problem:
            if self._settled or _code_of(problem) not in _NOT_HERE:
                raise _to_store_error(way.address, problem, graph=graph) from (problem.__cause__ or problem)
            if len(self._ways) == 1:
                detail = f"no way to send it graphs is known; give the address of its Graph Store ({problem.detail})"
                raise StoreError(self.place, detail) from problem
            return False
        return True

    def _put(self, address: str, graph: str, triples: Sequence[Triple], *, fresh: bool) -> None:
        which = f"graph={quote(graph, safe='')}" if graph else "default"
        place = f"{address}{'&' if '?' in address else '?'}{which}"
        self._send_patiently(place, _to_lines(triples), kind="application/n-triples", method="PUT" if fresh else "POST")

    def _update(self, address: str, graph: str, triples: Sequence[Triple], *, fresh: bool) -> None:
        target = f"GRAPH {NamedNode(graph)}" if graph else ""
        updates = [f"DROP SILENT {target}".encode()] if fresh else []
        for start in range(0, len(triples), _IN_AN_UPDATE):
            lines = _to_lines(triples[start : start + _IN_AN_UPDATE])
            updates.append(
                b"INSERT DATA { %b {\n%b} }" % (target.encode(), lines) if graph else b"INSERT DATA {\n%b}" % lines
            )
        for update in updates:
            self._send_patiently(address, update, kind="application/sparql-update", method="POST")

    def _send_patiently(self, place: str, body: bytes, *, kind: str, method: str) -> None:
        for attempt in range(1, TRIES + 1):
            try:
                self._connection.send(place, body, headers={"Content-Type": kind}, method=method)
            except StoreError as problem:
                if attempt == TRIES or not _may_pass(problem):
                    raise
                self._pause(_find_pause(problem, attempt))
            else:
                return


def _to_lines(triples: Sequence[Triple]) -> bytes:
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _to_store_error(address: str, problem: QueryError | StoreError, *, graph: str) -> StoreError:
    detail = problem.detail if isinstance(problem, StoreError) else f"it does not take the triples: {problem.detail}"
    if not graph and _code_of(problem) not in {None, http.client.UNAUTHORIZED, http.client.FORBIDDEN}:
        detail += " (some servers want a graph for every triple; name one with --graph)"
    return StoreError(address, detail)


def _code_of(problem: KgError) -> int | None:
    cause = problem.__cause__
    return cause.code if isinstance(cause, HTTPError) else None


def _may_pass(problem: StoreError) -> bool:
    code = _code_of(problem)
    return code is None or code in _PASSING or (code >= http.client.INTERNAL_SERVER_ERROR and code not in _LASTING)


def _find_pause(problem: StoreError, attempt: int) -> float:
    """As long as the server asks for; else 1, 2, 4 … seconds."""
    cause = problem.__cause__
    asked = cause.headers.get("Retry-After", "") if isinstance(cause, HTTPError) else ""
    return min(float(asked), _LONGEST_PAUSE) if asked.isdecimal() else 2.0 ** (attempt - 1)
