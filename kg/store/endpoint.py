"""The address of a SPARQL endpoint in, a store that answers from there out.

User and password or a token come from the environment, never from the address, so that they stay out of messages and
shell history. A redirect is not followed: it would carry them to a place the user did not name.
"""

import base64
import http.client
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from kg.errors import QueryError, StoreError
from kg.store.answering import AnsweringStore, to_answer
from kg.store.answers import Answer

TIMEOUT: Final = 60.0  # seconds
USER, PASSWORD, TOKEN = "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"  # names of variables

_QUOTED: Final = re.compile(r"<[^<>\"{}|^`\\\s]*>|#[^\n]*|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_FORM: Final = re.compile(r"\b(select|ask|construct|describe)\b", re.IGNORECASE)
_DETAIL: Final = 300  # characters of an error page that are worth showing


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_named: object) -> None:
        return None


_OPENER: Final = urllib.request.build_opener(_Stay)


class EndpointStore(AnsweringStore):
    """A SPARQL 1.1 endpoint, asked by POST."""

    def __init__(self, place: str, *, timeout: float = TIMEOUT) -> None:
        self.place = check_address(place)
        self.timeout = timeout

    def query(self, sparql: str) -> Answer:
        """The answer to any question. Servers that can are asked for the union of all graphs."""
        triples = find_form(sparql) in {"construct", "describe"}
        fields = {"query": sparql, "union-default-graph": "true"}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/n-triples" if triples else "application/sparql-results+json",
        }
        body = send(self.place, urllib.parse.urlencode(fields).encode(), headers=headers, timeout=self.timeout)
        try:
            if triples:
                return tuple(sorted({quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES)}, key=str))
            return to_answer(parse_query_results(body, format=QueryResultsFormat.JSON))
        except (SyntaxError, ValueError) as problem:
            raise StoreError(self.place, f"the answer is not SPARQL results: {problem}") from problem


def find_form(sparql: str) -> str:
    r"""Which of the four forms a question has, in lower case.

    >>> find_form("PREFIX ask: <http://select/> # ask\nCONSTRUCT WHERE { ?s ?p ?o }")
    'construct'
    """
    rest = re.sub(r"\bprefix\s+[^\s:]*:", " ", _QUOTED.sub(" ", sparql), flags=re.IGNORECASE)
    match = _FORM.search(rest)
    return match.group().lower() if match else ""


def check_address(place: str) -> str:
    """The address, if it can be one of an endpoint.

    Raises:
        StoreError: it has no host, or a password in it.
    """
    parts = urllib.parse.urlsplit(place)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise StoreError(place, "give the address of a SPARQL endpoint, such as http://localhost:7878/query")
    if parts.username or parts.password:
        bare = parts._replace(netloc=parts.netloc.rsplit("@", 1)[-1]).geturl()
        raise StoreError(bare, f"give the user and password in {USER} and {PASSWORD}, not in the address")
    return place


def send(
    place: str,
    body: bytes,
    *,
    headers: dict[str, str],
    method: str = "POST",
    timeout: float = TIMEOUT,
) -> bytes:
    """Send a request and give back the body of the answer.

    Raises:
        QueryError: the server says that the question is wrong.
        StoreError: it cannot be reached, says no, or takes too long.
    """
    request = urllib.request.Request(place, body, headers | read_authorisation(), method=method)  # noqa: S310 - checked
    try:
        with _OPENER.open(request, timeout=timeout) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as problem:
        raise _explain(place, problem) from problem
    except TimeoutError as problem:
        raise StoreError(place, f"no answer in {timeout:g} seconds") from problem
    except urllib.error.URLError as problem:
        raise StoreError(place, f"it cannot be reached ({problem.reason}); is the server running?") from problem
    except (http.client.HTTPException, OSError) as problem:
        raise StoreError(place, f"the connection broke ({problem})") from problem


def read_authorisation() -> dict[str, str]:
    """The header that the environment asks for; none when it asks for none."""
    if token := os.environ.get(TOKEN):
        return {"Authorization": f"Bearer {token}"}
    if user := os.environ.get(USER):
        pair = f"{user}:{os.environ.get(PASSWORD, '')}"
        return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
    return {}


def _explain(place: str, problem: urllib.error.HTTPError) -> StoreError | QueryError:
    with problem:
        said = " ".join(problem.read(_DETAIL * 4).decode("utf-8", "replace").split())[:_DETAIL]
    if problem.code == http.client.BAD_REQUEST:
        return QueryError("given", said or "the server calls it a bad request")
    if problem.code in {http.client.UNAUTHORIZED, http.client.FORBIDDEN}:
        return StoreError(place, f"it refuses access ({problem.code}); set {USER} and {PASSWORD}, or {TOKEN}")
    if target := problem.headers.get("Location"):
        return StoreError(place, f"it sends on to {target}; give that address if you trust it")
    return StoreError(place, f"it answers {problem.code} {problem.reason}: {said}")
