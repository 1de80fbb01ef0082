"""Text of a page → the spans of it that are the report, without what the website put around them.

Nothing is cut by length or position alone: a line goes only when it matches a pattern of `data/read/furniture.tsv`
or consists of button words (`page_words.txt`). Most of these hold only above the first and below the last paragraph,
so that a sentence of the report is never at risk.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.read.head import SALUTATION, fold
from kg.resources import read_data

_LINE = re.compile(r"[^\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029]|$)")
_SHORT = 300  # code points: a longer line is a paragraph, whatever it says
_PARAGRAPH = 36
_WRAPPED = 24
_HEAD_LINES = 200
_ALL = "any|edge|above|start|end"
# What stands above the text and belongs to it, between buttons or not.
_TITLE_BLOCK = re.compile(
    r".{0,60}(?:报告|通知|意见|办法|方案|公告|决定|规定|规划|纲要)(?:\(.{1,20}\))?|.*会议上.{0,12}|[-—― ]*在.{4,60}"
    r"|[(\[]?\d{4} *年 *\d{1,2} *月 *\d{1,2} *日[)\]]?|.{0,24}(?:长|主席|总理|主任) *[\u4e00-\u9fff· ]{2,12}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    start: int
    end: int
    text: str  # folded and stripped


def find_body(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of `text` that are not page furniture. Sorted by start. Spans do not overlap."""
    lines = tuple(_split_lines(text))
    first, last = _find_edges(lines)
    start, end = _find_start(lines[:first]), last + 1 + _find_end(lines[last + 1 :])
    above = _find_above(lines[start:first]) + start
    keep = [
        line
        for number, line in enumerate(lines[start:end], start)
        if not _is_furniture(line, edge=number < first or number > last)
        and (number >= above or is_title_line(line.text))
    ]
    return _join(keep or list(lines), lines)


def is_title_line(text: str) -> bool:
    """Whether a line above the text looks like its title, meeting, day or speaker."""
    return len(text) <= _SHORT and _TITLE_BLOCK.fullmatch(fold(text).strip()) is not None


def _split_lines(text: str) -> Iterator[_Line]:
    """The lines that have something in them, without the blanks around it."""
    for match in _LINE.finditer(text):
        content = match.group().strip()
        if content:
            start = match.start() + match.group().index(content)
            # No pattern looks at longer lines, but a prefix may stand before one.
            folded = fold(content) if len(content) <= _SHORT else content
            skip = _match_prefix(folded)
            yield _Line(start=start + skip, end=start + len(content), text=folded[skip:])


def _find_edges(lines: Sequence[_Line]) -> tuple[int, int]:
    """The numbers of the first line of the text proper and of its last paragraph; beyond all lines if it has none."""
    paragraphs = [number for number, line in enumerate(lines) if is_sentence(line.text) or _is_wrapped(lines, number)]
    if not paragraphs:
        return len(lines), -1
    opening = (number for number in range(paragraphs[0]) if SALUTATION.match(lines[number].text))
    return next(opening, paragraphs[0]), paragraphs[-1]


def is_sentence(text: str) -> bool:
    """Whether a line is prose of the report: long, with a mark that ends a sentence, and no phrase of a website."""
    return len(text) >= _PARAGRAPH and any(mark in text for mark in "。;；!！") and not _matches(_ALL, text)


def _is_wrapped(lines: Sequence[_Line], number: int) -> bool:
    """Whether three long lines follow each other here, as in a text whose paragraphs are broken into lines."""
    window = lines[number : number + 3]
    return len(window) == 3 and all(len(line.text) >= _WRAPPED and not _matches(_ALL, line.text) for line in window)


def _find_start(lines: Sequence[_Line]) -> int:
    """How many of the lines above the text belong to the page for certain."""
    starts = [number for number, line in enumerate(lines[:_HEAD_LINES]) if _matches("start", line.text)]
    return starts[-1] + 1 if starts else 0


def _find_above(lines: Sequence[_Line]) -> int:
    """How many of the lines above the text are the page's unless they are a title, a day or a name."""
    bylines = [number for number, line in enumerate(lines[:_HEAD_LINES]) if _matches("above", line.text)]
    return bylines[-1] + 1 if bylines else 0


def _find_end(lines: Sequence[_Line]) -> int:
    """How many of the lines below the last paragraph come before the foot of the page."""
    return next((number for number, line in enumerate(lines) if _matches("end", line.text)), len(lines))


def _is_furniture(line: _Line, *, edge: bool) -> bool:
    return _matches("any|edge|above" if edge else "any", line.text) or (edge and _is_button(line.text))


def _is_button(text: str) -> bool:
    """Whether a line is nothing but button words, marks and numbers, with at least one such word in it."""
    return len(text) <= 80 and _buttons().fullmatch(text) is not None


def _matches(kinds: str, text: str) -> bool:
    return len(text) <= _SHORT and _pattern(kinds).fullmatch(text) is not None


def _match_prefix(text: str) -> int:
    match = _pattern("prefix").match(text)
    return match.end() if match and match.end() < len(text) else 0


def _join(keep: Sequence[_Line], lines: Sequence[_Line]) -> tuple[tuple[int, int], ...]:
    """One span for each run of kept lines: empty lines between them belong to it, dropped ones end it."""
    spans: list[tuple[int, int]] = []
    after = {line.start: before.end for before, line in pairwise(lines)}
    for line in keep:
        if spans and after.get(line.start) == spans[-1][1]:
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
    return tuple(spans)


@functools.cache
def _pattern(kinds: str) -> re.Pattern[str]:
    rows = [line.split("\t") for line in read_data("read/furniture.tsv").splitlines() if not line.startswith("#")]
    return re.compile("|".join(f"(?:{row[1]})" for row in rows if row[0] in kinds.split("|")), re.IGNORECASE)


@functools.cache
def _buttons() -> re.Pattern[str]:
    words = [line for line in read_data("read/page_words.txt").splitlines() if not line.startswith("#")]
    longest_first = sorted(map(re.escape, words), key=lambda word: (-len(word), word))
    # Possessive: what one word has taken is not tried again in pieces, so no line can make this slow.
    return re.compile(rf"[\W\d_]*+(?:(?>{'|'.join(longest_first)})[\W\d_]*+)++", re.IGNORECASE)
