"""Matches anywhere in a text in, those that lie within one sentence out; and the candidate, a span not yet weighed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model import EntityType, Mention, Sentence
from kg.recognise.context import describe_context
from kg.recognise.scores import Scores

_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("「", "」"))
_BRACKETS = (("(", ")"), ("（", "）"))
_SHORTEST = 2  # characters of a name


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


def complete_span(text: str, mention: Mention) -> Mention:
    """The mention with both marks of a pair or none: one longer where the other stands just outside; X区块 whole."""
    if mention.text.endswith("区") and text[mention.end : mention.end + 1] == "块":
        return replace(mention, end=mention.end + 1, text=text[mention.start : mention.end + 1])
    for opening, closing in _PAIRS:
        start, end = mention.start, mention.end
        missing = mention.text.count(closing) - mention.text.count(opening)
        if missing == 1 and text[start - 1 : start] == opening and text[end - 1] != closing:
            return _cut_marks(replace(mention, start=start - 1, text=text[start - 1 : end]))
        if missing == -1 and text[end : end + 1] == closing and text[start] != opening:
            return _cut_marks(replace(mention, end=end + 1, text=text[start : end + 1]))
    return _cut_marks(mention)


def _cut_marks(mention: Mention) -> Mention:
    """The mention without a mark at an end whose other one it does not hold."""
    name = mention.text
    for pair in (*_PAIRS, *_BRACKETS):
        if name.count(pair[0]) != name.count(pair[1]) and len(name) > _SHORTEST:
            if name[-1] in pair:
                return _cut_marks(replace(mention, end=mention.end - 1, text=name[:-1]))
            if name[0] in pair:
                return _cut_marks(replace(mention, start=mention.start + 1, text=name[1:]))
    return mention
