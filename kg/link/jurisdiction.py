"""A document in, the place whose report it is out, with code and parents.

The text decides; the file name is asked only where the text says nothing. Homonyms (there are 17 towns called 温泉镇)
are told apart by the places around them that the text mentions.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.errors import NotFoundError, UsageError
from kg.gazetteer import Division, Gazetteer, load_gazetteer
from kg.link.evidence import Evidence, common_words, gather_evidence
from kg.model import Document, Jurisdiction, Level

COUNTRY = Jurisdiction(name="中华人民共和国", short="中国", level=Level.COUNTRY, organ="国务院")
_OUTER_WEIGHTS = {Level.COUNTY: 4, Level.CITY: 3, Level.PROVINCE: 2}
_COUNTY_WORDS = frozenset("县区市旗")
_OTHER_LEVEL = 12  # plain mentions that a place of another level word must have more
_ENOUGH = 6  # plain mentions without which a place that never stands in a telling position is not taken
_SURE = 60  # from here on a text speaks of a place, even where a body of the state issued it
_STRONG = 20  # a name that stands once in a telling position outweighs this many plain mentions


def resolve_jurisdiction(document: Document, *, override: str | None = None) -> Jurisdiction:
    """The place whose report a document is; `override` is a code or name that wins over the text.

    Raises:
        NotFoundError: no division has the overriding code or name.
        UsageError: more than one division has the overriding name.
    """
    if override:
        return describe(choose_division(override))
    evidence = gather_evidence(document.text)
    if evidence.national:
        return COUNTRY
    unlisted = find_unlisted(evidence)
    division, score = find_division(evidence)
    if unlisted and evidence.telling[unlisted.name] > score:
        return unlisted
    if evidence.issuer is not None and score < _SURE:
        return replace(COUNTRY, organ=evidence.issuer)
    return describe(division) if division else find_in_file_name(document.name, evidence)


def describe(division: Division) -> Jurisdiction:
    """The jurisdiction of a listed division."""
    parents = load_gazetteer().ancestors_of(division.code)
    return Jurisdiction(
        name=division.name,
        short=division.short,
        level=division.level,
        organ=f"{division.name}人民政府",
        code=division.code,
        parents=tuple(parent.name for parent in parents),
    )


def choose_division(asked: str) -> Division:
    """The one division that a user's code or name means."""
    gazetteer = load_gazetteer()
    if asked.isdecimal():
        padded = asked.ljust(6, "0")
        if division := gazetteer.find_code(padded):
            return division
        raise NotFoundError("division", asked, [code for code in gazetteer.rows if code.startswith(asked[:6])][:3])
    found = gazetteer.find_name(asked, exact=True) or gazetteer.find_path(asked)
    if not found:
        raise NotFoundError("division", asked, gazetteer.near_names(asked))
    if len(found) > 1:
        names = ", ".join(f"{each.code} {spell_out(each)}" for each in found[:20])
        raise UsageError(f"{len(found)} divisions are called {asked}: give the code of one of them. They are {names}.")
    return found[0]


def spell_out(division: Division) -> str:
    """The name with all parents before it: 浙江省绍兴市诸暨市山下湖镇."""
    parents = load_gazetteer().ancestors_of(division.code)
    return "".join([*(parent.name for parent in reversed(parents)), division.name])


def find_division(evidence: Evidence) -> tuple[Division | None, int]:
    """The listed division that the text speaks of and how much; None where no one stands out."""
    gazetteer = load_gazetteer()
    scores = {
        division: (own, score_context(division, gazetteer=gazetteer, evidence=evidence))
        for division in list_candidates(evidence, gazetteer)
        if (own := score_name(division, evidence)) > 0
    }
    if not scores:
        return None, 0
    ranked = sorted(scores, key=lambda each: (-sum(scores[each]), each.code))
    best = ranked[0]
    if best.name not in evidence.telling and not is_enough(scores[best][0], evidence):
        return None, 0
    rivals = [each for each in ranked[1:] if each.name == best.name and scores[each] == scores[best]]
    return (None if rivals else best), scores[best][0]


def is_enough(score: int, evidence: Evidence) -> bool:
    """Whether plain mentions suffice: one where a speaker reports on the level at hand, several elsewhere."""
    return evidence.word is not None and (evidence.spoken or score >= _ENOUGH)


