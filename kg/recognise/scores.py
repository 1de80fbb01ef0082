"""A rule and what stands around its match in, the chance that the match is right out.

The table `kg/data/recognise/scores.tsv` counts, over annotated reports, the matches of every rule, and how many of
them are right: in all, and for every clue (the name itself, the word before, the word after, the length). A clue
seen often speaks for itself, one seen seldom leans on the rule as a whole; the clues are then taken together as if
they were independent, and damped because they are not. `kg.recognise.estimate` makes the table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import exp, log

from kg.resources import read_data

DEFAULT = 0.4
_WEIGHT = 4.0  # how many matches the prior counts for
_NAME_WEIGHT = 3.0
_DAMPING = 0.6
_FLOOR = 0.01


@dataclass(frozen=True, slots=True)
class Scores:
    """`rows`: (source, clue or "") → (right, found); the row without a clue is the source as a whole."""

    rows: Mapping[tuple[str, str], tuple[float, float]]
    known: dict[str, dict[str, float]] = field(default_factory=dict)  # log odds worked out so far

    def find(self, source: str, clue: str = "") -> float:
        """The chance that a match of the source with this clue is right."""
        right, found = self.rows.get((source, clue), (0.0, 0.0))
        if not clue:
            return (right + _WEIGHT * DEFAULT) / (found + _WEIGHT)
        weight = _WEIGHT if "=" in clue else _NAME_WEIGHT
        return (right + weight * self.find(source)) / (found + weight)

    def weigh(self, source: str, clues: Iterable[str], *, name: str = "") -> float:
        """The chance that a match is right by all its clues; the name, where it counts, is the base."""
        known = self.known.get(source)
        if known is None:
            known = self.known[source] = {"": _logit(self.find(source))}
        base = known[""]
        total = known[name] if name in known else self._learn(source, name)
        for clue in clues:
            total += _DAMPING * ((known[clue] if clue in known else self._learn(source, clue)) - base)
        return 1 / (1 + exp(-total))

    def _learn(self, source: str, clue: str) -> float:
        odds = self.known[source][clue] = _logit(self.find(source, clue))
        return odds


def _logit(chance: float) -> float:
    chance = min(max(chance, _FLOOR), 1 - _FLOOR)
    return log(chance / (1 - chance))


def parse_scores(text: str) -> Scores:
    """Scores from lines of source, clue, right, found."""
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return Scores({(source, clue): (float(right), float(found)) for source, clue, right, found in lines})


@cache
def load_scores() -> Scores:
    """The shipped table."""
    return parse_scores(read_data("recognise/scores.tsv"))
