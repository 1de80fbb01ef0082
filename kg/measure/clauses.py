"""Quantities of a sentence in, the words on either side of each out: what is left of it in its clause, and right.

The left piece reaches back to the last punctuation or the quantity before; the right piece on to the next. A 、 ends a
piece only behind a quantity, since it also joins the parts of a name (雨水、污水和燃气管网231公里).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.measure.quantities import Quantity
from kg.measure.ranks import Rank

_STOP = re.compile(r"[，,；;。：:！？!?\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A number with its surroundings. `opens` tells that more than a 、 stands between it and the one before."""

    quantity: Quantity | Rank
    left: str
    left_start: int
    right: str
    opens: bool
    earlier: str  # the piece before the left one, where the subject may stand
    rest: str  # what follows in its clause, all quantities left out


def cut_clauses(text: str, start: int, end: int, *, quantities: Sequence[Quantity | Rank]) -> list[Clause]:
    """One clause for each quantity of the sentence `text[start:end]`."""
    clauses = []
    last = start
    for index, quantity in enumerate(quantities):
        stops = [m.end() for m in _STOP.finditer(text, last, quantity.start)]
        left_start = stops[-1] if stops else last
        limit = quantities[index + 1].start if index + 1 < len(quantities) else end
        right_end = _end_of_right(text, quantity.end, limit)
        clauses.append(
            Clause(
                quantity=quantity,
                left=text[left_start : quantity.start].strip(),
                left_start=left_start,
                right=text[quantity.end : right_end].strip(),
                opens=bool(stops) or index == 0,
                earlier=_earlier(text, last, stops),
                rest=_rest(text, quantity.end, end, later=quantities[index + 1 :]),
            )
        )
        last = quantity.end
    return clauses


def _end_of_right(text: str, start: int, limit: int) -> int:
    """Where the noun behind a number ends: at a 、 only if that comes at once or another number follows."""
    stop = _STOP.search(text, start, limit)
    pause = text.find("、", start, stop.start() if stop else limit)
    if pause == start or (pause > start and stop is None):
        return pause
    return stop.start() if stop else limit


def _rest(text: str, start: int, end: int, *, later: Sequence[Quantity | Rank]) -> str:
    stop = _STOP.search(text, start, end)
    end = stop.start() if stop else end
    pieces = []
    for quantity in later:
        if quantity.start >= end:
            break
        pieces.append(text[start : quantity.start])
        start = quantity.end
    return "".join([*pieces, text[start:end]]).strip()


def _earlier(text: str, start: int, stops: Sequence[int]) -> str:
    if not stops:
        return ""
    return text[stops[-2] if len(stops) > 1 else start : stops[-1] - 1].strip()
