"""Words for time in, periods out: 1-6月 → 2021-01/2021-06, 过去五年 → 2017/2021, 下半年 → 2021-H2.

A period is a year (2021), a half (2022-H1), a month (2021-04) or a range of years or months (2017/2021). Relative words
(今年, 去年, 五年来) are read against the year that the report looks back on and the year it is given in, so a word of
comparison (比2016年, 较上年) must not count: it names the base of a change, not the time of the number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_SMALL = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_PLANS = {"九五": 1996, "十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_DASH = r"\s*(?:[-－—–~～至到]+)\s*"
_YEAR = r"(?:19|20)\d\d|二[〇零○][〇零○一二三四五六七八九]{2}"
_MONTHS = rf"(?P<m1>1[0-2]|0?[1-9])(?:月(?:份|底|末)?)?{_DASH}(?P<m2>1[0-2]|0?[1-9])月(?:份|底|末)?"
_PATTERN = re.compile(
    rf"(?P<base>比|较|对比|同比|超过|高于|低于|相当于|与|是|于|为|的)?"
    rf"(?:"
    rf"(?P<from>{_YEAR})年?{_DASH}(?P<to>{_YEAR})年"
    rf"|(?P<year>{_YEAR})\s?年(?:\s*(?:{_MONTHS}|(?P<half>[上下])半年|(?P<q>[一二三四])季度|(?P<nine>前三季度)"
    rf"|(?P<month>1[0-2]|0?[1-9])月(?P<day>\d+日|份|底|末)?))?(?P<since>以来|至今|开展以来)?"
    rf"|(?P<asof>截至|截止|到)(?P<asmonth>1[0-2]|0?[1-9])月(?:\d+日|底|末|份|中旬)?"
    rf"|{_MONTHS.replace('m1', 'n1').replace('m2', 'n2')}"
    rf"|(?P<bareq>(?:第)?[一二三四]季度|前三季度)"
    rf"|(?P<barehalf>[上下])半年(?!红)|(?P<sofar>半年来)"
    rf"|(?P<years>过去|今后|未来|近|这|的)?的?(?P<n>[两三四五六七八九十])年(?P<come>来|以来|间)?(?=[^\u4e00-\u9fff]|来|工|的|间|我|是|，)"
    rf"|(?P<relative>今年|本年|去年|上年|明年|年内|过去(?:的)?一年|一年来|新的一年)"
    rf"|[“”\"]?(?P<plan>十[一二三四五]五|十五|九五)[“”\"]?(?P<planpart>时期|期间|以来|末|期末|五年)"
    rf")"
)
_BASE_WORDS = frozenset({"比", "较", "对比", "同比", "超过", "高于", "低于", "相当于", "与"})


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
            halfway = "-" in reviewed
            return cls(year=last, now=last if halfway else last + 1)
        if planned:
            first = int(planned[:4])
            return cls(year=first - 1, now=first)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCue:
    """A word for time in the text. `sticky` cues (五年来, 十四五期间) hold for what follows, others only near by."""

    start: int
    end: int
    period: str
    sticky: bool = False


def find_period_cues(text: str, start: int, end: int, frame: Timeframe | None) -> Iterator[PeriodCue]:
    """The words for time in `text[start:end]`, in order; words of comparison are left out."""
    for match in _PATTERN.finditer(text, start, end):
        if match["base"] in _BASE_WORDS:
            continue
        period = _read(match, frame)
        if period is not None:
            yield PeriodCue(
                start=match.start(), end=match.end(), period=period, sticky=bool(match["n"] or match["plan"])
            )


def _is_within(text: str, match: re.Match[str]) -> bool:
    """Whether the word belongs to a name: a year that stands in a title, or behind a verb as the mark of a thing."""
    if not (match["year"] or match["from"] or match["plan"]):
        return False
    before = text[max(0, match.start() - 2) : match.start()]
    if before.endswith(("“", "《", "（", "(", "‘")):
        return True
    following = text[match.end() : match.end() + 1]
    return following == "度" or bool(match["base"] == "的")


def years(first: int, last: int) -> str:
    """A range of years as a period: 2017, 2021 → 2017/2021."""
    return f"{first}/{last}" if first != last else str(first)


def _months(year: int, first: int, last: int) -> str:
    return f"{year}-{first:02d}/{year}-{last:02d}" if first != last else f"{year}-{first:02d}"


def _year(text: str) -> int:
    return int(text.translate(_DIGITS).replace("二", "2"))


def _quarter(text: str, year: int) -> str:
    if text == "前三季度":
        return _months(year, 1, 9)
    number = _SMALL[text.removeprefix("第")[0]]
    return _months(year, 3 * number - 2, 3 * number)


def _read(match: re.Match[str], frame: Timeframe | None) -> str | None:
    if match["from"]:
        return years(_year(match["from"]), _year(match["to"]))
    if match["year"]:
        return _read_dated(match, frame)
    return _read_relative(match, frame) if frame else None


def _read_dated(match: re.Match[str], frame: Timeframe | None) -> str | None:
    year = _year(match["year"])
    if match["m1"]:
        return _months(year, int(match["m1"]), int(match["m2"]))
    if match["half"]:
        return f"{year}-H{1 if match['half'] == '上' else 2}"
    if match["q"] or match["nine"]:
        return _quarter(match["q"] or match["nine"], year)
    if match["month"]:
        return _months(year, 1 if match["day"] in {"底", "末"} else int(match["month"]), int(match["month"]))
    if match["since"] and frame and year < frame.year:
        return years(year, frame.year)
    return str(year)


def _read_relative(match: re.Match[str], frame: Timeframe) -> str | None:
    if match["asmonth"]:
        return _months(frame.now, 1, int(match["asmonth"]))
    if match["n1"]:
        return _months(frame.year, int(match["n1"]), int(match["n2"]))
    if match["bareq"]:
        return _quarter(match["bareq"], frame.now)
    if match["barehalf"] or match["sofar"]:
        return f"{frame.now}-H{2 if match['barehalf'] == '下' else 1}"
    if match["plan"]:
        first = _PLANS[match["plan"]]
        return (
            str(first + 4) if match["planpart"].endswith("末") else years(first, min(first + 4, max(frame.year, first)))
        )
    if match["n"]:
        return _read_span(match, frame)
    return _read_word(match["relative"], frame)


def _read_span(match: re.Match[str], frame: Timeframe) -> str | None:
    count = _SMALL[match["n"]]
    if match["years"] in {"今后", "未来"}:
        return years(frame.year + 1, frame.year + count)
    if match["years"] in {"过去", "近", "这"} or match["come"]:
        return years(frame.year - count + 1, frame.year)
    return None


def _read_word(word: str, frame: Timeframe) -> str:
    if word in {"去年", "上年"}:
        return str(frame.now - 1)
    if word == "明年":
        return str(frame.now + 1)
    if word.startswith("过去") or word == "一年来":
        return str(frame.year)
    return str(frame.now)
