"""One sentence in, its figures with indicator and kind out.

Figures are read from left to right, because one leans on the one before: 增长6% tells the growth of what was just
named, and 分别增长6%、7% the growth of two.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.measure.clauses import Clause, cut_clauses
from kg.measure.indicator import (
    Reading,
    clean_right,
    is_relative,
    leading_verb,
    name_indicator,
    read_left,
    relate,
    strip_openers,
)
from kg.measure.kinds import decide_kind, is_ratio
from kg.measure.quantities import Quantity, find_quantities
from kg.measure.ranks import Rank, find_ranks
from kg.measure.refusals import find_quoted, is_refused
from kg.measure.scores import estimate_score
from kg.model import MeasureKind

_RANK_VERB = re.compile(
    r"(?:稳居|位居|名列|上升至|上升到|提升至|提升到|攀升至|跃升到|前移至|进位至|升到|排名|排在|排位|位列|居|列|排|升至|跃居|跃升至|跻身|进入|入围|保持|继续|获得|获|荣获|夺得|取得|蝉联|均|分别|为|在|"
    r"连续[\d一二三四五六七八九十]+(?:年|个季度|个月)|再次|首次|持续|达|达到|总量|成绩)+$"
)
_CONJUNCTIONS = ("和", "及", "与", "以及", "、")
_DISTRIBUTES = re.compile("分别|依次")
_COUNTED = frozenset({"count", "people", "area", "length"})
_BETWEEN = re.compile(r"[、和及与达为至\s]*|以及")
_SPLIT = re.compile(r"、|以及|和(?![美谐平])|与|(?<![普涉波顾危惠])及(?![时格其])")
_PLACE = re.compile(r".*[县区市镇乡旗州](?=[\u4e00-\u9fff]{2})")
_TAIL = re.compile(r"(?:增加值|总产值|产值|总额|总量|收入|面积|[\u4e00-\u9fff]率|数|量|支出|投资|占比)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its name and kind. `sign` is -1 for a fall; `base` is the last name that stood by itself."""

    number: Quantity | Rank
    name: str
    kind: MeasureKind
    sign: int
    clause: Clause
    inherited: bool
    base: str
    verb: str = ""

    @property
    def score(self) -> float:
        """How often such a figure is right in the annotated reports."""
        return estimate_score(self.number, inherited=self.inherited, name=self.name)


def find_figures(text: str, start: int, end: int) -> list[Figure]:
    """The figures of the sentence `text[start:end]`. Sorted by start."""
    clauses = cut_clauses(text, start, end, quantities=_find_numbers(text, start, end))
    figures: list[Figure] = []
    index = 0
    while index < len(clauses):
        run = _length_of_run(clauses, index)
        figures.extend(_read_run(clauses[index : index + run], figures))
        index += run
    return figures


def _find_numbers(text: str, start: int, end: int) -> list[Quantity | Rank]:
    ranks = list(find_ranks(text, start, end))
    quoted = find_quoted(text, start, end)
    taken = quoted + [(rank.start, rank.end) for rank in ranks]
    numbers: list[Quantity | Rank] = [r for r in ranks if not any(a <= r.start < b for a, b in quoted)]
    for quantity in find_quantities(text, start, end):
        if any(a <= quantity.core < b for a, b in taken) or is_refused(text, quantity):
            continue
        numbers.append(quantity)
    return sorted(numbers, key=lambda number: number.start)


def _length_of_run(clauses: Sequence[Clause], index: int) -> int:
    """How many figures share one 分别."""
    left = clauses[index].left
    shared = "分别" in left or "依次" in left
    length = 1
    for clause in clauses[index + 1 :]:
        if clause.opens or not _BETWEEN.fullmatch(clause.left):
            break
        length += 1
    return length if shared or len(_SPLIT.findall(strip_openers(left))) + 1 == length else 1


def _read_run(run: Sequence[Clause], before: Sequence[Figure]) -> list[Figure]:
    first = _read_clause(run[0], before)
    if len(run) == 1:
        return [first]
    names = _split_names(first, len(run), before)
    rest = [replace(first, number=clause.quantity, clause=clause) for clause in run[1:]]
    return [replace(figure, name=name) for figure, name in zip([first, *rest], names, strict=True)]


