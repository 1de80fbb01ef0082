"""A line in, the heading it is or begins with out.

Reports number their parts 一、 (一) 1. 一是, or not at all: “2023年工作回顾” on a line of its own is a part, and
“经济运行承压回升。” at the head of a paragraph is a run-in heading.
"""

import re
from dataclasses import dataclass

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_STYLES = (
    (1, re.compile(rf"第{_NUMERAL}(?:部分|篇|章)")),
    (2, re.compile(rf"{_NUMERAL}\s*[、．.]")),
    (3, re.compile(rf"[（(]\s*{_NUMERAL}\s*[)）]")),
    (4, re.compile(r"\d{1,2}\s*[、．.](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]")),
    (5, re.compile(rf"{_NUMERAL}(?:是|要)(?!个)|第{_NUMERAL}[，,、]|首先[，,]|其次[，,]|最后[，,]|——")),
)
_PART = re.compile(
    r"回顾|总结|安排|打算|展望|部署|目标任务|主要任务|重点工作|工作任务|工作重点|工作计划|工作建议|工作思路|总体要求|"
    r"年(?:主要|政府)?工作(?:情况)?$|自身建设$"
)
_NOTES = re.compile(
    r"(?:《?政府工作报告》?)?[（(]?(?:有关|相关)?(?:名词|术语|用语|词语|词汇|注释|缩略语)(?:解释|注释|说明)?[)）]?[：:]?$|"
    r"附件?[\d一二三四五：:]|附[录注表]|\[?\d*\]?名词解释"
)
_STOP = re.compile(r"[。！？!?；;：:]")
_RUN_IN = re.compile(r"[^。！？!?；;：:\d]{4,28}[。]")
_PLAIN_LENGTH, _NUMBERED_LENGTH, _RUN_IN_RANK = 30, 60, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading at the start of a line. `rank` orders the styles: the smaller, the larger the part."""

    start: int
    end: int
    rank: int
    title: str


def find_heading(text: str, start: int, end: int) -> Heading | None:
    """The heading that the line `text[start:end]` is or begins with."""
    for rank, style in _STYLES:
        if style.match(text, start, end):
            stop = _STOP.search(text, start, end)
            last = stop.end() if stop else end
            if last - start > _NUMBERED_LENGTH:
                return None
            return _make(text, start, last, rank=rank)
    if end - start <= _PLAIN_LENGTH and not _STOP.search(text, start, end) and _PART.search(text, start, end):
        return _make(text, start, end, rank=1)
    if (run_in := _RUN_IN.match(text, start, end)) and (run_in.end() < end or run_in.end() - start <= 16):
        return _make(text, start, run_in.end(), rank=_RUN_IN_RANK)
    return None


def begins_notes(text: str, start: int, end: int) -> bool:
    """Whether the line opens the glossary or an annex, which are no part of the report itself."""
    return end - start <= _PLAIN_LENGTH and bool(_NOTES.match(text, start, end))


def _make(text: str, start: int, end: int, *, rank: int) -> Heading:
    return Heading(start=start, end=end, rank=rank, title=text[start:end].rstrip("。；;：:"))
