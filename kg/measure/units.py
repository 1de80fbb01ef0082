"""units.tsv in, units by their written form out, with the pattern that finds the longest one."""

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


NO_UNIT = Unit(zh="", code="1", factor=Decimal(1), dimension="bare")


@cache
def load_units() -> dict[str, Unit]:
    """All units by what reports write."""
    units = {}
    for line in read_data("measure/units.tsv").splitlines():
        if line and not line.startswith("#"):
            zh, code, factor, dimension = line.split("\t")
            units[zh] = Unit(zh=zh, code=code, factor=Decimal(factor), dimension=dimension)
    return units


@cache
def unit_pattern() -> str:
    """A pattern that matches the longest unit first."""
    return "|".join(re.escape(zh) for zh in sorted(load_units(), key=lambda zh: (-len(zh), zh)))
