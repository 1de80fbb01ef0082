"""Type and name in, the canonical name of a thing that all reports share out, where it is one we know.

The list is kg/data/link/known.tsv; it holds what no rule can tell: 进博会 is 中国国际进口博览会.
"""

import re
from collections.abc import Mapping
from functools import cache

from kg.link.normalise import normalise_name
from kg.link.words import list_words, match_words
from kg.model import EntityType
from kg.resources import read_data


@cache
def list_known() -> Mapping[tuple[EntityType, str], str]:
    """Type and any name → canonical name, both in normal form."""
    known: dict[tuple[EntityType, str], str] = {}
    for line in read_data("link/known.tsv").splitlines():
        if line.startswith("#"):
            continue
        kind, name, others = (line + "\t").split("\t")[:3]
        canonical = normalise_name(name)
        for each in (name, *filter(None, others.split("|"))):
            known[EntityType(kind), normalise_name(each)] = canonical
    return known


def find_known(kind: EntityType, name: str) -> str | None:
    """The canonical name, or None for a thing that the list does not have."""
    return list_known().get((kind, name))


def is_shared(kind: EntityType, name: str) -> bool:
    """Whether a name says itself that it means one thing for the whole country: 山东大学, X有限公司, 沪昆高铁."""
    if kind in {EntityType.ORGANIZATION, EntityType.EVENT}:
        starts = len(name) > 3 and name.startswith(list_words("national_start"))
        return starts or name.endswith(list_words("national_end"))
    if kind is EntityType.ENTERPRISE:
        return name.startswith(("中国", "国家")) or (len(name) > 6 and name.endswith(list_words("company_end")))
    return kind in {EntityType.FACILITY, EntityType.PROJECT} and bool(_line_pattern().fullmatch(name))


@cache
def _line_pattern() -> re.Pattern[str]:
    """A road or railway between places, but not a thing beside it."""
    return re.compile(rf"(?!.*{match_words('beside_line')}).*?[一-鿿A-Z\d]{{2}}{match_words('line')}.*")
