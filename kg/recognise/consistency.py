"""Merged mentions in, mentions that agree through the document out: one type a name, and every occurrence found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.model import EntityType, Mention, Sentence
from kg.recognise.spans import keep_inside

_SHORTEST = 3  # a two-character name is too often a part of other words
_SURE = 0.5


def unify_types(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The same mentions; where one name has several types, all take the one with the largest sum of scores."""
    votes: defaultdict[str, defaultdict[EntityType, float]] = defaultdict(lambda: defaultdict(float))
    for mention in mentions:
        votes[mention.text][mention.type] += mention.score
    winner = {name: max(sorted(types), key=lambda kind: types[kind]) for name, types in votes.items()}
    return tuple(m if m.type == winner[m.text] else replace(m, type=winner[m.text]) for m in mentions)


def spread_names(text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions and, wherever it stands free, every name again that was found once with enough certainty."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    best: dict[str, Mention] = {}
    for mention in mentions:
        if len(mention.text) >= _SHORTEST and mention.score >= max(_SURE, best.get(mention.text, mention).score):
            best[mention.text] = mention
    names = sorted(best)
    taken = [(m.start, m.end) for m in mentions]
    added = []
    matches = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes(text)
    for index, start, end in _keep_free(keep_inside(matches, sentences), taken):
        added.append(replace(best[names[index]], start=start, end=end, source="document"))
    return tuple(sorted((*mentions, *added), key=lambda m: m.start))


def _keep_free(
    matches: Iterable[tuple[int, int, int]], taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    position = 0
    for index, start, end in matches:
        while position < len(taken) and taken[position][1] <= start:
            position += 1
        if position == len(taken) or end <= taken[position][0]:
            yield index, start, end
