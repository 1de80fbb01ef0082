"""Text in, quantities out: the numbers with their units and bounds, measure or not.

One pass of one pattern over each sentence; the words that bind a number from the left (超, 近, 不低于) are looked for
behind each match, because a pattern that may start with them would have to be tried at every character.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.measure.numerals import ARABIC, CHINESE, FRACTION, HANZI, read_fraction, read_numeral
from kg.measure.units import DOUBLING, NO_UNIT, Unit, load_units, unit_pattern
from kg.measure.words import load_words, pattern_of

_BASES = "立方米|平方公里|月|年|天|日|吨|人|亩|公里|千瓦时|度|户|小时|秒|公斤|升"
_PER = rf"(?:\s?[/／](?:{_BASES})(?:[·.](?:平方公里|人|天|月|年))?)?"
_CLASS = r"(?:[（(](?:户|次|间|段|处|个|套|场|批|人|件|家|座|条|项|栋)[)）])?"
_DASH = r"\s?(?:[-－—–~～至到]{1,2})\s?"
_WORDS = rf"(?P<fraction>{FRACTION})|翻(?P<times>了?[一两]?)番|(?P<twice>翻倍|倍增(?=[，。、；,;]))"
_BARE = r"(?<=[万亿])(?=[\u4e00-\u9fff，。、；,;])"

Values = tuple[Decimal | None, Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit. `core` is where the numeral starts, `start` where the word that bounds it does."""

    start: int
    end: int
    core: int
    numeral: str
    second: str | None = None  # the end of a range
    unit: Unit
    per: str = ""
    bound: str  # lower, upper, about or nothing

    @property
    def is_arabic(self) -> bool:
        """Whether the numeral is written in digits."""
        return self.numeral[0].isdecimal()

    def values(self) -> Values:
        """Number, lower and upper bound in base units."""
        if self.second:
            return self._values_of_range(self.second)
        number = self._number()
        if number is None:
            return None, None, None
        return number, number if self.bound == "lower" else None, number if self.bound == "upper" else None

    def _number(self) -> Decimal | None:
        if self.unit is DOUBLING:
            return Decimal(300) if "两" in self.numeral else Decimal(100)
        if "/" in self.numeral or "分之" in self.numeral:
            return read_fraction(self.numeral)
        number = read_numeral(self.numeral)
        return None if number is None else self.unit.convert(number)

    def _values_of_range(self, second: str) -> Values:
        low, high = read_numeral(self.numeral), read_numeral(second)
        if low is None or high is None:
            return None, None, None
        if low < high and self.numeral[-1].isdecimal():
            low *= _multiplier(second)
        low, high = sorted((self.unit.convert(low), self.unit.convert(high)))
        return None, low, high


def _multiplier(numeral: str) -> Decimal:
    """What 5 must be multiplied with in 5-6万."""
    tail = numeral[len(numeral.rstrip("百千万亿")) :]
    return (read_numeral("1" + tail) if tail else None) or Decimal(1)


_TOO_LONG = re.compile(rf"[0-9０-９.,，]{{60,}}|[{HANZI}]{{60,}}")


@cache
def _pattern() -> re.Pattern[str]:
    unit, after = unit_pattern(), pattern_of("after.lower", "after.upper", "after.about")
    number = rf"(?:(?P<first>{ARABIC})(?:(?:{unit})?{_DASH}(?P<second>{ARABIC}))?|(?P<chinese>{CHINESE}))"
    return re.compile(
        rf"(?:{_WORDS}|{number}(?:\s{{0,3}}(?P<unit>{unit})(?P<per>{_PER}{_CLASS})|{_BARE}))(?:\s?(?P<after>{after}))?"
    )


@cache
def _bounds() -> dict[str, str]:
    """What each word around a number makes of it: lower, upper or about."""
    words = load_words()
    return {w: name.split(".")[1] for name in words if name.startswith(("before.", "after.")) for w in words[name]}


@cache
def _leading() -> tuple[str, ...]:
    words = load_words()
    found = [w for name in words if name.startswith("before.") for w in words[name]]
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def find_quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    """The quantities of `text[start:end]`. Sorted by start. Spans do not overlap."""
    stretches = list(_readable(text, start, end))
    for match in (found for first, last in stretches for found in _pattern().finditer(text, first, last)):
        core = first = match.start()
        bound = _bounds().get(match["after"] or "", "")
        for word in _leading():
            if text.endswith(word, start, core):
                first, bound = core - len(word), _bounds()[word]
                break
        yield Quantity(
            start=first,
            end=match.end(),
            core=core,
            numeral=match["first"] or match["chinese"] or match["fraction"] or match.group(),
            second=match["second"],
            unit=_unit(match),
            per=match["per"] or "",
            bound=bound,
        )


def _readable(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What lies between runs of digits that are too long for a number; trying each digit of one would take for ever."""
    for run in _TOO_LONG.finditer(text, start, end):
        yield start, run.start()
        start = run.end()
    yield start, end


def _unit(match: re.Match[str]) -> Unit:
    if match["unit"]:
        return load_units()[match["unit"]]
    if match["fraction"]:
        return load_units()["%"]
    return NO_UNIT if match["first"] or match["chinese"] else DOUBLING
