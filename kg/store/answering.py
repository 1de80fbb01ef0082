"""The part that all stores share: one question of any form → the form that was asked for."""

from abc import ABC, abstractmethod

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Triple

from kg.errors import QueryError
from kg.store.answers import Answer, Table


class AnsweringStore(ABC):
    """A store that need only say how it answers a question of any form."""

    place: str

    @abstractmethod
    def query(self, sparql: str) -> Answer:
        """The answer to any question."""

    def select(self, sparql: str) -> Table:
        """The answer to a SELECT."""
        answer = self.query(sparql)
        if not isinstance(answer, Table):
            raise QueryError("given", "it is not a SELECT")
        return answer

    def ask(self, sparql: str) -> bool:
        """The answer to an ASK."""
        answer = self.query(sparql)
        if not isinstance(answer, bool):
            raise QueryError("given", "it is not an ASK")
        return answer

    def construct(self, sparql: str) -> tuple[Triple, ...]:
        """The answer to a CONSTRUCT or DESCRIBE."""
        answer = self.query(sparql)
        if not isinstance(answer, tuple):
            raise QueryError("given", "it is not a CONSTRUCT or DESCRIBE")
        return answer


def to_answer(results: QuerySolutions | QueryBoolean | QueryTriples) -> Answer:
    """Our answer for what pyoxigraph gives."""
    if isinstance(results, QueryBoolean):
        return bool(results)
    if isinstance(results, QueryTriples):
        return tuple(sorted(set(results), key=str))
    variables = results.variables
    rows = tuple(tuple(solution[variable] for variable in variables) for solution in results)
    return Table(columns=tuple(variable.value for variable in variables), rows=rows)
