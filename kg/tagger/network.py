"""Windows and features in, the chance of each label for each character out.

The net is a convolution over five characters and layers of simple recurrent units (Lei et al. 2018) in both
directions. Its recurrence has no matrix in it, so nearly all the work is one product a layer, and numpy is enough. The
convolution is a sum of table rows, multiplied out beforehand; what pairs of characters add to it is a small product.
All is done in tiles of a fixed height: they stay in the cache, and BLAS may round a row differently in blocks of
another height, so what else is in the batch could change a result.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.tagger.features import FIELDS, PAIRS, SIZES
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
        return cls(widths, starts, steps, sizes[lanes], begins[lanes] + steps)

    @property
    def lanes(self) -> Indices:
        """Row → number of its window; the longest comes first."""
        return np.arange(len(self.steps)) - self.starts[self.steps]

    def keep_windows(self, lanes: Indices) -> tuple["Packing", Indices]:
        """The packing of some of the windows, and their rows in this one."""
        rows = np.flatnonzero(np.isin(self.lanes, lanes))
        steps = self.steps[rows]
        widths = np.bincount(steps)
        return Packing(widths, np.cumsum(widths) - widths, steps, self.lengths[rows], self.source[rows]), rows

    def shift_rows(self, by: int) -> tuple[Indices, NDArray[np.bool_]]:
        """Row → row of the character `by` places further on in its window, and whether there is one."""
        steps = self.steps + by
        inside = (steps >= 0) & (steps < self.lengths)
        return np.where(inside, self.starts[np.where(inside, steps, 0)] + self.lanes, 0), inside


@dataclass(frozen=True, slots=True)
class _Layer:
    """The matrices of a layer and their bias: for the candidates, and for both gates side by side."""

    candidates: Floats
    gates: Floats
    bias: Floats

    @classmethod
    def of(cls, matrix: Floats, bias: Floats) -> "_Layer":
        """With gates at half their size, since sigmoid(x) is (tanh(x / 2) + 1) / 2; halving rounds nothing."""
        width = matrix.shape[0]
        scale = np.repeat(np.array([1, 0.5], np.float32), [width, 2 * width])
        halved = matrix * scale
        return cls(np.ascontiguousarray(halved[:, :width]), np.ascontiguousarray(halved[:, width:]), bias * scale)


@dataclass(frozen=True, slots=True)
class _States:
    """What a layer reads and makes, row by row; forward and backward units have arrays of their own.

    `fresh` says how much of a row is new, and then is the row. The arrays are used again and again: to ask the system
    for memory costs as much as to fill it.
    """

    inputs: Floats
    fresh: Floats
    forgets: tuple[Floats, Floats]
    cells: tuple[Floats, Floats]

    @classmethod
    def of(cls, rows: int, width: int) -> "_States":
        """Room for this many rows."""
        inputs, fresh = (np.empty((rows, width), np.float32) for _ in range(2))
        halves = [np.empty((rows, width // 2), np.float32) for _ in range(4)]
        return cls(inputs, fresh, (halves[0], halves[1]), (halves[2], halves[3]))

    def cut(self, rows: int) -> "_States":
        """The first rows, to work in."""
        (ahead, back), (first, second) = self.forgets, self.cells
        halves = (ahead[:rows], back[:rows]), (first[:rows], second[:rows])
        return _States(self.inputs[:rows], self.fresh[:rows], *halves)

    def swap(self) -> "_States":
        """What came out of one layer, as input of the next."""
        return _States(self.fresh, self.inputs, self.forgets, self.cells)


class Network:
    """The trained net, ready to run on one core."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        arrays = {name: np.ascontiguousarray(array, np.float32) for name, array in weights.items()}
        self._tables = [_spread_tables(arrays, offset) for offset in range(arrays["convolution"].shape[0])]
        self._bias = arrays["convolution_bias"]
        self._pairs, self._mix = arrays[PAIRS], arrays["pair_mix"]
        layers = sum(name.endswith("_gates") for name in arrays)
        self._layers = [_Layer.of(arrays[f"layer{n}_gates"], arrays[f"layer{n}_bias"]) for n in range(layers)]
        self._output, self._output_bias = arrays["output"], arrays["output_bias"]
        self._room = threading.local()

    def __call__(self, features: Mapping[str, NDArray[np.int32]], packing: Packing) -> Floats:
        """The chances of the labels, row by row of the packing."""
        states = self._make_room(len(packing.source))
        self._convolve(features, packing, total=states.inputs)
        for layer in self._layers:
            _open_gates(states, layer)
            _recur(states, packing)
            _close_gates(states)
            states = states.swap()
        logits = np.empty((len(packing.source), len(self._output_bias)), np.float32)
        for tile, (product,) in _multiply(states.inputs, (self._output,)):
            np.add(product, self._output_bias, out=logits[tile])
        logits -= logits.max(1, keepdims=True)
        np.exp(logits, out=logits)
        logits /= logits.sum(1, keepdims=True)
        return logits

    def _make_room(self, rows: int) -> _States:
        room: _States | None = getattr(self._room, "states", None)
        if room is None or len(room.inputs) < rows:
            room = self._room.states = _States.of(rows, len(self._bias))
        return room.cut(rows)

    def _convolve(self, features: Mapping[str, NDArray[np.int32]], packing: Packing, *, total: Floats) -> None:
        fields = [features[field][packing.source] for field in FIELDS]
        reach = len(self._tables) // 2
        looked_up = []
        for shift, tables in enumerate(self._tables, -reach):
            neighbours, inside = packing.shift_rows(shift)
            for table, index in zip(tables, _index_tables(fields, neighbours), strict=True):
                looked_up.append((table, np.where(inside, index, len(table) - 1)))
        rows = np.empty((_TILE, len(self._bias)), np.float32)
        for tile, (product,) in _multiply(self._look_up_pairs(features[PAIRS][packing.source], packing), (self._mix,)):
            part = total[tile]
            np.add(product, self._bias, out=part)
            for table, index in looked_up:
                part += np.take(table, index[tile], 0, out=rows[: len(part)], mode="clip")
            np.maximum(part, 0, out=part)

    def _look_up_pairs(self, behind: NDArray[np.int32], packing: Packing) -> Floats:
        """The vectors of the pairs that each character makes with the one before and the one behind, side by side."""
        neighbours, inside = packing.shift_rows(-1)
        before = np.where(inside, behind[neighbours], 0)
        width = self._pairs.shape[1]
        vectors = np.empty((len(behind), 2 * width), np.float32)
        np.take(self._pairs, before, 0, out=vectors[:, :width], mode="clip")
        np.take(self._pairs, behind, 0, out=vectors[:, width:], mode="clip")
        return vectors


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


