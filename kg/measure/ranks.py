"""Text in, ranks out: 居全省第16, 列第89位, 全市第一, 跻身前30名, 居全市首位. A rank keeps its scope."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.measure.numerals import read_numeral

_NUMERAL = r"\d+(?!\d)|[一二三四五六七八九十百]+"
_RANK = re.compile(
    rf"第\s?(?P<place>{_NUMERAL})(?P<unit>位|名|(?![\u4e00-\u9fff])|(?=[的和并及且]))"
    rf"|(?<![目之以当跟提])前(?P<top>{_NUMERAL})(?P<topunit>位|名|强|(?=[，。、；,;]))"
    rf"|(?P<first>首位|之首|榜首)"
)
_WIDE = (
    "全国|全省|全市|全区|全县|全州|全旗|全球|世界|全镇|全疆|国内|省内|市内|区内|"
    "中西部|西部|东部|中部|东北|西北|华东|华南|珠三角|长三角"
)
_SCOPE = re.compile(rf"(?:{_WIDE}|副省级|同类|[一二三四]类|各)[\u4e00-\u9fff（）()]{{0,7}}$")
_NAMED = re.compile(r"(?:居|列|持|名|进|入|排在|排到|达到|获|得)(?P<scope>(?:省|市|州|区|县|[\u4e00-\u9fff]{2,3}))$")
_JOINED = re.compile(r"[、和](?P<scope>[\u4e00-\u9fff]{1,4})")
_VERB = re.compile(r"(?:居|列|排|名|位|为|在|获|获得|保持|达|进入|跻身|入围|夺得|荣获|升至|跃居|均|：|第)$")
_APPROACH = re.compile(r"进入|跻身|位列|位居|名列|进位|稳居|保持|挺进|冲刺|入围|排名|排位|考核|评估|评价|居|榜|百强")
_NO_RANK = re.compile(r"(?:放在|摆在|作为|置于|当作|争当|坚持|视为)[\u4e00-\u9fff]{0,2}$")
_LIST = re.compile(r"百强|榜|强县|强区|强市|会|杯|赛")
_REACH = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A place in an order with its scope."""

    start: int
    end: int
    number: Decimal | None
    is_top: bool  # among the first so many


def find_ranks(text: str, start: int, end: int) -> Iterator[Rank]:
    """The ranks of `text[start:end]`. Sorted by start. Spans do not overlap."""
    last = start
    for match in _RANK.finditer(text, start, end):
        before = text[max(last, match.start() - _REACH) : match.start()]
        scope = _find_scope(before, joined=last > start)
        if _NO_RANK.search(before) or not (scope or _stands_alone(match, before)):
            continue
        last = match.end()
        numeral = match["place"] or match["top"] or "一"
        yield Rank(
            start=match.start() - len(scope),
            end=last,
            number=read_numeral(numeral),
            is_top=match["top"] is not None,
        )


def _find_scope(before: str, *, joined: bool) -> str:
    """The scope at the end of what stands before a rank; `joined` to a rank before (居全省第16、绍兴第1)."""
    if (match := _SCOPE.search(before)) and not _LIST.search(match.group()):
        return match.group()
    named = _NAMED.search(before) or (_JOINED.fullmatch(before) if joined else None)
    return named["scope"] if named and not _LIST.search(named["scope"]) else ""


def _stands_alone(match: re.Match[str], before: str) -> bool:
    """Whether a rank without scope is one: 第89位, or behind 居, 列, 进入."""
    if match["place"] and match["unit"]:
        return bool(_APPROACH.search(before)) or match["place"].isdecimal()
    if match["place"]:
        return bool(_VERB.search(before))
    return bool(match["top"] and match["topunit"] and _APPROACH.search(before))
