"""The words around a quantity in, the name of what it measures out.

Reports put the number last (城镇新增就业3万人), first (42个项目复建盘活) or between verb and noun (建成3个公园), and
leave the noun out where the number before had it (增长6%，占比提高2个百分点). Empty verbs and self-reference go; 新增
and 引进 stay, since they say what was counted.
"""

import re
from dataclasses import dataclass
from functools import cache

from kg.measure.clauses import Clause
from kg.measure.quantities import Quantity
from kg.measure.words import load_words, pattern_of

_EDGE = " \t\u3000，,、；;：:。.（(—-·的"
_LIST_HEAD = re.compile(r".*(?:等|等的)$")
_BASE = re.compile(
    r"(?:比|较)(?:上年|去年|上一年|上年同期|去年同期|同期|年初|五年前|(?:19|20)\d\d年)(?:底|末|同期)?|同比|环比|年均|累计(?=增|下)"
)
_NUMBER_OF_LIST = re.compile(
    r"^[一二三四五六七八九十]+(?:是|要)|^[（(][一二三四五六七八九十\d]+[)）]|^——|^\d+[.、]|^[①-⑳]"
)
_COMPARED = re.compile(r"同比|(?:比|较)[^，]{1,10}(?:增|减|降|升|提|缩|扩|高|低|快|多|少)")
_TRAILING = re.compile(
    r"(?:(?:19|20)\d\d年(?:底|末)?|连续(?:[一二三四五六七八九十两\d]+(?:年|个月|个季度))?|每(?:立方米|户|人|亩|年|吨|月))$"
)
_COUNTED = re.compile(r"^[一二三四五六七八九十两]+个?大?(?:台阶|大关|关口)|^大关")
_JOINS = re.compile(r"和(?![美谐平])|及(?!时)|与|以及|并|且|或")
_SPENT = re.compile(r"(?:计划|年度计划|概算|协议|累计|完成)?总?(?:投资|资金|贷款|造价|产值|投入)额?$")
_CONJUNCTIONS = ("和", "及", "与", "以及", "、")
_TITLED_LIST = re.compile(r"^.*[、”].*等(?=[\u4e00-\u9fff]{2})")
_GENERIC = re.compile(r"(?:系列|主题)?活动|项目|企业|工作|工程|问题|设施|产业|行业")
_PAREN = re.compile(r"^[)）\]］】”’]+|\[\d+\]|［\d+］|[（(]\d+[)）]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the left piece of a clause says: the name in it, and whether a verb of change stands before the number."""

    name: str
    change: int  # 1 rise, -1 fall, 0 none
    change_word: str
    is_verb: bool  # nothing but a verb, so the noun follows the number
    reaches: bool  # 提升至, 达到: a level is reached, no change told
    compared: bool  # 同比, 较上年 …减少: the number tells a difference


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:{pattern_of('opener')}|(?:19|20)\d\d年(?:底|末|前|来|起|以来|上半年|下半年)?|[“”]?十[一二三四五]五[“”]?(?:时期|期间|以来|末)?|截至\S{{0,8}}?[底末]?)"
    )


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
        verb = _leading_verb().match(text)
        if verb and (verb.end() > match.end() or text in _verbs()):
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
        text = _TRAILING.sub("", text.rstrip(_EDGE)).rstrip(_EDGE)
        if not text.endswith(_fillers()):
            return text, reaches
        word = next(word for word in _fillers() if text.endswith(word))
        reaches |= word[-1] in "到至达为在" or word.startswith("突破")
        text = text[: -len(word)]


def read_left(left: str) -> Reading:
    """What stands before a number."""
    text, reaches = strip_fillers(_NUMBER_OF_LIST.sub("", left))
    text = _BASE.sub("", text).rstrip(_EDGE)
    change, word = 0, ""
    if not reaches and not left.endswith(("、", "，")):
        text, change, word = _strip_change(text)
        if change:
            text = _BASE.sub("", strip_fillers(text)[0]).rstrip(_EDGE)
    name = strip_openers(text)
    if _LIST_HEAD.match(name) or name.endswith("这"):
        name = leading_verb(name)
    compared = bool(_COMPARED.search(left)) and not reaches
    return Reading(
        name=name, change=change, change_word=word, is_verb=_is_verb(name), reaches=reaches, compared=compared
    )


def _strip_change(text: str) -> tuple[str, int, str]:
    for word, sign in _changes():
        if text.endswith(word):
            return text[: -len(word)], sign, word
    return text, 0, ""


def _is_verb(name: str) -> bool:
    return name in _verbs() or leading_verb(name) == name


def is_relative(name: str) -> bool:
    """Whether a name needs the noun of the measure before it: 占比, 总投资, 普及率."""
    return name in _relatives() or (name.endswith("率") and len(name) <= 3) or name.startswith("占")


def core_noun(name: str) -> str:
    """The indicator without its leading verb: 新增公办学位 → 公办学位."""
    return name.removeprefix(leading_verb(name)) or name


def clean_right(right: str) -> str:
    """What follows a number, as part of a name."""
    if _JOINS.match(right):
        return ""
    right = _COUNTED.sub("", _PAREN.sub("", right).removeprefix("的"))
    while (text := strip_fillers(right.strip(_EDGE))[0].rstrip("和及与")) != right:
        right = text
    return right


def name_indicator(clause: Clause, reading: Reading, *, previous: str, base: str) -> str:
    """The indicator of a level or share, in the words of the text.

    `previous` is the name of the figure before, `base` that of the last one whose name stood by itself.
    """
    right = clean_right(clause.right)
    if clause.right.strip().endswith(_CONJUNCTIONS):
        right = clean_right(clause.rest)
    if isinstance(clause.quantity, Quantity) and clause.quantity.unit.dimension == "money":
        spent = clean_right(clause.rest)
        if spent and (reading.is_verb or is_relative(reading.name) or clause.right.startswith("的")):
            kept = _SPENT.search(reading.name)
            return spent.removeprefix("为") + (kept.group() if kept else core_noun(reading.name))
    if not reading.name and not right:
        return previous
    if is_relative(reading.name) and not right:
        return relate(reading.name, base)
    return _join(reading.name, right)


def relate(name: str, base: str) -> str:
    """A dependent name with the noun of the measure it hangs on: 占比, 税收收入 → 税收收入占比."""
    noun = core_noun(base)
    return name if not noun or name in noun else noun + name


def leading_verb(name: str) -> str:
    """The verb that opens a name, or nothing."""
    match = _leading_verb().match(name)
    return match.group() if match else ""


def _join(name: str, right: str) -> str:
    """What stands before the number and what stands behind it; a list before it (甲、乙等) goes."""
    if right and (name.endswith(_CONJUNCTIONS) or "、" in name):
        name = leading_verb(name)
    elif not right and (match := _TITLED_LIST.match(name)) and not _GENERIC.fullmatch(name, match.end()):
        name = leading_verb(name) + name[match.end() :]
    return name + right
