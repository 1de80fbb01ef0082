"""The text of a report → the day it was given, the period it looks back on and the one it looks ahead to.

The report's own headings decide (“一、2023年工作回顾”, “今后五年”); then its first sentences; then the day it was
given; and only when the text says nothing, the year in the file name, which is the year of delivery by custom.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.read.head import fold

_NUMERAL = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = re.compile(rf"(?<!\d)((?:19|20)\d\d) *[年./-] *{_NUMERAL} *[月./-] *{_NUMERAL}(?![\d一二三四五六七八九十])")
_YEAR = r"(?<!\d)((?:19|20)\d\d) *年"
_BACK = r"(?:回顾|总结|取得[^,。]{0,8}(?:成就|成绩|成效|进展|进步)|成就|完成情况|主要成绩|主要工作和)"
_AHEAD = r"(?:安排|任务|目标|思路|重点|要求|部署|打算|主要工作|建议|展望|工作(?:$|\n))"
_FIVE_YEAR_PLAN = r"“?(七五|八五|九五|十五|十[一二三四五]五)(?:”|时期|期间|规划|计划)"
_REVIEW = re.compile(_YEAR + r"(上半年)?[^,。\d]{0,24}?" + _BACK)
_JOINED_REVIEW = re.compile(_YEAR + r"(上半年)?(?:政府)?工作的?回顾")
_ABOUT = re.compile(r"(?:^|[、)])(?:关于)?" + _YEAR + r"(上半年)?(?:以来)?的?(?:政府)?(?:主要)?工作(?:情况)?$")
_REVIEW_FIVE = re.compile(rf"(?:(?:过去|近|前|这)的?五年|本届政府|{_FIVE_YEAR_PLAN})[^。]{{0,20}}?(?:{_BACK}|工作)")
_PLAN = re.compile(_YEAR + r"[^。]{0,24}?" + _AHEAD)
_JOINED_PLAN = re.compile(r"[二三四]、" + _YEAR + r"[^。\d\n]{0,16}?" + _AHEAD)
_PLAN_HALF = re.compile(r"下半年[^。]{0,24}?" + _AHEAD)
_PLAN_FIVE = re.compile(rf"(?:(?:今后|未来)的?五年|{_FIVE_YEAR_PLAN})[^。]{{0,24}}?{_AHEAD}")
_OPENING = re.compile(_YEAR + r",?(?:是|面对|在|我们|全[国省市州县区镇乡])")
_REPORT = re.compile(r"工作报告|报告(?:政府)?工作|作报告|工作回顾")
_FIRST_YEAR = {"七五": 1986, "八五": 1991, "九五": 1996, "十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016,
               "十四五": 2021, "十五五": 2026}  # fmt: skip
_ONES = "零一二三四五六七八九"
_FEW = 3
_OPENING_LENGTH = 2500  # code points in which a report says what year it speaks of


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """What a report looks back on and ahead to, as `2021`, `2021-H1` or `2017/2021`."""

    reviewed: str | None = None
    planned: str | None = None


def find_date(lines: Sequence[str]) -> str | None:
    """The day in folded lines as YYYY-MM-DD: the one of the meeting, else one in brackets, else the first."""
    at_meeting = [line for line in lines if "会议上" in line or re.search(r"日 *在", line)]
    in_brackets = [line for line in lines if line.startswith("(")]
    dates = (date for line in (*at_meeting, *in_brackets, *lines) for date in _read_dates(line))
    return next(dates, None)


def _read_dates(line: str) -> Iterator[str]:
    for match in _DATE.finditer(line):
        try:
            yield dt.date(int(match[1]), _read_number(match[2]), _read_number(match[3])).isoformat()
        except ValueError:  # a number that only looks like a date
            continue


def _read_number(numeral: str) -> int:
    """A number below 100 in Arabic or Chinese digits: 31 or 三十一."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (_ONES.index(tens) if tens else 1) * 10 * bool(ten) + (_ONES.index(ones) if ones else 0)


