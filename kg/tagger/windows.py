"""Sentences in, windows out: the stretches of text that the network reads at once.

A window is a run of whole sentences of one paragraph, so that a name is read with what was said just before it.
Windows depend on nothing but the text and its sentences, and no window sees another.
"""

from collections.abc import Iterable, Iterator, Sequence

LONGEST_RUN = 160  # characters of several sentences together
LONGEST_WINDOW = 400  # characters of one sentence before it is cut
_CUTS = "，；、 "

Span = tuple[int, int]


def group_sentences(text: str, sentences: Iterable[Span]) -> tuple[Span, ...]:
    """The windows of the sentences. Sorted by start. Spans do not overlap."""
    return tuple(piece for run in _join_sentences(text, sentences) for piece in _cut_window(text, run))


def _join_sentences(text: str, sentences: Iterable[Span]) -> Sequence[Span]:
    runs: list[Span] = []
    for start, end in sentences:
        if runs and end - runs[-1][0] <= LONGEST_RUN and "\n" not in text[runs[-1][1] : start]:
            runs[-1] = (runs[-1][0], end)
        elif end > start:
            runs.append((start, end))
    return runs


def _cut_window(text: str, window: Span) -> Iterator[Span]:
    start, end = window
    while end - start > LONGEST_WINDOW:
        middle, last = start + LONGEST_WINDOW // 2, start + LONGEST_WINDOW
        cut = max(text.rfind(mark, middle, last) for mark in _CUTS) + 1 or last
        yield start, cut
        start = cut
    yield start, end