def list_candidates(evidence: Evidence, gazetteer: Gazetteer) -> tuple[Division, ...]:
    """The divisions of the level that the text calls its own, by the names it mentions."""
    names = {*evidence.telling, *evidence.counts, *evidence.towns}
    found = {each.code: each for name in sorted(names) for each in _find_mentioned(name, gazetteer)}
    return tuple(each for each in found.values() if fits_level(each, evidence.word))


def _find_mentioned(name: str, gazetteer: Gazetteer) -> Iterable[Division]:
    for division in gazetteer.find_name(name):
        if division.level is not Level.TOWN or name == division.name:
            yield division


def fits_level(division: Division, word: str | None) -> bool:
    """Whether a place can call itself so: 自治州 and 州, 市 and 市; 区 and 县, since counties become districts."""
    if word in {None, "地区"} or says_level(division, word):
        return True
    return word in _COUNTY_WORDS and division.level is Level.COUNTY


def says_level(division: Division, word: str | None) -> bool:
    """Whether the level word is the last word of the name."""
    return division.name.endswith(word or "") and not (word == "区" and division.name.endswith("自治区"))


def score_name(division: Division, evidence: Evidence) -> int:
    """How much the text speaks of a place by its name; less where the place has another level word today."""
    weight = evidence.telling.get(division.name, 0)
    score = weight + _STRONG if weight else 0
    if division.level is Level.TOWN:
        return score + 2 * evidence.towns.get(division.name, 0)
    common = common_words()
    for name in division.names:
        if name not in common:
            score += min(evidence.counts.get(name, 0), 60) * (2 if name == division.name else 1)
    return score if weight or says_level(division, evidence.word) else score - _OTHER_LEVEL


def score_context(division: Division, *, gazetteer: Gazetteer, evidence: Evidence) -> int:
    """How much the text speaks of the places around and inside one."""
    score = 0
    for outer in gazetteer.ancestors_of(division.code):
        if _count(outer, evidence.counts):
            score += _OUTER_WEIGHTS[outer.level]
    inner = evidence.counts if division.level in {Level.PROVINCE, Level.CITY} else evidence.towns
    for name in inner:
        if any(gazetteer.parent_of(code) == division.code for code in gazetteer.codes.get(name, "").split()):
            score += 3
    return score


def _count(division: Division, counts: Mapping[str, int]) -> int:
    return sum(counts.get(name, 0) for name in division.names)


def find_unlisted(evidence: Evidence) -> Jurisdiction | None:
    """A place that is in no list, such as a new area, where it stands in a telling position."""
    gazetteer = load_gazetteer()
    unlisted = {name: weight for name, weight in evidence.telling.items() if name not in gazetteer.codes}
    if not unlisted:
        return None
    name = max(sorted(unlisted), key=lambda each: unlisted[each])
    return Jurisdiction(
        name=name,
        short=re.sub(r"(新区|开发区|管理区|度假区)$", "", name),
        organ=f"{name}管理委员会",
        parents=find_parents(evidence.counts),
    )


def find_parents(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The city that a text speaks of most, with its province."""
    gazetteer = load_gazetteer()
    cities = [each for name in sorted(counts) for each in gazetteer.find_name(name) if each.level is Level.CITY]
    if not cities:
        return ()
    city = max(cities, key=lambda each: (_count(each, counts), each.code))
    return (city.name, *(outer.name for outer in gazetteer.ancestors_of(city.code)))


def find_in_file_name(name: str, evidence: Evidence) -> Jurisdiction:
    """The place that a file name begins with, else one that is only a name."""
    gazetteer = load_gazetteer()
    chunk = re.split(r"[_\-—\s\d(（]", name)[0].removesuffix("政府工作报告").removesuffix("人民政府")
    for end in range(len(chunk), 1, -1):
        found = [each for each in gazetteer.find_path(chunk[:end]) if each.level is not Level.TOWN or end > 4]
        if found:
            best = max(found, key=lambda each: (fits_level(each, evidence.word), -len(each.code), each.code))
            return describe(best)
    return Jurisdiction(name=chunk or name, short=chunk or name)
