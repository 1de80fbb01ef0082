"""Records of a build in, the list of its merges out: which name was taken for which entity, why, and in which document.

As a table it has the columns of a table of decisions with the decision left open: fill in `different` where a merge is
wrong, and give it back with `--decisions`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from pyoxigraph import Literal

from kg.records import Record
from kg.store import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedName:
    """A name of a document that was taken for an entity of another name. `decision` is for the user to fill in."""

    decision: str = ""
    type: str
    name: str
    other: str  # the entity's own name
    reason: str
    document: str
    entity: str  # its key


COLUMNS = tuple(field.name for field in fields(MergedName))


def list_merges(records: Iterable[Record]) -> Iterator[MergedName]:
    """The merges of the records, document by document, sorted by entity and name within each."""
    for record in records:
        entities = {row["key"]: row for row in record["entities"]}
        for merge in record["merges"]:
            entity = entities[merge["entity"]]
            yield MergedName(
                type=entity["type"],
                name=merge["name"],
                other=entity["name"],
                reason=merge["reason"],
                document=record["document"],
                entity=merge["entity"],
            )


def to_table(merges: Iterable[MergedName], columns: Sequence[str] = COLUMNS) -> Table:
    """The merges as rows for people and spreadsheets."""
    rows = tuple(tuple(Literal(getattr(merge, column)) for column in columns) for merge in merges)
    return Table(columns=tuple(columns), rows=rows)
