"""The words around a quantity in, the name of what it measures out.

Reports put the number last (城镇新增就业3万人), first (42个项目复建盘活) or between verb and noun (建成3个公园), and leave
the noun out where the number before had it (增长6%，占比提高2个百分点). Empty verbs and self-reference go; 新增 and
引进 stay, since they say what was counted.
"""

import re
from dataclasses import dataclass
from functools import cache

from kg.measure.clauses import Clause
from kg.measure.quantities import Quantity
from kg.measure.words import load_words, pattern_of

_EDGE = " \t\u3000，,、；;：:。.（(—-·的"
_LIST_HEAD = re.compile(r".*(?:等|等的)$")
_JOINED = re.compile(r"^(?P<verb>.*?)(?P<list>[^和及与]*)(?:和|及|以及|与|、)$")
_FROM = re.compile(r"(?:由|从|较|比)[^，]*$")
_BASE = re.compile(
    r"(?:比|较)(?:上年|去年|上一年|上年同期|去年同期|同期|年初|五年前|(?:19|20)\d\d年)(?:底|末|同期)?|同比|环比|年均|累计(?=增|下)"
)
_NUMBER_OF_LIST = re.compile(
    r"^[一二三四五六七八九十]+(?:是|要)|^[（(][一二三四五六七八九十\d]+[)）]|^——|^\d+[.、]|^[①-⑳]"
)
_PAREN = re.compile(r"^[)）\]］】”’]+|\[\d+\]|［\d+］|[（(]\d+[)）]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the left piece of a clause says: the name in it, and whether a verb of change stands before the number."""

    name: str
    change: int  # 1 rise, -1 fall, 0 none
    change_word: str
    is_verb: bool  # nothing but a verb, so the noun follows the number
    reaches: bool  # 提升至, 达到: a level is reached, no change told


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"^(?:{pattern_of('opener')}|(?:19|20)\d\d年(?:底|末)?|到|截至\S{{0,8}}?[底末]?)")


@cache
def _fillers() -> tuple[str, ...]:
    return load_words()["filler"]


@cache
def _changes() -> tuple[tuple[str, int], ...]:
    words = load_words()
    pairs = [(word, 1) for word in words["rise"]] + [(word, -1) for word in words["fall"]]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(load_words()["verb"])


@cache
def _relatives() -> frozenset[str]:
    return frozenset(load_words()["relative"])


@cache
def _leading_verb() -> re.Pattern[str]:
    return re.compile(rf"^(?:{pattern_of('verb')})+")


def strip_openers(text: str) -> str:
    """The text without list numbers, times, adverbs and 全市 at its head.

    >>> strip_openers("全市累计完成投资")
    '投资'
    """
    text = _NUMBER_OF_LIST.sub("", _PAREN.sub("", text)).strip(_EDGE)
    while match := _openers().match(text):
        if match.end() == len(text) and text in _verbs():
            break
        rest = text[match.end() :].strip(_EDGE)
        if rest == text:
            break
        text = rest
    return text


def strip_fillers(text: str) -> tuple[str, bool]:
    """The text without 达到, 为, 累计 at its end, and whether one of them tells that a level is reached."""
    reaches = False
    while True:
        text = text.rstrip(_EDGE)
        for word in _fillers():
            if text.endswith(word):
                reaches |= word[-1] in "到至达为在" or word.startswith("突破")
                text = text[: -len(word)]
                break
        else:
            return text, reaches


def read_left(left: str) -> Reading:
    """What stands before a number."""
    text, reaches = strip_fillers(left)
    text = _BASE.sub("", text).rstrip(_EDGE)
    change, word = 0, ""
    if not reaches:
        text, change, word = _strip_change(text)
        if change:
            text = _BASE.sub("", strip_fillers(text)[0]).rstrip(_EDGE)
    name = strip_openers(text)
    if _LIST_HEAD.match(name) or name.endswith("这"):
        match = _leading_verb().match(name)
        name = match.group() if match else ""
    return Reading(name=name, change=change, change_word=word, is_verb=_is_verb(name), reaches=reaches)


def _strip_change(text: str) -> tuple[str, int, str]:
    for word, sign in _changes():
        if text.endswith(word):
            return text[: -len(word)], sign, word
    return text, 0, ""


def _is_verb(name: str) -> bool:
    if not name or name in _verbs():
        return True
    match = _leading_verb().match(name)
    return bool(match) and match.end() == len(name)


def is_relative(name: str) -> bool:
    """Whether a name needs the noun of the measure before it: 占比, 总投资, 普及率."""
    return name in _relatives() or (name.endswith("率") and len(name) <= 3) or name.startswith("占")


def core_noun(name: str) -> str:
    """The indicator without its leading verb: 新增公办学位 → 公办学位."""
    match = _leading_verb().match(name)
    return name[match.end() :] if match and match.end() < len(name) else name


def clean_right(right: str) -> str:
    """What follows a number, as part of a name."""
    right = _PAREN.sub("", right)
    if right.startswith("的"):
        right = right[1:]
    return strip_fillers(right.strip(_EDGE))[0]


def name_indicator(clause: Clause, reading: Reading, previous: str) -> str:
    """The indicator of a level or share, in the words of the text. `previous` is that of the measure before."""
    right = clean_right(clause.right)
    if not reading.name and not right:
        return previous
    if is_relative(reading.name) and not right:
        return relate(reading.name, previous)
    if (
        isinstance(clause.quantity, Quantity)
        and clause.quantity.unit.dimension == "money"
        and reading.is_verb
        and clause.rest
    ):
        return clean_right(clause.rest) + reading.name
    return _join(reading.name, right)


def relate(name: str, previous: str) -> str:
    """A dependent name with the noun of the measure before: 占比, 税收收入 → 税收收入占比."""
    noun = core_noun(previous)
    if not noun or name in noun:
        return name
    return noun + name


def _join(name: str, right: str) -> str:
    if right and name.endswith(("和", "及", "与", "、")):
        match = _leading_verb().match(name)
        name = match.group() if match else ""
    return name + right
