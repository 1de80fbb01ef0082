"""Candidates of all recognisers in, one set of mentions out that do not overlap.

Every candidate has a chance of being right. Candidates of one span and type support each other; the chance of one
inside a longer one counts only as far as the longer one may be wrong, for the outer name wins. Of all sets without
overlap we take the one with the largest sum of (chance - threshold): with chances that are true, a threshold of
half the F1 reached is the one that makes F1 largest. Ties go to the earlier and longer span, so the result depends
on the candidates alone and not on their order.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from math import prod

from kg.model import Mention

THRESHOLD = 0.4
_CEILING = 0.995


def merge_mentions(candidates: Iterable[Mention], *, threshold: float = THRESHOLD) -> tuple[Mention, ...]:
    """The best candidates. Sorted by start. Spans do not overlap."""
    pooled = pool_candidates(candidates)
    return select_mentions(pooled, discount_inner(pooled), threshold=threshold)


def pool_candidates(candidates: Iterable[Mention]) -> tuple[Mention, ...]:
    """One mention per span: its most likely type, with the joint chance of the recognisers that agree on it."""
    ordered = sorted(candidates, key=lambda m: (m.start, -m.end, m.type, m.source, m.score))
    pooled = []
    for _, same_span in groupby(ordered, key=lambda m: (m.start, m.end)):
        by_type = [_join(tuple(group)) for _, group in groupby(same_span, key=lambda m: m.type)]
        pooled.append(max(by_type, key=lambda m: m.score))
    return tuple(pooled)


def _join(same: Sequence[Mention]) -> Mention:
    best: defaultdict[str, float] = defaultdict(float)
    for mention in same:
        family = mention.source.partition("/")[0]
        best[family] = max(best[family], mention.score)
    score = min(1 - prod(1 - score for score in best.values()), _CEILING) if len(best) > 1 else max(best.values())
    sources = "+".join(sorted({mention.source for mention in same}))
    return replace(same[0], score=score, source=sources)


def discount_inner(mentions: Sequence[Mention]) -> tuple[float, ...]:
    """The chance of each: its score, less what a longer one around it takes. Sorted as the mentions are."""
    chances = []
    open_spans: list[Mention] = []
    for mention in mentions:
        open_spans = [outer for outer in open_spans if outer.end > mention.start]
        outers = [outer.score for outer in open_spans if outer.end >= mention.end]
        chances.append(mention.score * (1 - max(outers, default=0.0)))
        open_spans.append(mention)
    return tuple(chances)


def select_mentions(mentions: Sequence[Mention], chances: Sequence[float], *, threshold: float) -> tuple[Mention, ...]:
    """The set without overlap whose chances above the threshold sum highest (weighted interval scheduling)."""
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].end, -mentions[i].start))
    ends = [mentions[i].end for i in order]
    best = [0.0]
    taken: list[bool] = []
    before = []
    for position, i in enumerate(order):
        before.append(bisect_right(ends, mentions[i].start, hi=position))
        gain = best[before[-1]] + chances[i] - threshold
        taken.append(gain > best[-1])
        best.append(max(gain, best[-1]))
    chosen = []
    position = len(order)
    while position:
        position -= 1
        if taken[position]:
            chosen.append(mentions[order[position]])
            position = before[position]
    return tuple(reversed(chosen))
