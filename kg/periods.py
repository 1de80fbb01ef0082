"""Words for time in, periods out: 1-6月 → 2021-01/2021-06, 过去五年 → 2017/2021, 下半年 → 2021-H2.

A period is a year (2021), a half (2022-H1), a month (2021-04) or a range of years or months (2017/2021). Relative words
(今年, 去年, 五年来) are read against the year that the report looks back on and the year it is given in. A word of
comparison (比2016年, 较上年) does not count: it names the base of a change, not the time of the number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_SMALL = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_PLANS = {"九五": 1996, "十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_DASH = r"\s*(?:[-－—–~～至到]+)\s*"
_YEAR = r"(?:19|20)\d\d|(?:二[〇零○]|一九)[〇零○一二三四五六七八九]{2}"
_MONTH = r"1[0-2]|0?[1-9]"
_MONTHS = rf"(?P<m1>{_MONTH})(?:月(?:份|底|末)?)?{_DASH}(?P<m2>{_MONTH})月(?:份|底|末)?"
_PATTERN = re.compile(
    rf"(?:"
    rf"(?P<from>{_YEAR})年?{_DASH}(?P<to>{_YEAR})年"
    rf"|(?P<year>{_YEAR})\s?年(?:\s*(?:{_MONTHS}|(?P<half>[上下])半年|第?(?P<q>[一二三四])季度|(?P<nine>前三季度)"
    rf"|(?P<month>{_MONTH})月(?P<day>\d+日|份|底|末)?))?(?P<since>[^，,。；;\d]{{0,12}}?(?:以来|至今))?"
    rf"|(?P<asof>截至|截止|到)(?P<asmonth>{_MONTH})月(?:\d+日|底|末|份|中旬)?"
    rf"|{_MONTHS.replace('m1', 'n1').replace('m2', 'n2')}"
    rf"|(?P<frommonth>自|从)(?P<m0>{_MONTH})月(?:\d+日|份)?(?=[^，,。；;]{{0,8}}以来)"
    rf"|(?<=[，,。；;\n])(?P<barem>{_MONTH})月(?:份|\d+日)?(?=[\u4e00-\u9fff，,])"
    rf"|第?(?P<bareq>[一二三四]季度|前三季度)(?!前)"
    rf"|(?P<barehalf>[上下])半年(?!红)"
    rf"|(?P<years>过去|今后|未来|近|这)的?(?P<n>[两三四五六七八九十])年(?![\u4e00-\u9fff]*行动)"
    rf"|(?P<span>[两三四五六七八九十])年(?:来|以来|间|累计)"
    rf"|[“”\"]?(?P<plan>十[一二三四五]五|十五|九五)[“”\"]?(?:(?P<late>期?末)|时期|期间|以来|五年|(?=[^，。]{{0,6}}回顾))"
    rf"|(?P<word>截至目前|年底前|今年以来|今年|本年|去年|上年|明年|年内|半年来|半年内|过去的?一年|一年来|新的一年)"
    rf")"
)
_BASES = ("比", "较", "超过", "高于", "低于", "相当于", "与")
_HINT = re.compile("[年月季前]|五[”期时以五末]")  # most sentences have none of these, and the pattern above is slow
_VAGUE = frozenset({"年内", "今年以来", "半年来", "半年内", "今年", "截至目前", "年底前"})
_ONE_YEAR = frozenset({"过去一年", "过去的一年", "一年来"})
_TITLES = ("“", "《", "（", "(", "‘")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeframe:
    """The years that relative words are read against: `year` is looked back on, `now` is when the report is given."""

    year: int
    now: int

    @classmethod
    def of(cls, reviewed: str | None, planned: str | None) -> "Timeframe | None":
        """The time frame of a report by the periods it reviews and plans; None when it tells neither."""
        if reviewed:
            last = int(reviewed.split("/")[-1][:4])
            return cls(year=last, now=last if "-" in reviewed else last + 1)
        if planned:
            first = int(planned[:4])
            return cls(year=first - 1, now=first)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCue:
    """A word for time in the text.

    `lasting` words (五年来, 十四五期间) hold for the paragraphs that follow; `vague` ones (年内, 今年以来) say no more
    than that the usual period is meant.
    """

    start: int
    end: int
    period: str
    lasting: bool = False
    vague: bool = False


def find_period_cues(text: str, start: int, end: int, *, frame: Timeframe | None) -> Iterator[PeriodCue]:
    """The words for time in `text[start:end]`, in order; words of comparison and years inside names are left out."""
    if not _HINT.search(text, start, end):
        return
    for match in _PATTERN.finditer(text, start, end):
        if text.endswith(_BASES, 0, match.start()) or _is_within_name(text, match):
            continue
        if (period := _read(match, frame)) is None:
            continue
        word = match["word"] or ""
        lasting = bool(match["n"] or match["span"] or match["plan"]) or word in _ONE_YEAR
        yield PeriodCue(start=match.start(), end=match.end(), period=period, lasting=lasting, vague=word in _VAGUE)


def _is_within_name(text: str, match: re.Match[str]) -> bool:
    """Whether a year belongs to a name: behind an opening mark, or before 度 (2022年度…)."""
    if not (match["year"] or match["from"]):
        return False
    return text.endswith(_TITLES, 0, match.start()) or text.startswith("度", match.end())


def make_years(first: int, last: int) -> str:
    """A range of years as a period: 2017, 2021 → 2017/2021."""
    return f"{first}/{last}" if first != last else str(first)


def _make_months(year: int, first: int, last: int) -> str:
    return f"{year}-{first:02d}/{year}-{last:02d}" if first != last else f"{year}-{first:02d}"


def _year(text: str) -> int:
    return int(text.translate(_DIGITS))


def _quarter(text: str, year: int) -> str:
    if text == "前三季度":
        return _make_months(year, 1, 9)
    number = _SMALL[text[0]]
    return _make_months(year, 3 * number - 2, 3 * number)


def _read(match: re.Match[str], frame: Timeframe | None) -> str | None:
    if match["from"]:
        return make_years(_year(match["from"]), _year(match["to"]))
    if match["year"]:
        return _read_dated(match, frame)
    if frame is None:
        return None
    for read in (_read_months, _read_span, _read_word):
        if period := read(match, frame):
            return period
    return None


def _read_dated(match: re.Match[str], frame: Timeframe | None) -> str:
    year = _year(match["year"])
    if match["m1"]:
        return _make_months(year, int(match["m1"]), int(match["m2"]))
    if match["half"]:
        return f"{year}-H{1 if match['half'] == '上' else 2}"
    if match["q"] or match["nine"]:
        return _quarter(match["q"] or match["nine"], year)
    if match["since"] and frame and year < frame.year:
        return make_years(year, frame.year)
    if match["month"] and match["day"] != "底":
        return f"{year}-{int(match['month']):02d}"
    return str(year)


def _read_months(match: re.Match[str], frame: Timeframe) -> str | None:
    if match["asmonth"]:
        return _make_months(frame.now, 1, int(match["asmonth"]))
    if match["n1"]:
        return _make_months(frame.year, int(match["n1"]), int(match["n2"]))
    if match["m0"]:
        return _make_months(frame.year, int(match["m0"]), 6 if frame.now == frame.year else 12)
    if match["barem"]:
        return f"{frame.year}-{int(match['barem']):02d}"
    if match["bareq"]:
        return _quarter(match["bareq"], frame.now)
    return None


def _read_span(match: re.Match[str], frame: Timeframe) -> str | None:
    if match["barehalf"]:
        return f"{frame.now}-H{1 if match['barehalf'] == '上' else 2}"
    if match["plan"]:
        first = _PLANS[match["plan"]]
        return str(first + 4) if match["late"] else make_years(first, min(first + 4, max(frame.year, first)))
    if match["n"] or match["span"]:
        count = _SMALL[match["n"] or match["span"]]
        if match["years"] in {"今后", "未来"}:
            return make_years(frame.year + 1, frame.year + count)
        return make_years(frame.year - count + 1, frame.year)
    return None


def _read_word(match: re.Match[str], frame: Timeframe) -> str | None:
    word = match["word"]
    if word in {"去年", "上年"}:
        return str(frame.now - 1)
    if word == "明年":
        return str(frame.now + 1)
    return str(frame.year if word.startswith("过去") or word == "一年来" else frame.now)
