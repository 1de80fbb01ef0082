"""A text in, six numbers for each of its characters out: what the network knows of a character.

They are the character itself, its pair with the next, the kind of quotation marks or brackets it stands in, its class
(digit, Chinese numeral, letter …), and whether it begins or continues a known name or a division of the gazetteer.
Training and use share this.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import ascii_letters

import numpy as np
from numpy.typing import NDArray

from kg.gazetteer import load_gazetteer
from kg.gazetteer.divisions import cut_suffix
from kg.model import EntityType, Level
from kg.tagger.pairs import PairMatcher

TYPES = tuple(EntityType)
PAD, UNKNOWN, MASKED = range(3)
PAIRS = "pairs"
FIELDS = ("characters", "marks", "classes", "names", "places")
SIZES = {"marks": 7, "classes": 10, "names": 2 * len(TYPES) + 1, "places": 9}  # rows of each table but the first
_PLANES = 0x20000  # code points beyond the second plane share one row

_OPENING, _CLOSING = "“‘《〈「『（(", "”’》〉」』）)"
_MARK = re.compile(f"[{re.escape(_OPENING + _CLOSING)}\n]")
_INSIDE = dict.fromkeys("“‘「『", 3) | dict.fromkeys("《〈", 4) | dict.fromkeys("（(", 5)
_NUMERALS = "一二三四五六七八九十百千万亿两零〇"
_PUNCTUATION = "，。；：、！？,;:"
_LEVELS = {Level.COUNTRY: 0, Level.PROVINCE: 0, Level.CITY: 0, Level.COUNTY: 1, Level.TOWN: 2}
_SHORT_FORM = 3

Numbers = NDArray[np.int32]


def fold_character(character: str) -> str:
    """Full-width forms as half-width, Latin letters in lower case."""
    code = ord(character)
    if code == 0x3000:
        return " "
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0).lower()
    return character.lower() if character.isascii() else character


def classify_character(character: str) -> int:
    """1 digit, 2 Chinese numeral, 3 Latin, 4 Chinese character, 5 punctuation, 6 quote or bracket, 7 space, 8 other."""
    return int(_tabulate_classes()[min(ord(character), _PLANES - 1)])


def mark_quotes(text: str) -> Numbers:
    """0 outside, 1 opening mark, 2 closing mark, 3 in quotation marks, 4 in title brackets, 5 in round brackets."""
    states = np.zeros(len(text), np.int32)
    stack: list[str] = []
    last = 0
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        states[last:at] = _INSIDE[stack[-1]] if stack else 0
        last = at + 1
        if mark == "\n":
            stack.clear()
        elif mark in _INSIDE:
            stack.append(mark)
            states[at] = 1
        else:
            states[at] = 2
            stack[-1:] = []
    states[last:] = _INSIDE[stack[-1]] if stack else 0
    return states


class NameMatcher:
    """Marks the longest known names in a text: 2k + 1 where a name of code k begins, 2k + 2 where it goes on."""

    def __init__(self, codes: Mapping[str, int]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        names = sorted(name for name in codes if len(name) > 1)
        self._codes = [codes[name] for name in names]
        self._automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)

    def __call__(self, text: str) -> Numbers:
        """One number for each character; 0 outside names."""
        marks = np.zeros(len(text), np.int32)
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            marks[start:end] = 2 * self._codes[index] + 2
            marks[start] -= 1
        return marks


@cache
def match_divisions() -> NameMatcher:
    """The divisions of the gazetteer down to the towns; short forms of two characters and more down to the counties."""
    gazetteer = load_gazetteer()
    codes: dict[str, int] = {}
    for code in gazetteer.rows:
        division = gazetteer.find_code(code)
        if division is None:
            continue
        if division.level is not Level.TOWN:
            for short in (*division.shorts, cut_suffix(division.name)):
                codes.setdefault(short, _SHORT_FORM)
        level = _LEVELS[division.level]
        codes[division.name] = min(level, codes.get(division.name, level))
    return NameMatcher(codes)


@dataclass(frozen=True, slots=True)
class FeatureReader:
    """Text → `FIELDS` and pairs, for one vocabulary and one list of known names."""

    vocabulary: Sequence[str]  # folded characters; the first three rows are no characters
    pairs: PairMatcher
    names: NameMatcher
    places: NameMatcher

    def __call__(self, text: str, *, names: NameMatcher | None = None) -> Mapping[str, Numbers]:
        """One array a field, as long as the text; `names` replaces the list of known names."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        points = np.minimum(points, _PLANES - 1)
        characters = _tabulate_vocabulary(tuple(self.vocabulary))[points]
        return {
            "characters": characters,
            "pairs": self.pairs(characters),
            "marks": mark_quotes(text),
            "classes": _tabulate_classes()[points],
            "names": (names or self.names)(text),
            "places": self.places(text),
        }


@cache
def _tabulate_vocabulary(vocabulary: tuple[str, ...]) -> Numbers:
    table = np.full(_PLANES, UNKNOWN, np.int32)
    rows = {character: row for row, character in enumerate(vocabulary) if len(character) == 1}
    for character, row in rows.items():
        table[min(ord(character), _PLANES - 1)] = row
    for point in _list_foldable():
        table[point] = rows.get(fold_character(chr(point)), UNKNOWN)
    return table


def _list_foldable() -> Iterable[int]:
    return (*range(0x41, 0x5B), 0x3000, *range(0xFF01, 0xFF5F))


@cache
def _tabulate_classes() -> Numbers:
    """The class of each code point; where several fit, the lowest number."""
    table = np.full(_PLANES, 8, np.int32)
    for number, points in reversed([*enumerate(_list_classes(), 1)]):
        table[[point for point in points if point < _PLANES]] = number
    return table


def _list_classes() -> Iterable[Iterable[int]]:
    points = range(_PLANES)
    yield (point for point in points if chr(point).isdigit())
    yield map(ord, _NUMERALS)
    yield map(ord, ascii_letters)
    yield range(0x4E00, 0xA000)
    yield map(ord, _PUNCTUATION)
    yield map(ord, _OPENING + _CLOSING + "\"'")
    yield (point for point in points if chr(point).isspace())
