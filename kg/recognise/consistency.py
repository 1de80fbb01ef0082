"""Merged mentions in, mentions that agree through the document out: one type a name, and every occurrence found.

A report names its own town by its short form (罗店 for 罗店镇), which no list of names could know: that is a place too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.model import EntityType, Jurisdiction, Level, Mention, Sentence
from kg.recognise.context import read_rows
from kg.recognise.spans import keep_inside

_SHORTEST = 3  # a two-character name is too often a part of other words
_SURE = 0.5
_OWN = 0.8  # chance that the own short form, where it stands free, is a mention: 222 of 270 in the gold
_PARTS = "镇乡街村社"  # what follows a short form in a longer name


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
    matches = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes(text)
    free = _keep_free(keep_inside(matches, sentences), [(m.start, m.end) for m in mentions])
    added = [replace(best[names[index]], start=start, end=end, source="document") for index, start, end in free]
    return tuple(sorted((*mentions, *added), key=lambda m: m.start))


def name_own_town(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], *, place: Jurisdiction
) -> tuple[Mention, ...]:
    """The mentions and, wherever it stands free, the short form of the town whose report this is.

    Not where it is an ordinary word (团结 for 团结镇), nor where it begins a longer name (罗店村).
    """
    short = place.short
    if place.level is not Level.TOWN or len(short) < 2 or short == place.name or short in _list_ordinary():
        return tuple(mentions)
    spans = ((0, match.start(), match.end()) for match in re.finditer(f"{re.escape(short)}(?![{_PARTS}])", text))
    free = _keep_free(keep_inside(spans, sentences), [(m.start, m.end) for m in mentions])
    own = [
        Mention(start=start, end=end, text=short, type=EntityType.PLACE, score=_OWN, source="document")
        for _, start, end in free
    ]
    return tuple(sorted((*mentions, *own), key=lambda m: m.start))


@cache
def _list_ordinary() -> frozenset[str]:
    return frozenset(short for (short,) in read_rows("gazetteer/ordinary_shorts.txt"))


def _keep_free(
    matches: Iterable[tuple[int, int, int]], taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    position = 0
    for index, start, end in matches:
        while position < len(taken) and taken[position][1] <= start:
            position += 1
        if position == len(taken) or end <= taken[position][0]:
            yield index, start, end