def find_periods(text: str, headings: Sequence[str], *, date: str | None, name: str) -> Periods:
    """The periods of a work report; both None for a text that is none."""
    opening = fold(text[:_OPENING_LENGTH])
    if len(headings) < _FEW:  # headings run into their paragraphs: the pieces of the opening must do
        headings = (*headings, *(piece for piece in re.split(r"[。\s]+", opening) if piece))
    review = _find_review(opening, headings)
    if review is None and not _REPORT.search(opening):
        return Periods()
    half = bool(review and review[2]) or (review is None and _is_half(opening, headings, date))
    year = int(review[1]) if review else _infer_year(text, headings, date=date, name=name, half=half)
    if year is None:
        return Periods()
    if half:
        return Periods(reviewed=f"{year}-H1", planned=f"{year}-H2")
    reviewed = str(year) if review else _review_five(headings, year) or str(year)
    return Periods(reviewed=reviewed, planned=_find_plan(headings, year, five="/" in reviewed))


def _find_review(opening: str, headings: Sequence[str]) -> re.Match[str] | None:
    """Where the text names the year it looks back on; “2026年工作” does so only if no other heading looks back."""
    plain = None if _first(headings, _REVIEW_FIVE) else _first(headings, _ABOUT)
    return _first(headings, _REVIEW) or plain or _JOINED_REVIEW.search(opening)


def _first(lines: Sequence[str], pattern: re.Pattern[str]) -> re.Match[str] | None:
    return next((match for line in lines if (match := pattern.search(line))), None)


def _is_half(opening: str, headings: Sequence[str], date: str | None) -> bool:
    """Whether a report without a year in its headings is one of a first half: given in summer, planning the second."""
    month = int(date[5:7]) if date else 0
    return month in {7, 8, 9} and bool(_first(headings, _PLAN_HALF) or "上半年" in opening)


def _infer_year(text: str, headings: Sequence[str], *, date: str | None, name: str, half: bool) -> int | None:
    """The last year looked back on: from the headings, the day, the opening, the commonest year, the file name."""
    if date and half:
        return int(date[:4])
    if (five := _first(headings, _REVIEW_FIVE)) and five[1]:
        return _FIRST_YEAR[five[1]] + 4
    if planned := _find_planned(text, headings):
        return planned - 1
    if date:  # a report given at the end of a year looks back on that year
        return int(date[:4]) - (date[5:7] < "11")
    return _guess_year(text, name)


def _find_planned(text: str, headings: Sequence[str]) -> int | None:
    """The year planned for by a heading, also one run into its paragraph."""
    years = [int(match[1]) for line in headings if (match := _PLAN.search(line))]
    if len(years) > 1 and years[0] + 1 in years:
        return years[0] + 1  # “奋力完成2023年各项任务” above a review, “2024年奋斗目标” above the plan
    joined = _JOINED_PLAN.search(fold(text)) if not years else None
    return years[0] if years else int(joined[1]) if joined else None


def _guess_year(text: str, name: str) -> int | None:
    if opening := _OPENING.search(fold(text[:_OPENING_LENGTH])):
        return int(opening[1])
    years = Counter(re.findall(_YEAR, fold(text[: len(text) // 3])))
    year, count = min(years.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    if count > 2:
        return int(year)
    delivered = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", name)
    return int(delivered[1]) - 1 if delivered else None


def _review_five(headings: Sequence[str], last: int) -> str | None:
    """The five years up to `last`, where a heading looks back on five years or on a five-year plan."""
    match = _first(headings, _REVIEW_FIVE)
    if match is None:
        return None
    if match[1] and _FIRST_YEAR[match[1]] <= last:
        return f"{_FIRST_YEAR[match[1]]}/{_FIRST_YEAR[match[1]] + 4}"
    return f"{last - 4}/{last}"


def _find_plan(headings: Sequence[str], last: int, *, five: bool) -> str:
    """The next year, or the next five where the report plans five and does not single out the next one."""
    ahead = _first(headings, _PLAN_FIVE)
    years = (match for line in headings for match in _PLAN.finditer(line) if int(match[1]) > last)
    year = next(years, None)
    if ahead and (five or year is None):
        first = _FIRST_YEAR[ahead[1]] if ahead[1] else last + 1
        if first > last:
            return f"{first}/{first + 4}"
    return year[1] if year else str(last + 1)
