"""A text in, spans that may be names out: those that end in a telling head, and those that fill a telling frame.

Chinese does not mark where a name begins. Most names follow a verb, a particle or a mark (推进…, 的…, 、…), so a
name reaches from the end of the last such cut to the end of its head (…产业园, …条例), or, after a verb that takes
names (获评…, 出台…), to the next mark. Heads and cuts are data; both automata take the longest word, so that 和平 is
no cut and 工程师 no head.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.model import EntityType, Sentence
from kg.recognise.context import load_cuts, load_soft_cuts, read_rows
from kg.recognise.spans import Candidate, keep_inside

_LONGEST = 24
_SHORTEST_FRAME = 3
_WHOLE = frozenset({"document"})  # what is issued may begin with a verb: 促进就业二十条措施
_LISTING = frozenset("、和与及")
_LEAD = re.compile(
    r"(?:\d{4}年(?:度)?|第[一二三四五六七八九十\d]+[届批轮次]|全[省市县区国州域](?=首|第)|首[批个家届条座次]|新一轮"
    r"|[\d.]+(?:余|多)?[万亿]?[个家条座所项处名张户支场]|[一二两三四五六七八九十]+[个家条座所项处]"
    r"|(?:成功|投运|力争))+"
)
_LEADING_VERB = re.compile(r"(?:建设|发展|提升|促进|支持|推动|优化|升级|改造|保障|扶持)(?=.{4})")
_TAIL = re.compile(
    r"(?:建设|工作|活动|落地见效|走深走实|落地|步伐|成果|任务|力度|水平|[\d.]+(?:余|多)?[万亿]?[个家条座所项处名户场次期人].*)$"
)
_EXTENSION = re.compile(r"[（(][^（）()\n]{1,12}(?:期|段|区|镇|院|大桥|楼)[）)]|[一二三四]期(?!间)|[东南西北中]段")
_QUOTE = re.compile(r"[“”]")
_CLASS_NOUN = re.compile(
    r"”(?:\[\d+\])?(?:专项|攻坚|三年|招商)?(?:行动|计划|改革|工程|机制|制度|战略|攻坚|模式|经验|治理|试点|服务|理念|精神|思想|热线|平台)$"
)
_FRAMES = {
    "program": (EntityType.PROGRAM, EntityType.DOCUMENT, EntityType.PROJECT),
    "document": (EntityType.DOCUMENT, EntityType.PROGRAM),
    "honour": (EntityType.HONOUR, EntityType.FACILITY),
    "event": (EntityType.EVENT,),
    "slogan": (EntityType.SLOGAN, EntityType.FACILITY, EntityType.BRAND),
    "industry": (EntityType.INDUSTRY,),
    "works": (EntityType.FACILITY, EntityType.PROJECT),
    "people": (EntityType.ORGANIZATION, EntityType.ENTERPRISE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A last word of names with the types that it may tell. Without types it swallows what it covers."""

    word: str
    types: tuple[EntityType, ...]
    minimum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A place where a name may begin; `kind` is the class of the cut, in a list that of the list's first."""

    start: int
    end: int
    kind: str
    soft: bool = False


def load_heads() -> tuple[Head, ...]:
    """The shipped heads, one per word."""
    types: dict[str, list[EntityType]] = {}
    minima: dict[str, int] = {}
    for word, kind, minimum in read_rows("recognise/heads.tsv"):
        types.setdefault(word, []).extend([EntityType(kind)] if kind != "none" else [])
        minima[word] = int(minimum)
    return tuple(Head(word=word, types=tuple(types[word]), minimum=minima[word]) for word in sorted(types))


