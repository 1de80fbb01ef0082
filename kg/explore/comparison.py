"""Two places, or one place in two years, in; what both do, what only one does, and their figures side by side out.

A place does what its own things do: the park of a town that wins an honour wins it for the town. Where a year is given,
it is the year that a fact is about, so 嵊州市@2023 has what was planned for 2023 and what was done in it, whichever
report says so.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.explore.lookup import Side, find_side
from kg.explore.reading import read_deeds, read_figures
from kg.explore.values import Claim, Figure, Thing
from kg.model import Predicate
from kg.store import Store
from kg.view.labels import read_labels

_LEFT_OUT = {Predicate.LOCATED_IN, Predicate.PART_OF, Predicate.LEADS}  # what a place is, not what it does


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A thing that a place does something with; the claims are sorted by year."""

    thing: Thing
    claims: tuple[Claim, ...]

    @property
    def statuses(self) -> tuple[str, ...]:
        """How far it has come, without repeats, in the order of the years."""
        return tuple(dict.fromkeys(claim.status for claim in self.claims))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The things of one type: pairs that both sides have, then those of one side only."""

    type: str
    both: tuple[tuple[Item, Item], ...]
    only_first: tuple[Item, ...]
    only_second: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePair:
    """One indicator of both sides: of the latest period that both have, else of the latest of each."""

    name: str
    kind: str
    status: str
    first: Figure | None
    second: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two sides beside each other. Groups are in the order of the legend; figures that both have come first."""

    first: Side
    second: Side
    groups: tuple[Group, ...]
    figures: tuple[FigurePair, ...]


def compare_places(store: Store, first: str, second: str) -> Comparison:
    """Two places, each perhaps in one year, beside each other.

    Raises:
        NotFoundError: there is no such place; with near names.
    """
    sides = find_side(store, first), find_side(store, second)
    items = [_gather(store, side) for side in sides]
    figures = [_in_year(read_figures(store, [side.place.iri]), side.year) for side in sides]
    return Comparison(
        first=sides[0],
        second=sides[1],
        groups=_group(items[0], items[1]),
        figures=_pair(figures[0], figures[1]),
    )


def _gather(store: Store, side: Side) -> dict[str, Item]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in read_deeds(store, side.place.iri):
        if claim.predicate not in _LEFT_OUT and claim.object != side.place and side.year in {0, claim.year}:
            found[claim.object.iri].append(claim)
    return {iri: Item(thing=said[0].object, claims=tuple(said)) for iri, said in found.items()}


def _group(first: dict[str, Item], second: dict[str, Item]) -> tuple[Group, ...]:
    groups = (
        Group(
            type=kind,
            both=tuple((item, second[item.thing.iri]) for item in _of_type(first, kind) if item.thing.iri in second),
            only_first=tuple(item for item in _of_type(first, kind) if item.thing.iri not in second),
            only_second=tuple(item for item in _of_type(second, kind) if item.thing.iri not in first),
        )
        for kind in read_labels("type")
    )
    return tuple(group for group in groups if group.both or group.only_first or group.only_second)


def _of_type(items: dict[str, Item], kind: str) -> list[Item]:
    return sorted((item for item in items.values() if item.thing.type == kind), key=lambda item: item.thing)


def _in_year(figures: Iterable[Figure], year: int) -> list[Figure]:
    return [figure for figure in figures if year in {0, figure.year}]


def _pair(first: list[Figure], second: list[Figure]) -> tuple[FigurePair, ...]:
    found = _by_indicator(first), _by_indicator(second)
    pairs = []
    for indicator, kind, status in sorted({*found[0], *found[1]}):
        sides = tuple(side.get((indicator, kind, status), {}) for side in found)
        periods = sides[0].keys() & sides[1].keys()
        chosen = [side[max(periods or side, key=lambda period: _age(side[period]))] if side else None for side in sides]
        name = next(figure.name for figure in chosen if figure)
        pairs.append(FigurePair(name=name, kind=kind, status=status, first=chosen[0], second=chosen[1]))
    return tuple(sorted(pairs, key=lambda p: (p.first is None or p.second is None, p.name, p.kind, p.status)))


def _by_indicator(figures: Iterable[Figure]) -> dict[tuple[str, str, str], dict[str, Figure]]:
    """The first figure of each indicator, kind, status and period."""
    found: dict[tuple[str, str, str], dict[str, Figure]] = defaultdict(dict)
    for figure in figures:
        found[figure.indicator, figure.kind, figure.status].setdefault(figure.period, figure)
    return found


def _age(figure: Figure) -> tuple[int, bool, str]:
    """The latest year first, in it the whole year before its parts."""
    return figure.year, figure.period.isdigit(), figure.period
