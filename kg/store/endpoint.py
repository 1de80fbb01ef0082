"""The address of a SPARQL endpoint in, a store that answers from there out."""

import re
import urllib.parse
from email.message import Message
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from kg.errors import StoreError
from kg.store.answering import AnsweringStore, to_answer
from kg.store.answers import Answer, Table
from kg.store.connection import TIMEOUT, Connection, check_address

_QUOTED: Final = re.compile(r"<[^<>\"{}|^`\\\s]*>|#[^\n]*|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_FORM: Final = re.compile(r"\b(select|ask|construct|describe)\b", re.IGNORECASE)


class EndpointStore(AnsweringStore):
    """A SPARQL 1.1 endpoint, asked by POST."""

    def __init__(self, place: str, *, timeout: float = TIMEOUT) -> None:
        self.place = check_address(place)
        self._connection = Connection(timeout=timeout)

    def query(self, sparql: str) -> Answer:
        """The answer to any question. Servers that can are asked for the union of all graphs."""
        triples = find_form(sparql) in {"construct", "describe"}
        fields = {"query": sparql, "union-default-graph": "true"}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/n-triples" if triples else "application/sparql-results+json",
        }
        reply = self._connection.send(self.place, urllib.parse.urlencode(fields).encode(), headers=headers)
        try:
            if triples:
                return tuple(sorted({quad.triple for quad in parse(reply.body, format=RdfFormat.N_TRIPLES)}, key=str))
            answer = to_answer(parse_query_results(reply.body, format=QueryResultsFormat.JSON))
        except (SyntaxError, ValueError) as problem:
            raise StoreError(self.place, f"the answer is not SPARQL results: {problem}") from problem
        self._check_whole(answer, reply.headers)
        return answer

    def _check_whole(self, answer: Answer, headers: Message) -> None:
        """Virtuoso cuts long answers and says so only in headers; half an answer would be taken for the whole."""
        most = headers.get("X-SPARQL-MaxRows", "")
        if isinstance(answer, Table) and most.isdecimal() and len(answer.rows) >= int(most):
            raise StoreError(self.place, f"it cuts answers at {most} rows; raise ResultSetMaxRows in its virtuoso.ini")
        if headers.get("X-SQL-State") == "S1TAT":
            raise StoreError(self.place, "it ran out of time and gave a part of the answer; raise its time limit")


def find_form(sparql: str) -> str:
    r"""Which of the four forms a question has, in lower case.

    >>> find_form("PREFIX ask: <http://select/> # ask\nCONSTRUCT WHERE { ?s ?p ?o }")
    'construct'
    """
    rest = re.sub(r"\bprefix\s+[^\s:]*:", " ", _QUOTED.sub(" ", sparql), flags=re.IGNORECASE)
    match = _FORM.search(rest)
    return match.group().lower() if match else ""