def _split_names(first: Figure, count: int, before: Sequence[Figure]) -> list[str]:
    """One name for each of the figures that 分别 gives out."""
    parts = [part for part in _SPLIT.split(_DISTRIBUTES.sub("", first.name)) if part]
    if not first.inherited and len(parts) == count:
        *firsts, last = parts
        return [*(part if _TAIL.search(part) else part + _shared_tail(part, last) for part in firsts), last]
    if len(before) >= count and first.inherited:
        return [figure.name for figure in before[-count:]]
    return [first.name] * count


def _shared_tail(part: str, last: str) -> str:
    """What 城镇 lacks in 城镇和农村居民收入."""
    if part[-1] in "县区市镇乡旗州" and (place := _PLACE.match(last)):
        return last[place.end() :]
    return last[len(part) :]


def _read_clause(clause: Clause, before: Sequence[Figure]) -> Figure:
    previous = before[-1] if before else None
    if isinstance(clause.quantity, Rank):
        return _read_rank(clause, previous)
    reading = _read_joined(clause, previous)
    kind = _decide(clause.quantity, clause, reading=reading, previous=previous)
    name = _name(clause, reading, kind=kind, previous=previous)
    leans = previous and (not reading.name or is_relative(reading.name))
    return Figure(
        number=clause.quantity,
        name=name,
        kind=kind,
        sign=reading.change or (previous.sign if previous and not reading.name else 1),
        clause=clause,
        inherited=not reading.name,
        base=previous.base if previous and leans else name,
        verb=leading_verb(reading.name),
    )


def _read_joined(clause: Clause, previous: Figure | None) -> Reading:
    """What stands before a number; behind a 、 the verb of the number before holds on (新增甲3个、乙2个)."""
    if clause.opens or previous is None:
        return read_left(clause.left)
    if clause.left.endswith(_CONJUNCTIONS):
        return read_left(previous.verb if clean_right(clause.right) else "")  # the rest belongs to the figure before
    reading = read_left(clause.left)
    counted = isinstance(clause.quantity, Quantity) and clause.quantity.unit.dimension in _COUNTED
    alone = not reading.name or reading.change_word or is_relative(reading.name) or leading_verb(reading.name)
    if alone or not counted or previous.kind is not MeasureKind.LEVEL:
        return reading
    return replace(reading, name=previous.verb + reading.name)


def _decide(quantity: Quantity, clause: Clause, *, reading: Reading, previous: Figure | None) -> MeasureKind:
    """The kind of a quantity; a bare ratio behind a 、 is of the kind of the ratio before it."""
    right = clean_right(clause.right)
    named = bool(reading.name) and not reading.is_verb
    kind = decide_kind(quantity, reading, named=named or previous is not None, after=right)
    bare = not reading.name and not reading.change_word and not right and not clause.opens
    if bare and previous and is_ratio(quantity) and isinstance(previous.number, Quantity):
        return previous.kind if is_ratio(previous.number) else kind
    return kind


def _name(clause: Clause, reading: Reading, *, kind: MeasureKind, previous: Figure | None) -> str:
    name, base = (previous.name, previous.base) if previous else ("", "")
    if kind is MeasureKind.GROWTH:
        if not reading.name:
            return name or clean_right(clause.right) or strip_openers(clause.earlier)
        return relate(reading.name, base) if is_relative(reading.name) else reading.name
    if reading.change_word and isinstance(clause.quantity, Quantity) and not is_ratio(clause.quantity):
        reading = replace(reading, name=reading.name + reading.change_word)
    return name_indicator(clause, reading, previous=name, base=base) or strip_openers(clause.earlier)


def _read_rank(clause: Clause, previous: Figure | None) -> Figure:
    left = _RANK_VERB.sub("", clause.left)
    name = read_left(left).name
    if is_relative(name) or left.endswith(("增速", "增幅")):
        name = relate(name or left[-2:], previous.name if previous else "")
    name = name or (previous.name if previous else "") or strip_openers(clause.earlier) or clean_right(clause.right)
    return Figure(
        number=clause.quantity,
        name=name,
        kind=MeasureKind.RANK,
        sign=1,
        clause=clause,
        inherited=False,
        base=previous.base if previous else name,
    )
