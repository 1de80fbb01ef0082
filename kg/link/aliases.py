"""The identities and text of one report in, which short names stand for which full ones out.

A report names a thing in full once and briefly after that: 山下湖全球珍珠交易平台, then 交易平台. The short
name is taken for the full one of the same type and scope when there is only one that it can mean.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.link.names import Identity
from kg.link.normalise import normalise_name
from kg.link.prefixes import is_generic
from kg.link.words import list_words, match_words
from kg.model import EntityType

_SHORT = re.compile(r"[:：]?[“‘\"「《]?([^”’\"」》)）]{2,20})[”’\"」》]?[)）]")
_MIN_ENDING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasRule:
    """When a short name may stand for a longer one; `unique` asks that only one longer name fits."""

    types: frozenset[EntityType]
    joins: Callable[[Identity, Identity], bool]
    reason: str
    unique: bool = True


def find_aliases(identities: Iterable[Identity], text: str) -> Mapping[str, tuple[Identity, str]]:
    """Key of a short name → identity of the full one, with the reason. A full one is never itself an alias."""
    said = _read_abbreviations(text)
    pools: defaultdict[EntityType, list[Identity]] = defaultdict(list)
    for each in {each.key: each for each in sorted(identities, key=lambda each: (each.key, each.reason))}.values():
        if said or each.type in _SHORTENED:
            pools[each.type].append(each)
    aliases: dict[str, tuple[Identity, str]] = {}
    for pool in pools.values():
        ranked = sorted(pool, key=_rank)
        for index, short in enumerate(ranked):
            if found := _find_full(short, ranked[index + 1 :], said):
                aliases[short.key] = found
    return {key: (_follow(full, aliases), reason) for key, (full, reason) in aliases.items()}


def _find_full(short: Identity, rivals: list[Identity], said: Mapping[str, str]) -> tuple[Identity, str] | None:
    lead = said.get(short.name)
    if lead and (told := [each for each in rivals if lead.endswith(each.name)]):
        return max(told, key=_rank), "abbreviation told in the text"
    for rule in (rule for rule in _RULES if short.type in rule.types):
        fits = [each for each in rivals if rule.joins(short, each)]
        if fits and (len(fits) == 1 or not rule.unique):
            return max(fits, key=_rank), rule.reason
    return None


def _rank(identity: Identity) -> tuple[int, str]:
    return len(identity.name), identity.key


def _follow(full: Identity, aliases: Mapping[str, tuple[Identity, str]]) -> Identity:
    """The end of a chain of short names; each step makes the name longer, so there is one."""
    while full.key in aliases:
        full = aliases[full.key][0]
    return full


def is_short_ending(short: Identity, full: Identity) -> bool:
    """Whether a name is another one without its beginning, unless that beginning counts or contrasts: 第二, 新."""
    if len(short.name) < _MIN_ENDING or full.scope not in {short.scope, None} or not full.name.endswith(short.name):
        return False
    if not short.name.endswith(list_words("definite_end")) or is_generic(short.name):
        return False
    return not re.fullmatch(f".*{match_words('contrast')}", full.name.removesuffix(short.name))


def is_same_work(short: Identity, full: Identity) -> bool:
    """Whether two projects differ by 项目 or 工程 behind what is done: …改扩建项目二期 and …改扩建工程二期."""
    plain, other = (re.sub(r"(?<=[建造治升修新])(?:项目|工程)|(?:项目|工程)$", "", each.name) for each in (short, full))
    return short.scope == full.scope and plain == other


def is_without_class_noun(short: Identity, full: Identity) -> bool:
    """Whether a programme is another one without 行动, 计划 or 三年行动 behind it."""
    if not full.name.startswith(short.name):
        return False
    noun = full.name.removeprefix(short.name)
    return noun != full.name and noun.lstrip("一二三四五六七八九十年") in list_words("class_noun")


def is_initials(short: Identity, full: Identity) -> bool:
    """Whether a name picks characters of a university's name, in order and from the first: 江理工 of 江苏理工学院."""
    ends = ("大学", "学院")
    if len(short.name) < 3 or not full.name.endswith(ends) or short.name.endswith(ends):
        return False
    rest = iter(full.name)
    return short.name[0] == full.name[0] and all(character in rest for character in short.name)


def is_without_nation(short: Identity, full: Identity) -> bool:
    """Whether an honour is another one without 全国."""
    return full.name == f"全国{short.name}"


def is_short_company(short: Identity, full: Identity) -> bool:
    """Whether a name is the distinctive part of a company's longer name: 雅迪 of 雅迪科技集团有限公司."""
    core, bare = cut_legal_form(full.name), cut_legal_form(short.name)
    return core != full.name and len(bare) >= 2 and (core.startswith(bare) or (len(bare) >= 3 and bare in core))


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


_RULES = (
    AliasRule(types=frozenset({EntityType.ENTERPRISE}), joins=is_short_company, reason="short name of a company"),
    AliasRule(types=frozenset({EntityType.HONOUR}), joins=is_without_nation, reason="honour without 全国"),
    AliasRule(
        types=frozenset({EntityType.PROJECT}), joins=is_same_work, reason="the same work as 项目 or 工程", unique=False
    ),
    AliasRule(types=frozenset({EntityType.PROGRAM}), joins=is_without_class_noun, reason="suffix variant"),
    AliasRule(types=frozenset({EntityType.ORGANIZATION}), joins=is_initials, reason="abbreviation of a school"),
    AliasRule(
        types=frozenset(map(EntityType, ("Organization", "Facility", "Project", "Event", "Brand"))),
        joins=is_short_ending,
        reason="end of a longer name",
    ),
)
_SHORTENED = frozenset(kind for rule in _RULES for kind in rule.types)
