"""Features in, a probability for each label out: a linear model whose weights are a readable table.

The table has a row a feature and a column a label; weights are whole hundredths, so the file is small, exact and the
same on every machine. Training is `bench/train_relations.py`.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kg.resources import read_data


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Labels, the row of each feature, and the weights: a row a feature, a column a label, in hundredths."""

    labels: tuple[str, ...]
    rows: dict[str, int]
    weights: NDArray[np.int32]
    paired: dict[str, dict[str, int]] = field(init=False)  # partner → feature → row of `partner|feature`

    def __post_init__(self) -> None:
        paired: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for name, row in self.rows.items():
            partner, _, feature = name.partition("|")
            paired[partner][feature] = row
        object.__setattr__(self, "paired", dict(paired))

    def weigh(self, features: Sequence[str], *, paired: Sequence[str] = (), partners: Iterable[str] = ()) -> list[int]:
        """The sum of the weights of the features for each label; unknown features weigh nothing.

        The features `partner|feature` of all partners and all the paired ones count too; to look them up partner by
        partner saves making their names.
        """
        found = [*map(self.rows.get, features)]
        for partner in partners:
            if known := self.paired.get(partner):
                found += map(known.get, paired)
        rows = [row for row in found if row is not None]
        totals: list[int] = self.weights.take(rows, axis=0).sum(axis=0).tolist() if rows else [0] * len(self.labels)
        return totals

    def judge(
        self,
        features: Sequence[str],
        allowed: Sequence[str] | None = None,
        *,
        paired: Sequence[str] = (),
        partners: Iterable[str] = (),
    ) -> dict[str, float]:
        """The probability of each label, of the allowed ones where these are given. They sum to 1."""
        totals = dict(zip(self.labels, self.weigh(features, paired=paired, partners=partners), strict=True))
        kept = {label: totals[label] for label in (self.labels if allowed is None else allowed)}
        top = max(kept.values())
        powers = {label: math.exp((total - top) / 100) for label, total in kept.items()}
        whole = sum(powers.values())
        return {label: power / whole for label, power in powers.items()}


def parse_model(table: str) -> LinearModel:
    """A model from the text of its table."""
    lines = [line for line in table.split("\n") if line and not line.startswith("# ")]
    names, _, cells = zip(*(line.partition("\t") for line in lines), strict=True)
    return LinearModel(
        labels=tuple(cells[0].split("\t")),
        rows={name: row for row, name in enumerate(names[1:])},
        weights=np.array([row.split("\t") for row in cells[1:]], dtype=np.int32),
    )


@dataclass(frozen=True, slots=True)
class Models:
    """The four decisions of the stage: what is said, how far it has come, of whom, and where things are."""

    predicates: LinearModel
    statuses: LinearModel
    subjects: LinearModel
    places: LinearModel


@cache
def load_models() -> Models:
    """The shipped models; read once."""
    return Models(**{part.name: parse_model(read_data(f"relate/{part.name}.weights.tsv")) for part in fields(Models)})
