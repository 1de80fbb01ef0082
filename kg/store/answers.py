"""What a store answers with, and what a store is."""

from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Cell = NamedNode | BlankNode | Literal | Triple | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The answer to SELECT. A cell is an RDF term, or None where a variable has no value."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


Answer = Table | bool | tuple[Triple, ...]


class Store(Protocol):
    """A place that answers SPARQL. The default graph of a question is the union of all graphs.

    Every method raises QueryError when the question does not parse or run, and StoreError when the place cannot answer.
    """

    place: str

    def query(self, sparql: str) -> Answer:
        """The answer to any question: a Table for SELECT, a bool for ASK, triples for CONSTRUCT and DESCRIBE."""
        ...

    def select(self, sparql: str) -> Table:
        """The answer to a SELECT; QueryError for any other form."""
        ...

    def ask(self, sparql: str) -> bool:
        """The answer to an ASK; QueryError for any other form."""
        ...

    def construct(self, sparql: str) -> tuple[Triple, ...]:
        """The answer to a CONSTRUCT or DESCRIBE, sorted; QueryError for any other form."""
        ...
