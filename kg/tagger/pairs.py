"""Characters in, the number of the pair that each makes with the next out.

Two neighbours are mostly a word or part of one. A net that has a vector for each pair need not guess from single
characters what kind of word it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class PairMatcher:
    """The pairs of one model, as sorted keys; pair k of the model has number k + 1, any other has 0."""

    characters: int
    keys: Numbers

    @classmethod
    def of(cls, pairs: str, vocabulary: Sequence[str]) -> "PairMatcher":
        """For pairs one behind the other in one string, sorted by the rows of their characters."""
        rows = {character: row for row, character in enumerate(vocabulary)}
        numbers = np.array([rows[character] for character in pairs], np.int32)
        return cls(len(vocabulary), numbers[::2] * np.int32(len(vocabulary)) + numbers[1::2])

    def __call__(self, characters: Numbers) -> Numbers:
        """One number for each of a text's characters, which are rows of the vocabulary; the last makes no pair."""
        found = np.zeros(len(characters), np.int32)
        if len(self.keys) and len(characters) > 1:
            asked = characters[:-1] * np.int32(self.characters) + characters[1:]
            at = np.searchsorted(self.keys, asked).clip(max=len(self.keys) - 1)
            found[:-1] = np.where(self.keys[at] == asked, at + 1, 0)
        return found