class HeadFinder:
    """Finds spans by heads and by frames. Spans may overlap, and one span may come with several types."""

    def __init__(self) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._heads = load_heads()
        self._cuts = tuple(sorted(load_cuts().items()))
        self._soft = load_soft_cuts()
        self._find_heads = AhoCorasick([head.word for head in self._heads], matchkind=MatchKind.LeftmostLongest)
        self._find_cuts = AhoCorasick([word for word, _ in self._cuts], matchkind=MatchKind.LeftmostLongest)

    def __call__(self, text: str, sentences: tuple[Sentence, ...]) -> Iterator[Candidate]:
        """The spans found, first by heads, then by frames."""
        cuts = tuple(self._list_cuts(text))
        hard = tuple(cut for cut in cuts if not cut.soft)
        yield from self._find_by_head(text, sentences, (hard, cuts))
        yield from self._find_by_frame(text, sentences, hard)

    def _list_cuts(self, text: str) -> Iterator[Cut]:
        kind, last = "mark", 0
        yield Cut(start=0, end=0, kind=kind)
        for index, start, end in self._find_cuts.find_matches_as_indexes(text):
            word, own = self._cuts[index]
            if own == "none":
                continue
            soft = word in self._soft and (start != last or kind in _WHOLE) and text[start - 1] not in "“”"
            if not soft:
                last = end
                kind = kind if word in _LISTING else own
            yield Cut(start=start, end=end, kind=own if soft else kind, soft=soft)
        yield Cut(start=len(text), end=len(text), kind="mark")

    def _find_by_head(
        self, text: str, sentences: Sequence[Sentence], cuts: tuple[Sequence[Cut], Sequence[Cut]]
    ) -> Iterator[Candidate]:
        """Each head with the last hard cut before it, and with the last cut of any sort where that is another."""
        ends = tuple([cut.end for cut in each] for each in cuts)
        matches = self._find_heads.find_matches_as_indexes(text)
        for (index, start, end), (_, follower, _) in pairwise([*keep_inside(matches, sentences), (0, len(text), 0)]):
            head = self._heads[index]
            if not head.types or follower == end:
                continue
            for cut in {each[bisect_right(found, start) - 1]: None for each, found in zip(cuts, ends, strict=True)}:
                begin = _widen_over_quote(text, _skip_lead(text, cut.end, start, kind=cut.kind), end)
                if head.minimum <= start - begin <= _LONGEST and not _CLASS_NOUN.search(text, begin, end):
                    yield from _propose(head, text, (begin, end), kind=cut.kind)

    def _find_by_frame(self, text: str, sentences: Sequence[Sentence], cuts: Sequence[Cut]) -> Iterator[Candidate]:
        spans = ((number, one.end, two.start) for number, (one, two) in enumerate(pairwise(cuts)))
        for number, start, end in keep_inside(spans, sentences):
            kind = cuts[number].kind
            if kind in _FRAMES and end - start >= _SHORTEST_FRAME and text[start] != "“":
                begin = _skip_lead(text, start, end, kind=kind)
                close = begin + len(_TAIL.sub("", text[begin:end]))
                if _SHORTEST_FRAME <= close - begin <= _LONGEST and not _QUOTE.search(text, begin, close):
                    for each in _FRAMES[kind]:
                        yield Candidate(start=begin, end=close, type=each, source=f"frame/{kind}:{each}")


def _propose(head: Head, text: str, span: tuple[int, int], *, kind: str) -> Iterator[Candidate]:
    """The span once for every type of its head, and once more with what may follow the head: （一期）, 南段."""
    start, end = span
    longer = _EXTENSION.match(text, end)
    for each in head.types:
        yield Candidate(start=start, end=end, type=each, source=f"head/{head.word}:{each}", clues=(f"kind={kind}",))
        if longer:
            yield Candidate(
                start=start, end=longer.end(), type=each, source=f"extended:{each}", clues=(f"kind={kind}",)
            )


def _skip_lead(text: str, start: int, end: int, *, kind: str) -> int:
    """The start of the name proper, past ordinals, counts and, but for what is issued or carried out, a verb."""
    if match := _LEAD.match(text, start, end):
        start = match.end()
    verb = None if kind == "program" or kind in _WHOLE else _LEADING_VERB.match(text, start, end)
    return verb.end() if verb else start


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
