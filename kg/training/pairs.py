"""Texts without annotation in, the pairs of characters worth knowing and a first vector for each out.

Pairs that stand between like characters get like vectors (Levy and Goldberg 2014): 医院 comes to lie by 中学, 荣获 by
获评. So the student knows something even of pairs that no annotated report has.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray

from kg.tagger.features import FeatureReader, fold_character
from kg.training.student import PAIR_WIDTH

COUNT = 32_768
_RAREST = 5  # times a pair must be seen
_PLACES = (-3, -2, -1, 2, 3, 4)  # of the characters around, seen from the first of the pair
_ENDS = "\n\r"  # of lines: a paragraph must be read alike alone and among others
_SMOOTHING = 0.75  # of how frequent the characters around are
_LENGTH = 0.3  # root mean square of a number of a vector
_SPARE = 16  # dimensions more, for exactness


def choose_pairs(texts: Sequence[str], vocabulary: Sequence[str], *, count: int = COUNT) -> str:
    """The most frequent pairs of the vocabulary's characters, one behind the other, sorted by their rows in it."""
    rows = {
        character: row for row, character in enumerate(vocabulary) if len(character) == 1 and character not in _ENDS
    }
    counts: Counter[str] = Counter()
    for text in texts:
        folded = "".join(map(fold_character, text))
        counts.update(map("".join, pairwise(folded)))
    known = [
        (-number, pair)
        for pair, number in counts.items()
        if number >= _RAREST and not pair.isascii() and pair[0] in rows and pair[1] in rows
    ]
    chosen = [pair for _, pair in sorted(known)[:count]]
    return "".join(sorted(chosen, key=lambda pair: (rows[pair[0]], rows[pair[1]])))


def learn_vectors(texts: Sequence[str], reader: FeatureReader, *, seed: int) -> torch.Tensor:
    """One vector a pair, and a first row of zeros: what surrounds it more than by chance, in few dimensions."""
    pairs, around, counts = _count_neighbours(texts, reader)
    shape = (len(reader.pairs.keys), len(reader.vocabulary) * len(_PLACES))
    by_pair, by_place = (np.bincount(at, counts, size) for at, size in zip((pairs, around), shape, strict=True))
    frequent = by_place**_SMOOTHING
    surprise = np.log(counts / by_pair[pairs] * frequent.sum() / frequent[around])
    kept = (surprise > 0) & (counts > 1)
    where = torch.from_numpy(np.stack([pairs[kept], around[kept]]))
    table = torch.sparse_coo_tensor(where, torch.from_numpy(surprise[kept]).float(), shape, check_invariants=True)
    torch.manual_seed(seed)
    width = min(PAIR_WIDTH, *shape)
    left, sizes, _ = torch.svd_lowrank(table.coalesce(), q=min(width + _SPARE, *shape), niter=3)
    found = left[:, :width] * sizes[:width].sqrt()
    found *= _LENGTH * PAIR_WIDTH**0.5 / found.norm(dim=1, keepdim=True).clamp_min(1e-6)
    vectors = torch.zeros(shape[0] + 1, PAIR_WIDTH)
    vectors[1:, :width] = found
    return vectors


def _count_neighbours(
    texts: Sequence[str], reader: FeatureReader
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Pair, character in which place beside it, and how often, for all that occur."""
    width = len(reader.vocabulary) * len(_PLACES)
    keys = np.concatenate([keys for text in texts for keys in _list_neighbours(text, reader)])
    found, counts = np.unique(keys, return_counts=True)
    return found // width, found % width, counts


def _list_neighbours(text: str, reader: FeatureReader) -> Iterator[NDArray[np.int64]]:
    features = reader(text)
    characters, pairs = features["characters"].astype(np.int64), features["pairs"].astype(np.int64)
    known = np.flatnonzero(pairs)
    for number, place in enumerate(_PLACES):
        at = known[(known + place >= 0) & (known + place < len(text))]
        columns = number * len(reader.vocabulary) + characters[at + place]
        yield (pairs[at] - 1) * len(reader.vocabulary) * len(_PLACES) + columns