def _cut_tiles(rows: int) -> Iterator[slice]:
    return (slice(at, min(at + _TILE, rows)) for at in range(0, rows, _TILE))


def _multiply(rows: Floats, matrices: Sequence[Floats]) -> Iterator[tuple[slice, list[Floats]]]:
    """Rows @ each matrix, tile by tile; the next tile overwrites the products."""
    products = [np.empty((_TILE, matrix.shape[1]), np.float32) for matrix in matrices]
    for tile in _cut_tiles(len(rows)):
        part = rows[tile]
        height = len(part)
        if height < _TILE:
            part = np.concatenate([part, np.zeros((_TILE - height, rows.shape[1]), np.float32)])
        for matrix, product in zip(matrices, products, strict=True):
            np.matmul(part, matrix, out=product)
        yield tile, [product[:height] for product in products]


def _sigmoid_of_half(values: Floats) -> Floats:
    """The sigmoid of twice the values, in their place."""
    np.tanh(values, out=values)
    values += 1
    values *= 0.5
    return values


def _open_gates(states: _States, layer: _Layer) -> None:
    width = states.inputs.shape[1]
    sides = (slice(0, width // 2), slice(width // 2, width))
    for tile, products in _multiply(states.inputs, (layer.candidates, layer.gates)):
        candidates = np.add(products[0], layer.bias[:width], out=products[0])
        gates = _sigmoid_of_half(np.add(products[1], layer.bias[width:], out=products[1]))
        states.fresh[tile] = gates[:, width:]
        for side, forget, cell in zip(sides, states.forgets, states.cells, strict=True):
            forget[tile] = gates[:, side]
            np.subtract(1, forget[tile], out=cell[tile])
            cell[tile] *= candidates[:, side]


def _recur(states: _States, packing: Packing) -> None:
    """Let each cell take up what is left of the one before it, from the start and from the end of its window."""
    ahead, back = states.cells
    kept = np.empty((packing.widths[0], ahead.shape[1]), np.float32)
    starts, widths = packing.starts.tolist(), packing.widths.tolist()
    steps = list(zip(starts, starts[1:], widths[1:], strict=False))
    for before, start, count in steps:
        now = slice(start, start + count)
        ahead[now] += np.multiply(states.forgets[0][now], ahead[before : before + count], out=kept[:count])
    for start, before, count in reversed(steps):
        now = slice(start, start + count)
        back[now] += np.multiply(states.forgets[1][now], back[before : before + count], out=kept[:count])


def _close_gates(states: _States) -> None:
    half = states.cells[0].shape[1]
    room = np.empty((_TILE, 2 * half), np.float32)
    for tile in _cut_tiles(len(states.inputs)):
        part, inputs = states.fresh[tile], states.inputs[tile]
        cell = room[: len(part)]
        np.tanh(states.cells[0][tile], out=cell[:, :half])
        np.tanh(states.cells[1][tile], out=cell[:, half:])
        cell -= inputs
        part *= cell
        part += inputs
