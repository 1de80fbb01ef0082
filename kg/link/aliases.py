"""The identities and text of one report in, which short names stand for which full ones out.

A report names a thing in full once and briefly after that: 山下湖全球珍珠交易平台, then 交易平台. The short
name is taken for the full one of the same type and scope when there is only one that it can mean.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kg.link.names import Identity, is_generic
from kg.link.normalise import normalise_name
from kg.link.words import list_words, match_words
from kg.model import EntityType

_SHORT = re.compile(r"[:：]?[“‘\"「《]?([^”’\"」》)）]{2,20})[”’\"」》]?[)）]")
_BY_ENDING = {EntityType.ORGANIZATION, EntityType.FACILITY, EntityType.PROJECT, EntityType.EVENT, EntityType.BRAND}
_MIN_ENDING = 4


def find_aliases(identities: Iterable[Identity], text: str) -> Mapping[str, tuple[Identity, str]]:
    """Key of a short name → identity of the full one, with the reason. A full one is never itself an alias."""
    said = _read_abbreviations(text)
    pools: defaultdict[EntityType, list[Identity]] = defaultdict(list)
    for each in {each.key: each for each in sorted(identities, key=lambda each: (each.key, each.reason))}.values():
        if said or each.type in _BY_ENDING or each.type is EntityType.ENTERPRISE:
            pools[each.type].append(each)
    aliases: dict[str, tuple[Identity, str]] = {}
    for short in (each for pool in pools.values() for each in pool):
        rivals = [each for each in pools[short.type] if len(each.name) > len(short.name)]
        if found := _find_full(short, rivals, said):
            aliases[short.key] = found
    return {key: (_follow(full, aliases), reason) for key, (full, reason) in aliases.items()}


def _find_full(short: Identity, rivals: list[Identity], said: Mapping[str, str]) -> tuple[Identity, str] | None:
    if lead := said.get(short.name):
        told = [each for each in rivals if lead.endswith(each.name)]
        if told:
            return max(told, key=lambda each: (len(each.name), each.key)), "abbreviation told in the text"
    if short.type is EntityType.ENTERPRISE:
        return _only([each for each in rivals if is_short_company(short.name, each.name)], "short name of a company")
    if short.type in _BY_ENDING and len(short.name) >= _MIN_ENDING:
        fits = [each for each in rivals if each.scope == short.scope and is_short_ending(short.name, each.name)]
        return _only(fits, "end of a longer name")
    return None


def _only(fits: list[Identity], reason: str) -> tuple[Identity, str] | None:
    return (fits[0], reason) if len(fits) == 1 else None


def _follow(full: Identity, aliases: Mapping[str, tuple[Identity, str]]) -> Identity:
    """The end of a chain of short names; each step makes the name longer, so there is one."""
    while full.key in aliases:
        full = aliases[full.key][0]
    return full


def is_short_ending(short: str, full: str) -> bool:
    """Whether a name is another one without its beginning, unless that beginning counts or contrasts: 第二, 新."""
    if not full.endswith(short) or not short.endswith(list_words("definite_end")) or is_generic(short):
        return False
    return not re.fullmatch(f".*{match_words('contrast')}", full.removesuffix(short))


def is_short_company(short: str, full: str) -> bool:
    """Whether a name is the distinctive part of a company's longer name: 雅迪 of 雅迪科技集团有限公司."""
    core, bare = cut_legal_form(full), cut_legal_form(short)
    return core != full and len(bare) >= 2 and (core.startswith(bare) or (len(bare) >= 3 and bare in core))


@lru_cache(maxsize=4096)
def cut_legal_form(name: str) -> str:
    """A company's name without its legal form and bracketed places: 雅迪科技 of 雅迪科技集团有限公司."""
    bare = re.sub(rf"[(][^)]*[)]|(?:控股)?(?:集团)?(?:股份)?{match_words('legal_form')}$", "", name)
    return bare or name


def _read_abbreviations(text: str) -> Mapping[str, str]:
    """Short name → the words before “(简称…)”, both in normal form."""
    told: dict[str, str] = {}
    at = text.find("简称")
    while at >= 0:
        if match := _SHORT.match(text, at + 2):
            lead = text[max(0, at - 44) : at].removesuffix("以下").rstrip("(（")
            told[normalise_name(match[1])] = normalise_name(lead)
        at = text.find("简称", at + 2)
    return told
