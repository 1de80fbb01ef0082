"""A text in, names that end in a telling head out: …产业园, …条例, …三年行动.

Chinese does not mark where a name begins. Most names follow a verb, a particle or a mark (推进…, 的…, 、…), so a
name reaches from the end of the last such cut to the end of its head. The class of the cut (won, carried out,
upheld …) says much about the type: the chance of each (head, type, cut class) is counted over annotated reports.
Heads and cuts are data; both automata take the longest word, so that 和平 is no cut and 工程师 no head.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.model import EntityType, Mention, Sentence
from kg.recognise.scores import Scores
from kg.recognise.spans import keep_inside
from kg.resources import read_data

MARKS = "，。；：！？、,;:!?\n\r\t 　（）()《》—…·／/"
_LONGEST = 24
_LEAD = re.compile(
    r"(?:\d{4}年(?:度)?|第[一二三四五六七八九十\d]+[届批轮次]|全[省市县区国州域](?=首|第)|首[批个家届条座次]|新一轮"
    r"|[\d.]+(?:余|多)?[万亿]?[个家条座所项处名张户支场]|[一二两三四五六七八九十]+[个家条座所项处]|(?:建设|发展|提升|促进|支持|推动|优化|升级|改造)(?=.{4}))+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A last word of names; `types` maps what it may tell to the scores' name of it. Without types it swallows."""

    word: str
    types: tuple[EntityType, ...]
    minimum: int


def load_heads() -> tuple[Head, ...]:
    """The shipped heads, one per word."""
    types: dict[str, list[EntityType]] = {}
    minima: dict[str, int] = {}
    for word, kind, minimum in _rows("recognise/heads.tsv"):
        types.setdefault(word, []).extend([EntityType(kind)] if kind != "none" else [])
        minima[word] = int(minimum)
    return tuple(Head(word=word, types=tuple(types[word]), minimum=minima[word]) for word in sorted(types))


def load_cuts() -> tuple[tuple[str, str], ...]:
    """The shipped cuts and their classes; marks are of the class `mark`."""
    return (*((word, kind) for word, kind in _rows("recognise/cuts.tsv")), *((mark, "mark") for mark in MARKS))


def _rows(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in read_data(name).splitlines() if line and not line.startswith("#"))


class HeadFinder:
    """Finds names by their heads. Spans may overlap: a head of several types gives several mentions."""

    def __init__(self, *, scores: Scores) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._heads = load_heads()
        self._cuts = load_cuts()
        self._scores = scores
        self._find_heads = AhoCorasick([head.word for head in self._heads], matchkind=MatchKind.LeftmostLongest)
        self._find_cuts = AhoCorasick([word for word, _ in self._cuts], matchkind=MatchKind.LeftmostLongest)

    def __call__(self, text: str, sentences: tuple[Sentence, ...]) -> Iterator[Mention]:
        """The names found, in the order of their heads."""
        cuts = [(0, "mark"), *self._list_cuts(text)]
        ends = [end for end, _ in cuts]
        matches = self._find_heads.find_matches_as_indexes(text)
        for (index, start, end), (_, follower, _) in pairwise([*keep_inside(matches, sentences), (0, len(text), 0)]):
            head = self._heads[index]
            if not head.types or follower == end:
                continue
            cut, kind = cuts[bisect_right(ends, start) - 1]
            begin = _widen_over_quote(text, _skip_lead(text, cut, start), end)
            if head.minimum <= start - begin <= _LONGEST:
                yield from self._propose(head, text, (begin, end), kind=kind)

    def _list_cuts(self, text: str) -> Iterator[tuple[int, str]]:
        for index, _, end in self._find_cuts.find_matches_as_indexes(text):
            if (kind := self._cuts[index][1]) != "none":
                yield end, kind

    def _propose(self, head: Head, text: str, span: tuple[int, int], *, kind: str) -> Iterator[Mention]:
        start, end = span
        for each in head.types:
            source = f"head/{head.word}:{each}"
            score = self._scores.find(source, kind)
            yield Mention(start=start, end=end, text=text[start:end], type=each, score=score, source=f"{source}|{kind}")


def _skip_lead(text: str, start: int, end: int) -> int:
    match = _LEAD.match(text, start, end)
    return match.end() if match else start


def _widen_over_quote(text: str, start: int, end: int) -> int:
    """The start, moved so that quotes inside the span are paired: over “百日”攻坚行动, after an unclosed “."""
    inner = text[start:end]
    opened, closed = inner.rfind("“"), inner.find("”")
    if closed >= 0 and not 0 <= inner.find("“") < closed:
        before = text.rfind("“", max(0, start - _LONGEST), start)
        return before if before >= 0 else start + closed + 1
    if opened >= 0 and inner.find("”", opened) < 0:
        return start + opened + 1
    return start
