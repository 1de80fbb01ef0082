"""A user's CSV of decisions in, rules that win over all others out: two names are one thing, or they are not.

The columns are decision, type, name, other: `same,Enterprise,雅迪,雅迪科技集团有限公司` takes the first for the second;
`different,Facility,未来社区,白莲堂未来社区` keeps the first apart from the second. A place may be named by its code.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.link.normalise import normalise_name
from kg.model import EntityType

_COLUMNS = ("decision", "type", "name", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """That two names of a type mean the same thing, or that they do not. Names are in normal form."""

    same: bool
    type: EntityType
    name: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All decisions, ready to look up: type and name → the other names."""

    same: Mapping[tuple[EntityType, str], str]
    different: Mapping[tuple[EntityType, str], frozenset[str]]


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a CSV file, sorted.

    Raises:
        UsageError: a column is missing, or a row has a decision or type that does not exist.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if missing := sorted(set(_COLUMNS) - set(rows.fieldnames or ())):
            raise UsageError(f"{path}: the column {missing[0]} is missing; the columns are {', '.join(_COLUMNS)}.")
        decisions = {_read_row(row, place=f"{path}, line {rows.line_num}") for row in rows}
    return tuple(sorted(decisions, key=lambda each: (each.type, each.name, each.other, each.same)))


def _read_row(row: Mapping[str, str | None], *, place: str) -> Decision:
    decision, kind, name, other = ((row[column] or "").strip() for column in _COLUMNS)
    if decision not in {"same", "different"} or kind not in set(EntityType):
        kinds = ", ".join(EntityType)
        raise UsageError(f"{place}: say same or different, then one of {kinds}, then the two names.")
    if not name or not other:
        raise UsageError(f"{place}: two names are needed.")
    return Decision(
        same=decision == "same",
        type=EntityType(kind),
        name=normalise_name(name),
        other=normalise_name(other),
    )


def index_decisions(decisions: Iterable[Decision]) -> Decisions:
    """The decisions by type and name; of two that contradict each other the last in order of names counts."""
    same: dict[tuple[EntityType, str], str] = {}
    different: dict[tuple[EntityType, str], frozenset[str]] = {}
    for each in sorted(decisions, key=lambda each: (each.type, each.name, each.other, each.same)):
        pair = (each.type, each.name)
        if each.same:
            same[pair] = each.other
        else:
            different[pair] = different.get(pair, frozenset()) | {each.other}
    return Decisions(same=same, different=different)
