"""A user's CSV of decisions in, rules that win over all others out: two names are one thing, or they are not.

The columns are decision, type, name, other: `same,Enterprise,雅迪,雅迪科技集团有限公司` takes the first for the second;
`different,Facility,未来社区,白莲堂未来社区` keeps the first apart from the second. A place may be named by its code.
A row without a decision is one not yet decided, so that the list of `kg merges` can be filled in and used. Decisions
that cannot all be followed are told at once: no order of rows should matter.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.gazetteer import load_gazetteer
from kg.link.normalise import normalise_name, normalise_slogan
from kg.model import EntityType

COLUMNS = ("decision", "type", "name", "other")

Name = tuple[EntityType, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """That two names of a type mean the same thing, or that they do not. Names are in normal form."""

    same: bool
    type: EntityType
    name: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All decisions, ready to look up: type and name → the other names. `same` leads to the last name of a chain."""

    same: Mapping[Name, str]
    different: Mapping[Name, frozenset[str]]


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a CSV file, sorted.

    Raises:
        UsageError: the file cannot be read, a column is missing, a row is wrong, or two rows contradict each other.
    """
    found: dict[Decision, str] = {}
    for place, row in _read_rows(path):
        if (row["decision"] or "").strip():
            found.setdefault(_read_row(row, place=place), place)
    _check_names(found)
    return tuple(sorted(found, key=_rank))


def index_decisions(decisions: Iterable[Decision]) -> Decisions:
    """The decisions by type and name, chains of same names followed to their end."""
    ordered = sorted(decisions, key=_rank)
    same = {(each.type, each.name): each.other for each in ordered if each.same}
    different: dict[Name, frozenset[str]] = {}
    for each in ordered:
        if not each.same:
            pair = (each.type, each.name)
            different[pair] = different.get(pair, frozenset()) | {each.other}
    return Decisions(same={name: _follow(same, *name) or other for name, other in same.items()}, different=different)


def _rank(each: Decision) -> tuple[str, str, str, bool]:
    return each.type, each.name, each.other, each.same


def _read_rows(path: Path) -> Iterator[tuple[str, Mapping[str, str | None]]]:
    """The rows of the file, each with the words for where it stands."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if missing := sorted(set(COLUMNS) - set(rows.fieldnames or ())):
                raise UsageError(f"{path}: the column {missing[0]} is missing; the columns are {', '.join(COLUMNS)}.")
            yield from ((f"{path}, line {rows.line_num}", row) for row in rows)
    except OSError as problem:
        raise UsageError(f"The decisions {path} cannot be read: {problem.strerror}.") from problem
    except UnicodeDecodeError as problem:
        raise UsageError(f"{path} is not in UTF-8; save it as CSV UTF-8.") from problem
    except csv.Error as problem:
        raise UsageError(f"{path} is no CSV file ({problem}).") from problem


def _read_row(row: Mapping[str, str | None], *, place: str) -> Decision:
    decision, kind, name, other = ((row[column] or "").strip() for column in COLUMNS)
    if decision not in {"same", "different"} or kind not in set(EntityType):
        kinds = ", ".join(EntityType)
        raise UsageError(f"{place}: say same or different, then one of {kinds}, then the two names.")
    if not name or not other:
        raise UsageError(f"{place}: two names are needed.")
    entity_type = EntityType(kind)
    if entity_type is EntityType.PLACE and other.isdecimal() and not load_gazetteer().find_code(other):
        raise UsageError(f"{place}: there is no division with the code {other}.")
    if entity_type is EntityType.PLACE and decision == "different":
        raise UsageError(f"{place}: say which place “{name}” is instead: same, Place, {name} and a division code.")
    normalise = normalise_slogan if entity_type is EntityType.SLOGAN else normalise_name
    return Decision(same=decision == "same", type=entity_type, name=normalise(name), other=normalise(other))


def _check_names(found: Mapping[Decision, str]) -> None:
    same: dict[Name, str] = {}
    for each, place in found.items():
        if each.name == each.other:
            raise UsageError(f"{place}: “{each.name}” and “{each.other}” are one name already; give two.")
        if each.same and same.setdefault((each.type, each.name), each.other) != each.other:
            other = same[each.type, each.name]
            raise UsageError(f"{place}: an earlier row takes “{each.name}” for “{other}”; keep one of the two.")
    for each, place in found.items():
        ends = [_follow(same, each.type, name) for name in (each.name, each.other)]
        if None in ends:
            raise UsageError(f"{place}: the rows lead from “{each.name}” back to itself; choose one name as the last.")
        if not each.same and ends[0] == ends[1]:
            raise UsageError(f"{place}: other rows say that “{each.name}” and “{each.other}” are the same.")


def _follow(same: Mapping[Name, str], kind: EntityType, name: str) -> str | None:
    """The last name of the chain that starts at a name; None when it runs in a circle."""
    seen = {name}
    while (kind, name) in same:
        name = same[kind, name]
        if name in seen:
            return None
        seen.add(name)
    return name
