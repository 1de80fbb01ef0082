"""A place in, what it planned, carried on and finished year by year out: one line for each thing that it works on.

A plan counts as kept when the same thing is reported as done in the planned year or later; by which verb does not
matter, since an honour is first targeted and then awarded.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kg.explore.comparison import Item
from kg.explore.lookup import find_side
from kg.explore.reading import read_deeds
from kg.explore.values import Claim, Thing
from kg.model import Predicate, Status
from kg.store import Store
from kg.view.labels import read_labels

_LEFT_OUT = {Predicate.LOCATED_IN, Predicate.PART_OF, Predicate.LEADS}


class Outcome(StrEnum):
    """What became of a thing that a place works on."""

    KEPT = "kept"  # planned, and done in that year or later
    UNDER_WAY = "underWay"  # planned, and going on in that year or later
    OPEN = "open"  # planned, and nothing more is said of it
    UNPLANNED = "unplanned"  # done or going on, and no report planned it before


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing through the years."""

    item: Item
    outcome: Outcome

    def statuses(self, year: int) -> tuple[str, ...]:
        """How far it was in a year: done, ongoing, planned."""
        found = {claim.status for claim in self.item.claims if claim.year == year}
        return tuple(status.value for status in Status if status.value in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All that a place works on. Lines are in the order of the legend, then of their first year; 0 is no year."""

    place: Thing
    years: tuple[int, ...]
    lines: tuple[Line, ...]


def trace_place(store: Store, place: str, *, kind: str | None = None) -> Timeline:
    """The timeline of a place, of all its things or of those of one type.

    Raises:
        NotFoundError: there is no such place; with near names.
    """
    thing = find_side(store, place).place
    return make_timeline(thing, read_deeds(store, thing.iri), kind=kind)


def make_timeline(place: Thing, claims: Iterable[Claim], *, kind: str | None = None) -> Timeline:
    """The timeline that claims make."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims):
        if claim.predicate not in _LEFT_OUT and claim.object != place and kind in {None, claim.object.type}:
            found[claim.object.iri].append(claim)
    items = [Item(thing=said[0].object, claims=tuple(said)) for said in found.values()]
    return Timeline(
        place=place,
        years=tuple(sorted({claim.year for item in items for claim in item.claims})),
        lines=tuple(Line(item=item, outcome=judge(item.claims)) for item in sorted(items, key=_rank)),
    )


def judge(claims: Iterable[Claim]) -> Outcome:
    """What became of a thing, by all that is said of it."""
    years: dict[str, list[int]] = defaultdict(list)
    for claim in claims:
        years[claim.status].append(claim.year)
    if not (plans := years[Status.PLANNED]):
        return Outcome.UNPLANNED
    first = min(plans)
    if any(year >= first for year in years[Status.DONE]):
        return Outcome.KEPT
    return Outcome.UNDER_WAY if any(year >= first for year in years[Status.ONGOING]) else Outcome.OPEN


def _rank(item: Item) -> tuple[int, int, Thing]:
    kinds = list(read_labels("type"))
    return (kinds.index(item.thing.type) if item.thing.type in kinds else len(kinds)), item.claims[0].year, item.thing
