"""Document in, spans of its sentences and paragraphs out.

A sentence ends at 。！？!? with the closing quotes that follow, and at the end of a line; it has at least one letter or
digit and no white space at its ends. A paragraph is a line; a line so long that it must hold a whole report counts each
of its sentences as a paragraph. Nothing outside `document.body` is looked at.
"""

import re
from collections.abc import Iterator

from kg.model import Document

_SENTENCE = re.compile(r"[^\n。！？!?]*(?:[。！？!?]+[”』」’）)]*|\n|$)")
_LINE = re.compile(r"[^\n]+")
_LONGEST_LINE = 2500
Span = tuple[int, int]


def find_sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of `text[start:end]`. Sorted by start. Spans do not overlap."""
    for match in _SENTENCE.finditer(text, start, end):
        first, last = trim_span(text, *match.span())
        if any(map(str.isalnum, text[first:last])):
            yield first, last


def find_lines(document: Document) -> Iterator[Span]:
    """The lines of the body that are not blank, without white space at their ends. Sorted by start."""
    for start, end in document.body:
        for match in _LINE.finditer(document.text, start, end):
            first, last = trim_span(document.text, *match.span())
            if last - first > _LONGEST_LINE:
                yield from find_sentences(document.text, first, last)
            elif first < last:
                yield first, last


def trim_span(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
