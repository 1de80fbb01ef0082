"""Windows and features in, the chance of each label for each character out.

The net is a convolution over five characters and layers of simple recurrent units (Lei et al. 2018) in both
directions. Its recurrence has no matrix in it, so nearly all the work is one product a layer, and numpy is enough. The
convolution is a sum of table rows, multiplied out beforehand. Products are done in tiles of a fixed height, since BLAS
may round a row differently in blocks of another height: what else is in the batch then cannot change a result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.tagger.features import FIELDS, SIZES
from kg.tagger.windows import Span

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]
_TILE = 192  # rows; a multiple of the heights that BLAS kernels use


@dataclass(frozen=True, slots=True)
class Packing:
    """Windows side by side, step by step: row `starts[t] + k` is character t of the k-th longest window."""

    widths: Indices  # how many windows have a character t
    starts: Indices
    steps: Indices  # row → t
    lengths: Indices  # row → length of its window
    source: Indices  # row → offset into the text
    mirror: Indices  # row → row of the character as far from the other end of the window

    @classmethod
    def of(cls, windows: Sequence[Span]) -> "Packing":
        """The packing of some windows, in any order."""
        ordered = sorted(windows, key=lambda window: (window[0] - window[1], window))
        begins = np.array([start for start, _ in ordered])
        sizes = np.array([end - start for start, end in ordered])
        widths = (sizes[None, :] > np.arange(sizes[0])[:, None]).sum(1)
        starts = np.cumsum(widths) - widths
        steps = np.repeat(np.arange(len(widths)), widths)
        lanes = np.arange(len(steps)) - starts[steps]
        lengths = sizes[lanes]
        mirror = starts[lengths - 1 - steps] + lanes
        return cls(widths, starts, steps, lengths, begins[lanes] + steps, mirror)

    def shift_rows(self, by: int) -> tuple[Indices, NDArray[np.bool_]]:
        """Row → row of the character `by` places further on in its window, and whether there is one."""
        steps = self.steps + by
        inside = (steps >= 0) & (steps < self.lengths)
        lanes = np.arange(len(steps)) - self.starts[self.steps]
        return np.where(inside, self.starts[np.where(inside, steps, 0)] + lanes, 0), inside


class Network:
    """The trained net, ready to run on one core."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        arrays = {name: np.ascontiguousarray(array, np.float32) for name, array in weights.items()}
        self._tables = [_spread_tables(arrays, offset) for offset in range(arrays["convolution"].shape[0])]
        self._bias = arrays["convolution_bias"]
        layers = sum(name.endswith("_gates") for name in arrays)
        self._layers = [(arrays[f"layer{n}_gates"], arrays[f"layer{n}_bias"]) for n in range(layers)]
        self._output, self._output_bias = arrays["output"], arrays["output_bias"]

    def __call__(self, features: Mapping[str, NDArray[np.int32]], packing: Packing) -> Floats:
        """The chances of the labels, row by row of the packing."""
        hidden = self._convolve(features, packing)
        for gates, bias in self._layers:
            hidden = _recur(_multiply(hidden, gates, bias), hidden, packing)
        logits = _multiply(hidden, self._output, self._output_bias)
        chances = np.exp(logits - logits.max(1, keepdims=True))
        return np.asarray(chances / chances.sum(1, keepdims=True), np.float32)

    def _convolve(self, features: Mapping[str, NDArray[np.int32]], packing: Packing) -> Floats:
        total = np.tile(self._bias, (len(packing.source), 1))
        rows = np.empty_like(total)
        fields = [features[field][packing.source] for field in FIELDS]
        reach = len(self._tables) // 2
        for shift, tables in enumerate(self._tables, -reach):
            neighbours, inside = packing.shift_rows(shift)
            for table, index in zip(tables, _index_tables(fields, neighbours), strict=True):
                total += np.take(table, np.where(inside, index, len(table) - 1), 0, out=rows, mode="clip")
        return np.maximum(total, 0, out=total)


def _index_tables(fields: Sequence[NDArray[np.int32]], rows: Indices) -> tuple[NDArray[np.int32], ...]:
    characters, marks, classes, names, places = (field[rows] for field in fields)
    return characters, marks * SIZES["classes"] + classes, names * SIZES["places"] + places


def _spread_tables(arrays: Mapping[str, Floats], offset: int) -> tuple[Floats, ...]:
    """What each feature adds at one offset of the convolution; pairs of small features share a table."""
    kernel, at, parts = arrays["convolution"][offset], 0, []
    for field in FIELDS:
        width = arrays[field].shape[1]
        parts.append(arrays[field] @ kernel[at : at + width])
        at += width
    characters, marks, classes, names, places = parts
    pairs = [(a[:, None] + b[None]).reshape(-1, kernel.shape[1]) for a, b in ((marks, classes), (names, places))]
    nothing = np.zeros((1, kernel.shape[1]), np.float32)  # for a place beyond the window
    return tuple(np.concatenate([table, nothing]) for table in (characters, *pairs))


def _multiply(rows: Floats, matrix: Floats, bias: Floats) -> Floats:
    """Rows @ matrix + bias, in tiles of one height."""
    height = -(-len(rows) // _TILE) * _TILE
    padded = np.zeros((height, rows.shape[1]), np.float32)
    padded[: len(rows)] = rows
    product = np.empty((height, matrix.shape[1]), np.float32)
    for at in range(0, height, _TILE):
        np.matmul(padded[at : at + _TILE], matrix, out=product[at : at + _TILE])
    product += bias
    return product[: len(rows)]


def _sigmoid(values: Floats) -> Floats:
    np.multiply(values, 0.5, out=values)
    np.tanh(values, out=values)
    values += 1
    values *= 0.5
    return values


def _recur(gates: Floats, inputs: Floats, packing: Packing) -> Floats:
    """One layer of simple recurrent units; the second half of the units reads from the end."""
    width = inputs.shape[1]
    half, mirror = width // 2, packing.mirror
    forget = _sigmoid(gates[:, width : 2 * width].copy())
    cell = (1 - forget) * gates[:, :width]
    forget[:, half:] = forget[mirror, half:]
    cell[:, half:] = cell[mirror, half:]
    for before, start, count in zip(packing.starts, packing.starts[1:], packing.widths[1:], strict=False):
        cell[start : start + count] += forget[start : start + count] * cell[before : before + count]
    cell[:, half:] = cell[mirror, half:]
    np.tanh(cell, out=cell)
    cell -= inputs
    cell *= _sigmoid(gates[:, 2 * width :].copy())
    cell += inputs
    return cell
