"""Notations of periods in, years, days and triples out: 2021-H1 is 2021-01-01 to 2021-06-30.

Years are written as integers too, because some stores compare xsd:gYear wrongly without saying so.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rdflib.namespace import RDFS, TIME

from kg.rdf.iris import Iris
from kg.rdf.terms import Row, Triple, day, integer, node, plain, triples
from kg.vocabulary import PK

_PART: Final = re.compile(
    r"(?P<year>[1-9]\d{3})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-2]\d|3[01]))?))?"
)

_REF_PERIOD: Final = node(PK.refPeriod)
_PERIOD: Final = node(PK.period)
_LABEL: Final = node(RDFS.label)
_START_DATE: Final = node(PK.startDate)
_END_DATE: Final = node(PK.endDate)
_START_YEAR: Final = node(PK.startYear)
_YEAR: Final = node(PK.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A closed span of days."""

    notation: str
    start: str
    end: str

    @property
    def start_year(self) -> int:
        """The year in which it begins."""
        return int(self.start[:4])

    @property
    def year(self) -> int:
        """The year in which it ends."""
        return int(self.end[:4])


@lru_cache(maxsize=4096)
def parse_period(notation: str | None) -> Period | None:
    """The period that a notation means; None when it means none.

    >>> parse_period("2021-H1").end
    '2021-06-30'
    """
    first, _, last = (notation or "").partition("/")
    begin, finish = _days_of(first), _days_of(last or first)
    if notation is None or begin is None or finish is None or begin[0] > finish[1]:
        return None
    return Period(notation=notation, start=begin[0], end=finish[1])


def _days_of(part: str) -> tuple[str, str] | None:
    if not (match := _PART.fullmatch(part)):
        return None
    year = int(match["year"])
    first, last = _months_of(match)
    length = calendar.monthrange(year, last)[1]
    if match["day"]:
        return (part, part) if 1 <= int(match["day"]) <= length else None
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{length}"


def _months_of(match: re.Match[str]) -> tuple[int, int]:
    if match["half"]:
        return (1, 6) if match["half"] == "1" else (7, 12)
    if match["quarter"]:
        last = int(match["quarter"]) * 3
        return last - 2, last
    return (int(match["month"]), int(match["month"])) if match["month"] else (1, 12)


def period_rows(notation: str | None, iris: Iris) -> tuple[Row, ...]:
    """What a statement or measure says of its period; nothing when there is none."""
    if (period := parse_period(notation)) is None:
        return ()
    return (*_year_rows(period), (_REF_PERIOD, node(iris.period(period.notation))))


def notation_row(notation: str | None) -> Row:
    """The notation alone, for sections and sentences."""
    period = parse_period(notation)
    return _PERIOD, plain(period.notation if period else None)


def describe_periods(notations: set[str], iris: Iris) -> Iterator[Triple]:
    """The periods themselves."""
    for period in filter(None, map(parse_period, sorted(notations))):
        rows = (
            (_LABEL, plain(period.notation)),
            *_year_rows(period),
            (_START_DATE, day(period.start)),
            (_END_DATE, day(period.end)),
        )
        yield from triples(iris.period(period.notation), (PK.Period, TIME.ProperInterval), rows)


def _year_rows(period: Period) -> tuple[Row, ...]:
    return (
        (_PERIOD, plain(period.notation)),
        (_START_YEAR, integer(period.start_year)),
        (_YEAR, integer(period.year)),
    )
