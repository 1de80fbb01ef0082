"""Clusters found and clusters told by people in, B-cubed and pairwise figures out.

A cluster is a set of names that mean one thing. B-cubed asks of each name how much of its found cluster is right
and how much of its true cluster is found; the pairwise figures ask the same of each pair of names.
Bagga & Baldwin 1998, “Entity-Based Cross-Document Coreferencing Using the Vector Space Model”.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import comb
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterScore:
    """Precision, recall and their harmonic mean, each from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def score_b_cubed(found: Mapping[Item, str], gold: Mapping[Item, str]) -> ClusterScore:
    """B-cubed over the items that the gold has; both map an item to its cluster."""
    if not gold:
        return ClusterScore(precision=1.0, recall=1.0)
    cells, ours, theirs = _count_cells(found, gold)
    shared = sum(count * count / ours[cluster] for (cluster, _), count in cells.items())
    covered = sum(count * count / theirs[cluster] for (_, cluster), count in cells.items())
    return ClusterScore(precision=shared / len(gold), recall=covered / len(gold))


def score_pairs(found: Mapping[Item, str], gold: Mapping[Item, str]) -> ClusterScore:
    """Precision and recall over pairs of items that stand in one cluster; 1 where there are no pairs at all."""
    cells, ours, theirs = _count_cells(found, gold)
    right = sum(comb(count, 2) for count in cells.values())
    said, true = (sum(comb(count, 2) for count in counts.values()) for counts in (ours, theirs))
    return ClusterScore(precision=right / said if said else 1.0, recall=right / true if true else 1.0)


def _count_cells(
    found: Mapping[Item, str], gold: Mapping[Item, str]
) -> tuple[Counter[tuple[str, str]], Counter[str], Counter[str]]:
    cells = Counter((found[item], cluster) for item, cluster in gold.items())
    return cells, Counter(found[item] for item in gold), Counter(gold.values())
