"""A trained student in, a model folder out, as `kg.backends.tagger` reads it: the same student, the same bytes."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.tagger.features import TYPES

_HEAD = "# Names of the annotated reports the tagger was trained on, with their usual type. Columns: name, type.\n"


def write_model(
    folder: Path,
    *,
    weights: Mapping[str, NDArray[np.float16]],
    vocabulary: Sequence[str],
    pairs: str,
    names: Mapping[str, int],
    calibration: Sequence[float],
) -> None:
    """Write `weights.npz`, `model.json` and `names.tsv`."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "weights.npz", **weights)  # type: ignore[arg-type]
    shares = [round(float(share), 4) for share in calibration]
    settings = {"vocabulary": list(vocabulary), "pairs": pairs, "calibration": shares}
    (folder / "model.json").write_text(json.dumps(settings, ensure_ascii=False) + "\n", "utf-8")
    rows = "".join(f"{name}\t{TYPES[kind]}\n" for name, kind in sorted(names.items()) if _is_plain(name))
    (folder / "names.tsv").write_text(_HEAD + rows, "utf-8")


def _is_plain(name: str) -> bool:
    return len(name) > 1 and not name.startswith("#") and not any(mark in name for mark in "\t\n\r")
