"""Numeral text in, exact number out: 1,234.5 · 46亿 · 2.2万 · 十二 · 一千多万.

Arabic digits with multipliers are read here; numerals in Chinese characters by cn2an, which is good on a captured
numeral and harmful on prose.
"""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_DIGITS = r"\d+(?:[,，]\d{3})*(?:\s?[.．]\s?\d+)?"
HANZI = "零〇一二两三四五六七八九十百千"
ARABIC = rf"{_DIGITS}\s?(?:[余多几]?[百千]?[余多]?万?[余多]?亿?|[百千]?万亿)[余多]?"
CHINESE = rf"(?:[{HANZI}]+[余多]?|几)(?:万亿|[万亿])?[余多几]?|[万亿](?=[元人名户亩吨辆家头斤平])"
FRACTION = (
    r"\d{1,2}/\d{1,2}(?![\d/])|百分之[零〇一二两三四五六七八九十百点]+|"
    r"[一二三四五六七八九十]+分之[一二三四五六七八九十]+"
)
_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_LOOSE = re.compile(r"[余多几来\s]")
_MOST = Decimal(10**16)  # nothing that is reported is more; exact arithmetic ends at 28 digits


@lru_cache(maxsize=4096)
def read_numeral(text: str) -> Decimal | None:
    """The number that a numeral stands for; None when it stands for none, or for more than anybody reports.

    20余万 counts as 200000.

    >>> read_numeral("2.2万")
    Decimal('22000.0')
    >>> read_numeral("十二")
    Decimal('12')
    """
    plain = _LOOSE.sub("", unicodedata.normalize("NFKC", text))
    if not plain:
        return None
    number = _read_arabic(plain) if plain[0].isdecimal() else _read_chinese(plain)
    return None if number is None or number > _MOST else number


def read_fraction(text: str) -> Decimal | None:
    """The part that 1/4 or 三分之二 tells, in per cent."""
    above, below = text.split("/") if "/" in text else reversed(text.split("分之"))
    numerator, denominator = read_numeral(above), read_numeral(below)
    if numerator is None or not denominator:
        return None
    return (numerator * 100 / denominator).quantize(Decimal("0.0001")).normalize()


def _read_arabic(text: str) -> Decimal | None:
    digits = text.rstrip("百千万亿")
    try:
        number = Decimal(digits.replace(",", ""))
    except InvalidOperation:
        return None
    for character in text[len(digits) :]:
        number *= _MULTIPLIERS[character]
    return number


def _read_chinese(text: str) -> Decimal | None:
    import cn2an

    if text[0] in "百千万亿":
        text = "一" + text
    try:
        return Decimal(str(cn2an.cn2an(text, "smart")))
    except ValueError:
        return None
