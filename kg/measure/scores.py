"""A figure's form in, how often such a figure is a measure with the right indicator out.

The numbers are shares counted in the annotated reports that the rules were written on; they rank measures for a user
who wants only sure ones, and stand close to what unseen reports give.
"""

from kg.measure.quantities import Quantity
from kg.measure.ranks import Rank

_RANK, _DIGITS, _WORDS = 0.95, 0.965, 0.68
_INHERITED, _SHORT, _LONG, _BARE = 0.95, 0.93, 0.65, 0.7
_NAMELESS = 0.1


def estimate_score(number: Quantity | Rank, *, inherited: bool, name: str) -> float:
    """The share of such figures that annotators saw the same way."""
    if not name:
        return _NAMELESS
    score = _RANK if isinstance(number, Rank) else _DIGITS if number.is_arabic else _WORDS
    if inherited:
        score *= _INHERITED
    if isinstance(number, Quantity) and number.unit.dimension == "bare":
        score *= _BARE
    if len(name) <= 3:
        score *= _SHORT
    elif len(name) > 25:
        score *= _LONG
    return round(score, 3)
