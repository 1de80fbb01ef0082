"""Chances of labels in, spans with type and confidence out; and what the chances say of any other span.

Labels are 0 outside, 2k + 1 for the first and 2k + 2 for a further character of a mention of type k. The best sequence
is found among those in which a further character follows one of its own mention.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kg.tagger.network import Floats, Indices, Packing

_IMPOSSIBLE = np.float32(-1e9)
_FLOOR = 1e-9
_LEAST_CHANCE = 0.005  # what is rarer says no more
_DIGITS = 4  # of log odds; rounding error is far below


def find_labels(chances: Floats, packing: Packing) -> Indices:
    """The most likely allowed sequence of labels.

    Where the likeliest label of every character is allowed, they are the likeliest sequence; in most windows they are.
    """
    labels: Indices = chances.argmax(1)
    before, inside = packing.shift_rows(-1)
    further = (labels > 0) & (labels % 2 == 0)
    goes_on = inside & ((labels[before] == labels) | (labels[before] == labels - 1))
    if (broken := further & ~goes_on).any():
        part, rows = packing.keep_windows(packing.lanes[broken])
        labels[rows] = _search_labels(chances[rows], part)
    return labels


def _search_labels(chances: Floats, packing: Packing) -> Indices:
    """Viterbi, all windows at once."""
    scores = np.log(np.maximum(chances, _FLOOR))
    backs = np.zeros(scores.shape, np.int8)
    first, further = np.arange(1, scores.shape[1], 2), np.arange(2, scores.shape[1], 2)
    scores[: packing.widths[0], further] += _IMPOSSIBLE
    for before, start, count in zip(packing.starts, packing.starts[1:], packing.widths[1:], strict=False):
        earlier, now, back = scores[before : before + count], slice(start, start + count), backs[start : start + count]
        best = earlier.argmax(1)
        going = earlier[:, further] > earlier[:, first]
        back[:] = best[:, None]
        back[:, further] = np.where(going, further, first)
        gain = np.repeat(earlier[np.arange(count), best][:, None], scores.shape[1], 1)
        gain[:, further] = np.maximum(earlier[:, further], earlier[:, first])
        scores[now] += gain
    return _trace_back(scores, backs, packing)


def _trace_back(scores: Floats, backs: NDArray[np.int8], packing: Packing) -> Indices:
    labels = np.zeros(len(scores), np.int64)
    ends = np.flatnonzero(packing.steps == packing.lengths - 1)
    labels[ends] = scores[ends].argmax(1)
    steps = range(len(packing.starts) - 1, 0, -1)
    for before, start, count in ((packing.starts[t - 1], packing.starts[t], packing.widths[t]) for t in steps):
        rows = np.arange(start, start + count)
        labels[before : before + count] = backs[rows, labels[rows]]
    return labels


def find_spans(labels: Indices, chances: Floats) -> Iterator[tuple[int, int, int, float]]:
    """Start, end, type number and the least chance of a label in it, for each mention of a text with its labels."""
    starts = np.flatnonzero(labels % 2 == 1)
    if not len(starts):
        return
    broken = np.append(np.flatnonzero((labels == 0) | (labels % 2 == 1)), len(labels))
    ends = broken[np.searchsorted(broken, starts + 1)]
    padded = np.append(chances, np.float32(1))
    least = np.minimum.reduceat(padded, np.stack([starts, ends], 1).ravel())[::2]
    for start, end, chance in zip(starts.tolist(), ends.tolist(), least.tolist(), strict=True):
        yield start, end, int(labels[start]) // 2, chance


def view_spans(chances: Floats, spans: Indices) -> NDArray[np.float64]:
    """The fields of `kg.model.View` for rows of start, end and type number; the chances have a row behind the text."""
    starts, ends, kinds = spans.T
    sizes = ends - starts
    firsts = np.cumsum(sizes) - sizes
    rows = np.arange(sizes.sum()) + np.repeat(starts - firsts, sizes)
    needed = chances[rows, np.repeat(2 * kinds + 2, sizes)].astype(np.float64)
    needed[firsts] = chances[starts, 2 * kinds + 1]
    opening, behind = chances[starts, 1::2].astype(np.float64), chances[ends, 2::2].astype(np.float64)
    least = np.minimum(np.minimum.reduceat(needed, firsts), 1 - chances[ends, 2 * kinds + 2])
    mean = np.add.reduceat(needed, firsts) / sizes
    fields = np.stack([least, opening.sum(1), 1 - behind.sum(1), mean], 1).clip(_LEAST_CHANCE, 1 - _LEAST_CHANCE)
    odds: NDArray[np.float64] = np.log(fields / (1 - fields)).round(_DIGITS)
    return odds
