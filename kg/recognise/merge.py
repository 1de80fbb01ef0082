"""Candidates of all recognisers in, one set of mentions out that do not overlap.

Every candidate has a chance of being right. The chances that several rules give to one span and type are joined as
if they were independent; those of the rules and of the trained tagger are weighed against each other by a small
table. A tagger that can be asked gives its view of every candidate, of those too that it would not have found; of
another, its silence counts. The chance of a candidate inside a longer one counts only as
far as the longer one may be wrong, for the outer name wins. Of all sets without overlap we take the one with the
largest sum of (chance - threshold): with chances that are true, a threshold near half the F1 reached is the one that
makes F1 largest. Ties go to the earlier and longer span, so the result depends on the candidates alone and not on
their order.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from itertools import groupby, repeat
from math import exp, log, prod

from kg.model import Mention, View
from kg.recognise.context import read_rows

THRESHOLD = 0.25  # best for mentions and facts together on a fold of unseen places; docs/accuracy.md has the figures
_RULES = frozenset(
    {"lexicon", "pattern", "head", "frame", "extended", "scoped", "place", "places-joined", "place-branded"}
)
_FLOOR = 0.005

Look = Callable[[Sequence[Mention]], Sequence[View]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much the log odds of rules and tagger count in one case: both found it, or only one of them.

    The last four belong to the fields of a view, and are 0 where the tagger cannot be asked.
    """

    bias: float
    rules: float
    tagger: float
    least: float
    starts: float
    stops: float
    mean: float


@cache
def load_weights() -> Mapping[str, Weights]:
    """The shipped table: `both`, `rules` and `tagger`, each as it is and with `/asked` behind → weights."""
    rows = read_rows("recognise/merge.tsv")
    names = [each.name for each in fields(Weights)]
    return {case: Weights(**dict(zip(names, map(float, values), strict=True))) for case, *values in rows}


def merge_mentions(
    candidates: Iterable[Mention], *, look: Look | None = None, threshold: float = THRESHOLD
) -> tuple[Mention, ...]:
    """The best candidates; `look` asks the tagger, where it can be asked. Sorted by start. Spans do not overlap."""
    pooled = pool_candidates(candidates, look=look)
    return select_mentions(pooled, discount_inner(pooled), threshold=threshold)


def pool_candidates(candidates: Iterable[Mention], *, look: Look | None = None) -> tuple[Mention, ...]:
    """One mention per span: its most likely type, with the joint chance of the recognisers that agree on it."""
    ordered = sorted(candidates, key=lambda m: (m.start, -m.end, m.type, m.source, m.score))
    tagged = any(family_of(mention) not in _RULES for mention in ordered)
    same = [tuple(group) for _, group in groupby(ordered, key=lambda m: (m.start, m.end, m.type))]
    views = look([first for first, *_ in same]) if look else repeat(None)
    joined = (_join(group, view, tagged=tagged) for group, view in zip(same, views, strict=False))
    return tuple(
        max(same_span, key=lambda m: m.score) for _, same_span in groupby(joined, key=lambda m: (m.start, m.end))
    )


@lru_cache(maxsize=1024)
def _cut_source(source: str) -> str:
    return source.partition("/")[0].partition(":")[0]


def family_of(mention: Mention) -> str:
    """The kind of recogniser that found a mention: `lexicon` of `lexicon/programs`."""
    return _cut_source(mention.source)


def _join(same: Sequence[Mention], view: View | None, *, tagged: bool) -> Mention:
    """The mentions of one span and type as one."""
    if len(same) == 1 and not tagged and not view:
        return same[0]
    best: dict[str, float] = {}
    tagger = 0.0
    for mention in same:
        family = family_of(mention)
        if family in _RULES:
            best[family] = max(best.get(family, 0.0), mention.score)
        else:
            tagger = max(tagger, mention.score)
    rules = 1 - prod(1 - score for score in best.values())
    first = same[0]
    return Mention(
        start=first.start,
        end=first.end,
        text=first.text,
        type=first.type,
        score=weigh_chances(rules, tagger, view) if tagged or view else rules,
        source=first.source if len(same) == 1 else "+".join(sorted({mention.source for mention in same})),
    )


def weigh_chances(rules: float, tagger: float, view: View | None = None) -> float:
    """The chance of a mention to which the rules and the tagger give these chances; 0 where one did not find it."""
    weights = load_weights()[name_case(rules, tagger, view)]
    odds = weights.bias
    if rules:
        odds += weights.rules * _log_odds(rules)
    if tagger:
        odds += weights.tagger * _log_odds(tagger)
    if view:
        odds += weights.least * view.least + weights.starts * view.starts
        odds += weights.stops * view.stops + weights.mean * view.mean
    return 1 / (1 + exp(-odds))


def name_case(rules: float, tagger: float, view: View | None) -> str:
    """Which row of the table a mention falls under."""
    found_by = "both" if rules and tagger else "rules" if rules else "tagger"
    return f"{found_by}/asked" if view else found_by


def _log_odds(chance: float) -> float:
    chance = min(max(chance, _FLOOR), 1 - _FLOOR)
    return log(chance / (1 - chance))


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
