"""Text in, quantities out: the numbers with their units and bounds, measure or not.

One pass of one pattern over each sentence; the words that bind a number from the left (超, 近, 不低于) are looked for
behind each match, because a pattern that may start with them would have to be tried at every character.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.measure.numerals import ARABIC, CHINESE, read_numeral
from kg.measure.units import NO_UNIT, Unit, load_units, unit_pattern
from kg.measure.words import load_words, pattern_of

_PER = r"(?:\s?[/／](?:立方米|平方公里|月|年|天|日|吨|人|亩|公里|千瓦时|度|户|小时|秒|公斤|升)(?:[·.](?:平方公里|人|天|月|年))?)?"
_CLASS = r"(?:[（(](?:户|次|间|段|处|个|套|场|批|人|件|家|座|条|项|栋)[)）])?"
_DASH = r"\s?(?:[-－—–~～至到]{1,2})\s?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit. `core` is where the numeral starts, `start` where the word that bounds it does."""

    start: int
    end: int
    core: int
    numeral: str
    second: str | None  # the end of a range
    unit: Unit
    per: str
    bound: str  # lower, upper, about or nothing

    @property
    def is_arabic(self) -> bool:
        """Whether the numeral is written in digits."""
        return self.numeral[0].isdecimal()

    def values(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Number, lower and upper bound in base units."""
        number, second = read_numeral(self.numeral), read_numeral(self.second) if self.second else None
        if number is None:
            return None, None, None
        if second is not None:
            if number < second and self.second and self.numeral[-1].isdecimal() and self.second[-1] in "万亿":
                number = _with_multiplier(number, self.second)
            low, high = sorted((number * self.unit.factor, second * self.unit.factor))
            return None, low, high
        number *= self.unit.factor
        return number, number if self.bound == "lower" else None, number if self.bound == "upper" else None


def _with_multiplier(number: Decimal, numeral: str) -> Decimal:
    """The first end of 5-6万 in the multiplier of the second."""
    tail = numeral[len(numeral.rstrip("百千万亿")) :]
    return number * (read_numeral("1" + tail) or 1)


@cache
def _quantity() -> re.Pattern[str]:
    unit, after = unit_pattern(), pattern_of("after.lower", "after.upper", "after.about")
    return re.compile(
        rf"(?:(?P<first>{ARABIC})(?:(?:{unit})?{_DASH}(?P<second>{ARABIC}))?|(?P<chinese>{CHINESE}))"
        rf"(?:\s{{0,3}}(?P<unit>{unit})(?P<per>{_PER}{_CLASS})|(?<=[万亿])(?=[\u4e00-\u9fff，。、；,;]))(?:\s?(?P<after>{after}))?"
    )


@cache
def _bounds() -> tuple[tuple[str, str], ...]:
    words = load_words()
    pairs = [(w, name.split(".")[1]) for name in words if name.startswith(("before.", "after.")) for w in words[name]]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@cache
def _leading() -> tuple[str, ...]:
    words = load_words()
    found = [w for name in ("before.lower", "before.upper", "before.about") for w in words[name]]
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def find_quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    """The quantities of `text[start:end]`. Sorted by start. Spans do not overlap."""
    kinds, units = dict(_bounds()), load_units()
    for match in _quantity().finditer(text, start, end):
        core = first = match.start()
        bound = kinds.get(match["after"] or "", "")
        for word in _leading():
            if text.endswith(word, start, core):
                first, bound = core - len(word), kinds[word]
                break
        yield Quantity(
            start=first,
            end=match.end(),
            core=core,
            numeral=match["first"] or match["chinese"],
            second=match["second"],
            unit=units[match["unit"]] if match["unit"] else NO_UNIT,
            per=match["per"] or "",
            bound=bound,
        )
