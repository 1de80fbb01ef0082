"""The name of an indicator in, the notation of the standard indicator that it is out, or None.

Only whole names count, once quotation marks, self-reference and words of change are off: 战略性新兴产业增加值 must not
become 工业增加值 because it ends like it. The unit has to fit, since 5亿元 of 重点项目 is money and not a count.
"""

import re
import unicodedata
from functools import cache, lru_cache

from kg.resources import read_data

_MARKS = re.compile(r"[\s“”‘’\"'《》]+|\[\d+\]")
_HEAD = re.compile(
    r"^(?:全|我|本|各)(?:省|市|州|盟|区|县|旗|镇|乡|街道|村|域)|^(?:全年|年度|年均|全社会|累计|预计|力争|确保|完成|实现|达到|的|其中|地区|共|总)"
    r"|^[\u4e00-\u9fff]{1,5}[省市县区镇乡州旗](?=[\u4e00-\u9fff])"
)
_TAIL = re.compile(r"(?:增速|增幅|增长率|涨幅|降幅|年均增长|增长|总量|总数|数量|总额|水平|达|达到)$")
_SAME = {
    "%": {"%"},
    "CNY": {"CNY", "USD", "EUR", "HKD", "JPY"},
    "USD": {"CNY", "USD", "EUR", "HKD", "JPY"},
    "a": {"1", "a"},
}


@cache
def _load() -> dict[str, tuple[str, str]]:
    """Notation and unit by name."""
    names: dict[str, tuple[str, str]] = {}
    for line in read_data("measure/indicators.tsv").splitlines():
        if line and not line.startswith("#"):
            notation, zh, _, unit, variants = line.split("\t")
            for name in (zh, *variants.split("|")):
                names.setdefault(_plain(name), (notation, unit))
    return names


def _plain(name: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", name)).upper()


@lru_cache(maxsize=8192)
def find_concept(indicator: str, unit: str, *, is_level: bool) -> str | None:
    """The notation of a standard indicator.

    >>> find_concept("全市地区生产总值", "CNY", is_level=True)
    'GDP'
    """
    for name in _readings(_plain(indicator)):
        if found := _load().get(name):
            notation, expected = found
            if not is_level or unit in _SAME.get(expected, {expected}):
                return notation
    return None


def _readings(name: str) -> list[str]:
    """The name with less and less around it, the fullest first."""
    readings = [name]
    for _ in range(3):
        for shorter in (_HEAD.sub("", readings[-1]), _TAIL.sub("", readings[-1])):
            if shorter and shorter not in readings:
                readings.append(shorter)
    return readings
