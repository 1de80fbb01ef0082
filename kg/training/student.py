"""The net of `kg.tagger.network` in torch, for training: same arithmetic, with gradients."""

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from kg.tagger.features import FIELDS, PAIRS, SIZES, TYPES

LABELS = 2 * len(TYPES) + 1
PAIR_WIDTH = 48  # of a pair's vector
Batch = Mapping[str, torch.Tensor]


class Scan(torch.autograd.Function):
    """cell[t] = forget[t] · cell[t-1] + gain[t], for (windows, characters, units); one fused step per character."""

    @staticmethod
    def forward(ctx: torch.autograd.function.FunctionCtx, forget: torch.Tensor, gain: torch.Tensor) -> torch.Tensor:
        """The cells."""
        forget, cell = (part.transpose(0, 1).clone(memory_format=torch.contiguous_format) for part in (forget, gain))
        for step in range(1, len(cell)):
            cell[step].addcmul_(forget[step], cell[step - 1])
        ctx.save_for_backward(forget, cell)
        return cell.transpose(0, 1)

    @staticmethod
    def backward(ctx: torch.autograd.function.FunctionCtx, slope: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:  # type: ignore[override]
        """The slopes of both arguments."""
        forget, cell = ctx.saved_tensors  # type: ignore[attr-defined]
        slope = slope.transpose(0, 1).clone(memory_format=torch.contiguous_format)
        for step in range(len(slope) - 2, -1, -1):
            slope[step].addcmul_(forget[step + 1], slope[step + 1])
        past = torch.zeros_like(forget)
        past[1:] = slope[1:] * cell[:-1]
        return past.transpose(0, 1), slope.transpose(0, 1)


class Layer(nn.Module):
    """Simple recurrent units; the second half of them reads each window from its end."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.gates = nn.Linear(width, 3 * width)
        with torch.no_grad():
            self.gates.bias[width : 2 * width] = 1.0
            self.gates.bias[2 * width :] = -0.5

    def forward(self, inputs: torch.Tensor, mirror: torch.Tensor) -> torch.Tensor:
        """One vector a character."""
        value, forget, reset = _multiply(self.gates, inputs).chunk(3, -1)
        forget = torch.sigmoid(forget)
        turned = [_turn_half(part, mirror) for part in (forget, (1 - forget) * value)]
        cell = _turn_half(Scan.apply(*turned), mirror)
        reset = torch.sigmoid(reset)
        return reset * torch.tanh(cell) + (1 - reset) * inputs


def _multiply(part: nn.Module, inputs: torch.Tensor) -> torch.Tensor:
    """The large products with 16-bit factors, half as fast again where the processor has them; sums stay exact."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return torch.as_tensor(part(inputs)).float()


def _turn_half(values: torch.Tensor, mirror: torch.Tensor) -> torch.Tensor:
    half = values.shape[-1] // 2
    index = mirror[:, :, None].expand(-1, -1, half)
    return torch.cat([values[..., :half], torch.gather(values[..., half:], 1, index)], -1)


class Student(nn.Module):
    """Features → a score for each label of each character."""

    def __init__(
        self,
        characters: int,
        *,
        pairs: int = 0,
        width: int = 256,
        layers: int = 2,
        reach: int = 2,
        drop: float = 0.1,
    ) -> None:
        super().__init__()
        sizes = {"characters": characters, **SIZES}
        dims = {field: 128 if field == "characters" else 8 for field in FIELDS}
        self.tables = nn.ModuleDict({field: nn.Embedding(sizes[field], dims[field]) for field in FIELDS})
        self.convolution = nn.Conv1d(sum(dims.values()), width, 2 * reach + 1, padding=reach)
        self.pairs = nn.Embedding(pairs + 1, PAIR_WIDTH, padding_idx=0)  # the first row, of no pair, stays zero
        self.mix = nn.Linear(2 * PAIR_WIDTH, width, bias=False)
        nn.init.zeros_(self.mix.weight)  # so that a net without pairs can learn on with them
        self.layers = nn.ModuleList(Layer(width) for _ in range(layers))
        self.output = nn.Linear(width, LABELS)
        self.drop = nn.Dropout(drop)

    def forward(self, batch: Batch) -> torch.Tensor:
        """Scores, windows by characters by labels."""
        hidden = self.drop(torch.cat([self.tables[field](batch[field]) for field in FIELDS], -1))
        inside = torch.arange(hidden.shape[1])[None] < batch["lengths"][:, None]
        hidden = (hidden * inside[:, :, None]).transpose(1, 2)
        hidden = _multiply(self.convolution, hidden).transpose(1, 2) + self._read_pairs(batch[PAIRS])
        hidden = torch.relu(hidden)
        for layer in self.layers:
            hidden = layer(self.drop(hidden), batch["mirror"])
        return torch.as_tensor(self.output(self.drop(hidden)))

    def _read_pairs(self, numbers: torch.Tensor) -> torch.Tensor:
        """What the pairs that a character makes with the one before and the one behind add."""
        behind = self.drop(self.pairs(numbers))
        before = torch.cat([torch.zeros_like(behind[:, :1]), behind[:, :-1]], 1)
        return _multiply(self.mix, torch.cat([before, behind], -1))

    def list_weights(self) -> dict[str, NDArray[np.float16]]:
        """The arrays that `kg.tagger.network` loads."""
        arrays = {field: self.tables[field].weight for field in FIELDS}
        arrays["convolution"] = self.convolution.weight.permute(2, 1, 0)
        arrays["convolution_bias"] = self.convolution.bias
        arrays[PAIRS], arrays["pair_mix"] = self.pairs.weight, self.mix.weight.T
        for number, layer in enumerate(self.layers):
            arrays[f"layer{number}_gates"] = layer.gates.weight.T
            arrays[f"layer{number}_bias"] = layer.gates.bias
        arrays["output"], arrays["output_bias"] = self.output.weight.T, self.output.bias
        return {name: array.detach().numpy().astype(np.float16) for name, array in arrays.items()}

    def load_weights(self, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        """The other way round: go on from the weights of a model folder."""
        own = {name: torch.tensor(np.asarray(array, np.float32)) for name, array in arrays.items()}
        with torch.no_grad():
            for field in FIELDS:
                self.tables[field].weight.copy_(own[field])
            self.pairs.weight.copy_(own[PAIRS])
            self.mix.weight.copy_(own["pair_mix"].T)
            self.convolution.weight.copy_(own["convolution"].permute(2, 1, 0))
            self.convolution.bias.copy_(own["convolution_bias"])
            for number, layer in enumerate(self.layers):
                layer.gates.weight.copy_(own[f"layer{number}_gates"].T)
                layer.gates.bias.copy_(own[f"layer{number}_bias"])
            self.output.weight.copy_(own["output"].T)
            self.output.bias.copy_(own["output_bias"])
