"""Matches anywhere in a text in, those that lie within one sentence out; and the candidate, a span not yet weighed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.model import EntityType, Mention, Sentence
from kg.recognise.context import describe_context
from kg.recognise.scores import Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A span that a rule takes for a name. `clues` are what the rule knows besides the context."""

    start: int
    end: int
    type: EntityType
    source: str
    clues: tuple[str, ...] = ()


def weigh_candidate(candidate: Candidate, text: str, scores: Scores, *, named: bool = False) -> Mention:
    """The candidate as a mention whose score is its chance of being right; `named`: the text itself is a clue."""
    start, end = candidate.start, candidate.end
    span = text[start:end]
    clues = (*candidate.clues, *describe_context(text, start, end))
    score = scores.weigh(candidate.source, clues, name=span if named else "")
    return Mention(start=start, end=end, text=span, type=candidate.type, score=score, source=candidate.source)


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
