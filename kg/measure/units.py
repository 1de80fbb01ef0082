"""units.tsv in, units by their written form out, with the pattern that finds the longest one.

A classifier that also begins a word (项目, 人民, 条例) has in the file what may not follow it.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.resources import read_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit or classifier. A number of it times `factor` is a number of `code`."""

    zh: str
    code: str
    factor: Decimal
    dimension: str
    not_before: str = ""  # 项 but not 项目


NO_UNIT = Unit(zh="", code="1", factor=Decimal(1), dimension="bare")
DOUBLING = Unit(zh="番", code="%", factor=Decimal(1), dimension="times")


@cache
def load_units() -> dict[str, Unit]:
    """All units by what reports write."""
    units = {}
    for line in read_data("measure/units.tsv").splitlines():
        if line and not line.startswith("#"):
            zh, code, factor, dimension, other = line.split("\t")
            units[zh] = Unit(zh=zh, code=code, factor=Decimal(factor), dimension=dimension, not_before=other)
    return units


@cache
def unit_pattern() -> str:
    """A pattern that matches the longest unit first."""
    units = sorted(load_units().values(), key=lambda unit: (-len(unit.zh), unit.zh))
    return "|".join(re.escape(u.zh) + (f"(?!{u.not_before})" if u.not_before else "") for u in units)
