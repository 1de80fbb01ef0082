"""A report's text in, what it says of its own place out: its level, names in telling positions, and counts of names.

A report names its place at its head (我代表罗店镇人民政府, 在唐县第十七届人民代表大会…), or says only 我代表市人民政府
and lets the reader know; then the place is the one of that level that the text speaks of most.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.gazetteer import Gazetteer, load_gazetteer
from kg.model import Level
from kg.resources import read_data

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

HEAD = 3000
LEVEL_WORDS = ("自治区", "新区", "街道", "地区", "省", "市", "州", "盟", "县", "区", "旗", "镇", "乡")
_WORD = "|".join(LEVEL_WORDS)
_ORDINAL = r"第?[一二三四五六七八九十百零〇\d]+届"
_LONGEST = 14
_NAME = rf"({_WORD})"
_GOVERNMENT = r"(?:人民政府|政府|管理委员会|管委会)"
_VOTES = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        (rf"我谨?代表[一-鿿]{{0,14}}?({_WORD})(?:{_ORDINAL})?{_GOVERNMENT}", 200),
        (rf"({_WORD})人大(?:及其常委会|常委会)?[、和，及](?:\1)?政协", 40),
        (rf"[请位]({_WORD})政协委员", 40),
        (rf"我({_WORD})", 3),
        (rf"全({_WORD})", 1),
    )
)
_TELLING = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        (rf"我谨?代表[一-鿿]{{0,{_LONGEST}}}?{_NAME}(?:{_ORDINAL})?{_GOVERNMENT}", 100),
        (rf"{_NAME}{_ORDINAL}人民代表大会", 40),
        (rf"{_NAME}(?:人民)?政府工作报告", 40),
        (rf"{_NAME}人民政府", 30),
        (rf"{_NAME}代?(?:省长|市长|州长|县长|区长|旗长|镇长|乡长|主席|主任)", 20),
        (rf"{_NAME}(?:党工委|管委会|党委|人大|政府)", 8),
    )
)
_SPOKEN = 40
_NATIONAL = re.compile(r"代表国务院|国务院政府工作报告")
_ISSUER = re.compile(
    r"(?:^|[\s】])((?:中华人民共和国|国家|全国|国务院)[一-鿿]{0,12}?(?:局|部|委员会|总局|办公厅))(?:关于|公告|办公室|令|[、\s])"
    r"|(各省、自治区、直辖市)"
)
_JOINT = re.compile(r".*(?:代表|[日在于向我和与年今对该本、，。：])")
_ZONE = re.compile(r"[一-鿿]{2,8}(?:新区|开发区|管理区|度假区)")
_COUNTY = re.compile(r"[一-鿿]{2,6}[县市区]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a text says of its place. `telling` are names in telling positions with their weight."""

    word: str | None  # the level word of self-reference: 市 of 我代表市人民政府, 全市
    spoken: bool  # a speaker says so: 我代表市人民政府, 请市政协委员
    telling: Mapping[str, int]
    counts: Mapping[str, int]
    towns: Mapping[str, int]
    national: bool  # 我代表国务院
    issuer: str | None  # a body of the state that issues a notice; empty where it is only addressed to all provinces


def gather_evidence(text: str) -> Evidence:
    """All that a text says of the place it is about."""
    word, spoken = find_level_word(text)
    return Evidence(
        word=word,
        spoken=spoken,
        telling=find_telling_names(text),
        counts=count_names(text),
        towns=count_towns(text),
        national=bool(_NATIONAL.search(text[:HEAD])),
        issuer=find_issuer(text),
    )


def find_issuer(text: str) -> str | None:
    """The body of the state that a notice names at its head or foot; empty where it only speaks to all provinces."""
    match = _ISSUER.search(f"{text[:800]}\n{text[-300:]}\n")
    return (match[1] or "") if match else None


def find_level_word(text: str) -> tuple[str | None, bool]:
    """The level word by which a text calls its own place, 镇 where it says 全镇; and whether a speaker says so."""
    votes: Counter[str] = Counter()
    for pattern, weight in _VOTES:
        for match in pattern.finditer(text):
            votes[match[1]] += weight
    word = max(sorted(votes), key=lambda each: votes[each], default=None)
    return word, votes[word] >= _SPOKEN if word else False


def find_telling_names(text: str) -> dict[str, int]:
    """Names of places in telling positions, as long as the gazetteer knows them, else as they stand; with weights."""
    votes: Counter[str] = Counter()
    for pattern, weight in _TELLING:
        scope = text if weight < 20 else text[:HEAD]
        for match in pattern.finditer(scope):
            if name := trim_name(_read_run(scope, match.end(1))):
                votes[name] += weight
    return dict(votes)


def _read_run(text: str, end: int) -> str:
    """The Chinese characters up to a position, as many as a name can have."""
    run = re.search(r"[一-鿿]*$", text[max(0, end - _LONGEST) : end])
    return run[0] if run else ""


def trim_name(chunk: str) -> str | None:
    """The longest end of a chunk that the gazetteer has: 唐县 of 日在唐县; a level word alone is no name.

    A county that has become a district is known by its stem; a new area may be in no list and stands as it is.
    """
    gazetteer = load_gazetteer()
    ends = (chunk[start:] for start in range(len(chunk) - 1))
    if known := next((end for end in ends if end in gazetteer.codes), None):
        return known
    name = _JOINT.sub("", chunk)
    if _ZONE.fullmatch(name):
        return name
    heirs = gazetteer.find_name(name[:-1]) if _COUNTY.fullmatch(name) else ()
    counties = {each.name for each in heirs if each.level is Level.COUNTY}
    return counties.pop() if len(counties) == 1 else None


def count_names(text: str) -> dict[str, int]:
    """How often each name and short form of a province, city or county stands in a text."""
    machine, words = _upper_names()
    found = Counter(index for index, _, _ in machine.find_matches_as_indexes(text))
    return {words[index]: count for index, count in found.items()}


def count_towns(text: str) -> dict[str, int]:
    """How often each full name of a town, township or street office stands in a text."""
    codes = load_gazetteer().codes
    counts: Counter[str] = Counter()
    for match in re.finditer(r"[镇乡道木]", text):
        end = match.end()
        names = (text[start:end] for start in range(max(0, end - 10), end - 1))
        if name := next((each for each in names if each in codes), None):
            counts[name] += 1
    return dict(counts)


@cache
def common_words() -> frozenset[str]:
    """Names of divisions that are ordinary words as well, such as 城区 and 东方."""
    lines = read_data("gazetteer/common_words.tsv").splitlines()
    return frozenset(line.split("\t")[0] for line in lines if line and not line.startswith("#"))


@cache
def _upper_names() -> tuple["AhoCorasick", tuple[str, ...]]:
    """A machine that finds the names of provinces, cities and counties."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    words = tuple(sorted(_list_upper(load_gazetteer())))
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words


def _list_upper(gazetteer: Gazetteer) -> set[str]:
    divisions = (gazetteer.find_code(code) for code in gazetteer.rows if len(code) == 6)
    return {name for division in divisions if division for name in division.names if len(name) > 1}
