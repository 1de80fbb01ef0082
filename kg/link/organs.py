"""The short name of a state or party body and its place in, the full name out: 镇党委 → 中共山下湖镇委员会.

Every place has the same organs; kg/data/link/organs.tsv says how they are called in full.
"""

import re
from collections.abc import Mapping
from functools import cache

from kg.model import Entity
from kg.resources import read_data

_PARTY = re.compile(r"中共(.+?)(委员会|工作委员会|委)")
_BARE = frozenset({"委", "委员会"})  # only after a place or a level word


@cache
def list_organs() -> Mapping[str, str]:
    """Form → full name with {place} in it."""
    return {form: template for form, (template, _) in _read_organs().items()}


@cache
def _read_organs() -> Mapping[str, tuple[str, str]]:
    """Form → full name and the lowest level that has such an organ, if not every one."""
    lines = (line for line in read_data("link/organs.tsv").splitlines() if line and not line.startswith("#"))
    return {form: (template, rest) for form, template, rest in ((line + "\t").split("\t")[:3] for line in lines)}


def name_organ(form: str, place: Entity) -> str | None:
    """The full name of an organ of a place, or None where the form is no organ."""
    template = list_organs().get(form)
    return template.format(place=place.name) if template else None


def needs_county(form: str) -> bool:
    """Whether towns have no such organ, so that in a town's report the county's is meant: 政协."""
    return _read_organs()[form][1] == "county"


def is_bare_organ(name: str) -> bool:
    """Whether a name is an organ without any place or level: 人大, 政协, 党委."""
    return name in list_organs() and name not in _BARE


def split_party(name: str) -> tuple[str, str]:
    """中共诸暨市委 as place and organ: 诸暨市, 委. Two empty strings where it is no committee of a place."""
    match = _PARTY.fullmatch(name)
    if not match:
        return "", ""
    return match[1], "党工委" if match[2].startswith("工作") else "委"
