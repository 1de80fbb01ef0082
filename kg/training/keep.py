"""A long step and where its result may lie in; the result out, made or found: an interrupted training goes on.

Nets are kept as tables of numbers, never as code: a file from elsewhere can at worst make a bad net.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from kg.training.fit import Chances


def keep_net(path: Path | None, net: nn.Module, learn: Callable[[], None]) -> None:
    """Load the net's numbers from the path, or let it learn and write them there."""
    if path is not None and path.exists():
        net.load_state_dict(torch.load(path, weights_only=True))
        return
    learn()
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.save(net.state_dict(), path.with_suffix(".tmp"))
        path.with_suffix(".tmp").replace(path)


def keep_json(path: Path | None, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Read the object at the path, or make and write it."""
    if path is not None and path.exists():
        return dict(json.loads(path.read_text("utf-8")))
    made = make()
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(made, ensure_ascii=False) + "\n", "utf-8")
    return made


def keep_chances(path: Path | None, make: Callable[[], list[Chances]]) -> list[Chances]:
    """Read the tables at the path, or make and write them."""
    if path is not None and path.exists():
        with np.load(path, allow_pickle=False) as kept:
            return list(np.split(kept["rows"], kept["ends"][:-1]))
    made = make()
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, rows=np.concatenate(made), ends=np.cumsum([len(each) for each in made]))
    return made
