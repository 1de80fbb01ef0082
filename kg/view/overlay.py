"""A line of the source text in, the same text as HTML out, with sentences, mentions and measures laid over it.

The line is cut wherever something begins or ends, and each piece is wrapped in what covers it; so no character is lost,
repeated or moved, whatever overlaps.
"""

import html
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Extraction, Measure, Mention, Sentence
from kg.view.labels import read_labels

Span = Mention | Measure | Sentence


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text that is not blank, without the space at its end."""

    start: int
    end: int


def split_lines(text: str) -> Iterator[Line]:
    """The lines of a text that have something in them."""
    start = 0
    for part in text.splitlines(keepends=True):
        if part.strip():
            yield Line(start, start + len(part.rstrip()))
        start += len(part)


def sentence_id(sentence: Sentence) -> str:
    """The fragment by which pages and graph call a sentence."""
    return f"char={sentence.start},{sentence.end}"


class Overlay:
    """What was found in one document, ready to be laid over its lines."""

    def __init__(self, extraction: Extraction, *, link: Callable[[str], str]) -> None:
        self._extraction = extraction
        self._link = link  # from an entity's key to its page
        groups = (extraction.outline.sentences, extraction.mentions, extraction.measures)
        self._spans: list[list[Span]] = [sorted(group, key=lambda span: (span.start, span.end)) for group in groups]

    def sentences(self, line: Line) -> Sequence[Sentence]:
        """The sentences that begin in a line."""
        return [span for span in self._near(line) if isinstance(span, Sentence) and span.start >= line.start]

    def mark(self, line: Line) -> str:
        """The line as HTML."""
        spans = self._near(line)
        edges = {edge for span in spans for edge in (span.start, span.end) if line.start < edge < line.end}
        pieces: list[str] = []
        opened: Sentence | None = None
        for start, end in pairwise(sorted({line.start, line.end, *edges})):
            cover = [span for span in spans if span.start <= start and end <= span.end]
            sentence = next((span for span in cover if isinstance(span, Sentence)), None)
            if sentence is not opened:
                pieces += ["</span>" if opened else "", _open(sentence, start) if sentence else ""]
                opened = sentence
            pieces.append(self._wrap(self._extraction.document.text[start:end], cover))
        return "".join([*pieces, "</span>" if opened else ""])

    def _near(self, line: Line) -> list[Span]:
        """The spans that touch a line; in each group at most one begins before it, as spans do not overlap."""
        near: list[Span] = []
        for group in self._spans:
            first = bisect_left(group, line.start, key=lambda span: span.start)
            last = bisect_left(group, line.end, key=lambda span: span.start)
            near += [span for span in group[max(0, first - 1) : last] if span.end > line.start]
        return near

    def _wrap(self, text: str, cover: Sequence[Span]) -> str:
        inner = html.escape(text)
        mention = next((span for span in cover if isinstance(span, Mention)), None)
        if mention is not None:
            entity = self._extraction.links.of[mention]
            label = read_labels("type")[entity.type]
            link = html.escape(self._link(entity.key))
            tip = html.escape(f"{label.zh} {label.en} · {entity.name}")
            return f'<a class="m t-{entity.type}" href="{link}" title="{tip}">{inner}</a>'
        return f'<b class="v">{inner}</b>' if any(isinstance(span, Measure) for span in cover) else inner


def _open(sentence: Sentence, start: int) -> str:
    """The id stands only where the sentence begins: one that runs over two lines is opened twice."""
    identity = f' id="{sentence_id(sentence)}"' if sentence.start == start else ""
    return f'<span class="s"{identity} data-s="{sentence_id(sentence)}">'
