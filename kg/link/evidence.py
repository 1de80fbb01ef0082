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
from kg.resources import read_data

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

HEAD = 3000
LEVEL_WORDS = ("自治区", "新区", "街道", "地区", "省", "市", "州", "盟", "县", "区", "旗", "镇", "乡")
_WORD = "|".join(LEVEL_WORDS)
_NAME = rf"((?:[一-鿿]{{1,14}}?)?(?:{_WORD}))"
_SELF = re.compile(rf"(我代表|全|我|本)({_WORD})(?=(人民政府|政府)?)")
_TELLING = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        (rf"我(?:谨)?(?:受|代表){_NAME}(?:人民)?政府", 60),
        (rf"{_NAME}第[一二三四五六七八九十百零〇\d]+届人民代表大会", 40),
        (rf"{_NAME}(?:人民)?政府工作报告", 40),
        (rf"{_NAME}人民政府", 30),
        (rf"{_NAME}(?:代)?(?:省长|市长|州长|县长|区长|旗长|镇长|乡长|主席|主任)", 20),
        (rf"{_NAME}(?:党工委|管委会|党委|人大|政府)", 8),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a text says of its place. `telling` are names in telling positions with their weight; `counts` of any name."""

    word: str | None  # the level word of self-reference: 市 of 我代表市人民政府, 全市
    telling: Mapping[str, int]
    counts: Mapping[str, int]
    towns: Mapping[str, int]
    national: bool  # 我代表国务院


def gather_evidence(text: str) -> Evidence:
    """All that a text says of the place it is about."""
    return Evidence(
        word=find_level_word(text),
        telling=find_telling_names(text),
        counts=count_names(text),
        towns=count_towns(text),
        national="代表国务院" in text[:HEAD],
    )


def find_level_word(text: str) -> str | None:
    """The level word by which a text calls its own place: 镇 where it says 全镇 and 我镇."""
    votes: Counter[str] = Counter()
    for match in _SELF.finditer(text):
        spoken = match[1] == "我代表" and match[3]
        votes[match[2]] += 100 if spoken else 3 if match[1] == "我" else 1
    votes.pop("地区", None)
    return max(sorted(votes), key=lambda word: votes[word]) if votes else None


def find_telling_names(text: str) -> dict[str, int]:
    """Names of places in telling positions, as long as the gazetteer knows them, else as they stand; with weights."""
    votes: Counter[str] = Counter()
    for pattern, weight in _TELLING:
        scope = text if weight < 20 else text[:HEAD]
        for match in pattern.finditer(scope):
            if name := trim_name(match[1]):
                votes[name] += weight
    return dict(votes)


def trim_name(chunk: str) -> str | None:
    """The longest end of a chunk that the gazetteer has: 唐县 of 日在唐县; a level word alone is no name."""
    codes = load_gazetteer().codes
    ends = (chunk[start:] for start in range(len(chunk) - 1))
    if known := next((end for end in ends if end in codes), None):
        return known
    tail = re.search(rf"(?:^|[日在于向表月年,，。:： ])([一-鿿]{{2,8}}(?:新区|开发区|管理区|度假区))$", chunk)
    return tail[1] if tail else None


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
