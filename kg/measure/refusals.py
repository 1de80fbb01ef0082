"""A quantity in, whether it is a measure out: ordinals, thresholds and numbers inside names are none."""

import re
from functools import cache

from kg.measure.quantities import Quantity
from kg.resources import read_data

Rule = tuple[str, bool | None, re.Pattern[str]]
_WINDOW = 14
_OF_WORDS = frozenset({"value"})
_THRESHOLD = frozenset({"money", "area", "mass", "length", "power", "energy", "volume", "time", "bare"})
_NOUN = re.compile(r"的?(?:[\u4e00-\u9fff“])")
_COUNTED = re.compile(
    r"的?[\u4e00-\u9fff]{0,12}(?:企业|项目|村|镇|乡|街道|园区|集群|平台|主体|合作社)(?:总部)?(?:达到?|超过?|突破|为|至)?\d"
)
_VERBAL = re.compile(r"的?(?:规模|目标|速度|增长|增速|以上|左右)|、|，|和|并|、")
_QUOTED = re.compile(r"“[^”\n]{1,24}”|《[^》\n]{1,60}》|‘[^’\n]{1,24}’")


@cache
def _load_rules() -> tuple[Rule, ...]:
    rules: list[Rule] = []
    for line in read_data("measure/refusals.tsv").splitlines():
        if line and not line.startswith("#"):
            where, numeral, pattern, _ = line.split("\t")
            rules.append((where, None if numeral == "any" else numeral == "arabic", re.compile(pattern)))
    return tuple(rules)


def is_refused(text: str, quantity: Quantity) -> bool:
    """Whether the quantity is an ordinal, a name, a threshold or a figure of speech."""
    pieces = {
        "before": text[max(0, quantity.start - _WINDOW) : quantity.start],
        "after": text[quantity.end : quantity.end + _WINDOW],
        "value": text[quantity.core : quantity.end],
    }
    pieces["around"] = "{before}【{value}】{after}".format_map(pieces)
    for where, arabic, pattern in _load_rules():
        if where in _OF_WORDS and not quantity.is_arabic and (quantity.bound or "分之" in quantity.numeral):
            continue  # 超百亿元, 近七成, 百分之五
        if arabic in {None, quantity.is_arabic} and pattern.search(pieces[where]):
            return True
    return _is_threshold(text, quantity)


def _is_threshold(text: str, quantity: Quantity) -> bool:
    """经营性收入50万元以上的村: the bound value qualifies the noun behind it."""
    if quantity.unit.dimension not in _THRESHOLD or quantity.bound not in {"lower", "upper"}:
        return False
    if not text[quantity.core : quantity.end].endswith(("以上", "以下", "以内")):
        return quantity.unit.dimension == "money" and bool(_COUNTED.match(text, quantity.end))
    return bool(_NOUN.match(text, quantity.end)) and not _VERBAL.match(text, quantity.end)


def find_quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans in quotation marks or title brackets, whose numbers belong to names."""
    return [match.span() for match in _QUOTED.finditer(text, start, end)]
