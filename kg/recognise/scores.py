"""A rule or a name in, how often its matches are right out.

The table `kg/data/recognise/scores.tsv` counts, over annotated reports, the matches of every rule and of every name
that occurs there, and how many of them are right. A name met often speaks for itself; one never met gets what names
of its file are worth when judged by the other names of that file. `kg.recognise.estimate` makes the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.resources import read_data

DEFAULT = 0.5
_WEIGHT = 2.0  # how many matches the prior counts for


@dataclass(frozen=True, slots=True)
class Scores:
    """`rows`: (source, name or "") → (right, found); the row without a name is the prior of its source."""

    rows: Mapping[tuple[str, str], tuple[float, float]]

    def find(self, source: str, name: str = "") -> float:
        """The chance that a match of the name by the source is right: its own record, smoothed by its source's."""
        right, found = self.rows.get((source, ""), (0.0, 0.0))
        prior = (right + _WEIGHT * DEFAULT) / (found + _WEIGHT)
        if not name:
            return prior
        right, found = self.rows.get((source, name), (0.0, 0.0))
        return (right + _WEIGHT * prior) / (found + _WEIGHT)


def parse_scores(text: str) -> Scores:
    """Scores from lines of source, name, right, found."""
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return Scores({(source, name): (float(right), float(found)) for source, name, right, found in lines})


@cache
def load_scores() -> Scores:
    """The shipped table."""
    return parse_scores(read_data("recognise/scores.tsv"))
