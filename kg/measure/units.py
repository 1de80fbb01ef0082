"""units.tsv in, units by their written form out, with the pattern that finds the longest one.

A classifier that also begins a word (项目, 人民, 条例) has in the file what may not follow it.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from kg.resources import read_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit or classifier. A number of it times `factor` is a number of `code`."""

    zh: str
    code: str
    factor: Fraction
    dimension: str
    not_before: str = ""  # 项 but not 项目

    def code_per(self, per: str) -> str:
        """The code of 微克 in 微克/立方米: ug/m3."""
        base = _PER.get(per.strip(" /／"))
        return f"{self.code}/{base}" if base else self.code

    def convert(self, number: Decimal) -> Decimal:
        """The number in base units, without zeros at its end, to two places where the factor is no decimal."""
        whole = number * self.factor.numerator
        if self.factor.denominator == 1:
            return _trim(whole)
        value = whole / self.factor.denominator
        return _trim(value if self.factor.denominator % 3 else value.quantize(Decimal("0.01")))


NO_UNIT = Unit(zh="", code="1", factor=Fraction(1), dimension="bare")
_PER = {
    "立方米": "m3",
    "平方公里": "km2",
    "月": "mo",
    "年": "a",
    "天": "d",
    "日": "d",
    "吨": "t",
    "公里": "km",
    "千瓦时": "kW.h",
    "度": "kW.h",
    "小时": "h",
    "秒": "s",
    "公斤": "kg",
    "升": "L",
}
DOUBLING = Unit(zh="番", code="%", factor=Fraction(1), dimension="times")


def _trim(number: Decimal) -> Decimal:
    number = number.normalize()
    return number.quantize(Decimal(1)) if number.is_zero() or number.as_tuple().exponent > 0 else number  # type: ignore[operator]


@cache
def load_units() -> dict[str, Unit]:
    """All units by what reports write."""
    units = {}
    for line in read_data("measure/units.tsv").splitlines():
        if line and not line.startswith("#"):
            zh, code, factor, dimension, other = line.split("\t")
            units[zh] = Unit(zh=zh, code=code, factor=Fraction(factor), dimension=dimension, not_before=other)
    return units


@cache
def unit_pattern() -> str:
    """A pattern that matches the longest unit first."""
    units = sorted(load_units().values(), key=lambda unit: (-len(unit.zh), unit.zh))
    return "|".join(re.escape(u.zh) + (f"(?!{u.not_before})" if u.not_before else "") for u in units)
