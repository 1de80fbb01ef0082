"""Text in, ranks out: 居全省第16, 列第89位, 全市第一, 跻身前30名, 居全市首位."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.measure.numerals import read_numeral

_NUMERAL = r"\d+|[一二三四五六七八九十百]+"
_RANK = re.compile(
    rf"第\s?(?P<place>{_NUMERAL})(?P<unit>位|名|(?![\u4e00-\u9fff])|(?=[的和并及且]))"
    rf"|(?<![目之以当跟提])前(?P<top>{_NUMERAL})(?P<topunit>位|名|强|(?=[，。、；,;]))"
    rf"|(?P<first>首位|之首|榜首)"
)
_SCOPE = re.compile(
    r"(?:居|列|排|名|位|为|在|获|均|持|达|进|入|率|度|量|值|额|速|数|幅|全部|分别|评为|^|[，,、；;。：:\s\d%％）)”])"
    r"(?P<scope>(?:全国|全省|全市|全区|全县|全州|全旗|全球|世界|全镇|全疆|全自治区|中西部|西部|东部|中部|东北|华东|国内|省内|市内"
    r"|同类|一类|二类|各|省|市|县|区|[\u4e00-\u9fff]{2,3}(?=第|前|首))[\u4e00-\u9fff（）()]{0,9}?)$"
)
_LEVELS = re.compile(
    r"(?:地级市|设区市|县（?市|大城市|副省级|城市|全国|全省|全市|全区|全县|全州|省|市|州|区|县|国|球|部|北|内|一类|同类)"
)
_VERB = re.compile(
    r"(?:居|列|排|名|位|为|在|获|获得|保持|达|进入|跻身|入围|位列|位居|夺得|荣获|排在|升至|跃居|均|：|百强)$"
)
_REFUSED = re.compile(
    r"(?:第一|第二|第三)(?:产业|书记|方|时间|线|次|批|个|届|轮|步|期|季|课|中学|小学|医院|高中|议题|梯队|方阵)"
)
_REACH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A place in an order with its scope."""

    start: int
    end: int
    number: Decimal | None
    is_top: bool  # among the first so many
    scope: str


def find_ranks(text: str, start: int, end: int) -> Iterator[Rank]:
    """The ranks of `text[start:end]`. Sorted by start. Spans do not overlap."""
    for match in _RANK.finditer(text, start, end):
        begin = match.start()
        scope = _SCOPE.search(text[max(start, begin - _REACH) : begin])
        found = scope["scope"] if scope and _LEVELS.search(scope["scope"]) else ""
        if not found and not (match["place"] and _VERB.search(text[max(start, begin - 3) : begin])):
            continue
        numeral = match["place"] or match["top"] or "一"
        yield Rank(
            start=begin - len(found),
            end=match.end(),
            number=read_numeral(numeral),
            is_top=match["top"] is not None,
            scope=found,
        )
