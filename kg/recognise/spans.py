"""Matches anywhere in a text in, those that lie within one sentence out."""

from collections.abc import Iterable, Iterator, Sequence

from kg.model import Sentence


def keep_inside(
    matches: Iterable[tuple[int, int, int]], sentences: Sequence[Sentence]
) -> Iterator[tuple[int, int, int]]:
    """The (index, start, end) matches, sorted by start, that lie within one of the sorted sentences."""
    spans = iter(sentences)
    sentence = next(spans, None)
    for index, start, end in matches:
        while sentence is not None and sentence.end <= start:
            sentence = next(spans, None)
        if sentence is None:
            return
        if sentence.start <= start and end <= sentence.end:
            yield index, start, end
