"""Examples with their texts in, a trained teacher and its chances out.

The teacher is as large as training time allows and is not shipped: characters with their features and the vectors of a
pretrained encoder's tokens go through two layers of gated recurrent units in both directions and a label chain.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from kg.tagger.features import FIELDS, SIZES
from kg.training.crf import LabelChain
from kg.training.data import Example, blur_batch, pad_batch, split_batches
from kg.training.encoder import Encoder, Tokeniser, load_model_file
from kg.training.fit import Chances, Progress, as_tensors, shape_rate, take_step
from kg.training.student import LABELS, Batch

WIDTH = 128  # of the recurrent units, as in LAC
_PARTS = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")


class CharacterReader(nn.Module):
    """Features, and vectors from elsewhere, → one vector a character."""

    def __init__(self, characters: int, *, fields: Sequence[str] = FIELDS, extra: int = 0) -> None:
        super().__init__()
        sizes = {"characters": characters, **SIZES}
        dims = {field: WIDTH if field == "characters" else 8 for field in fields}
        self.tables = nn.ModuleDict({field: nn.Embedding(sizes[field], dims[field]) for field in fields})
        widths = (sum(dims.values()) + extra, 2 * WIDTH)
        self.units = nn.ModuleList(nn.GRU(width, WIDTH, batch_first=True, bidirectional=True) for width in widths)
        self.drops = nn.ModuleList(nn.Dropout(rate) for rate in (0.3, 0.2, 0.4))

    def forward(self, batch: Batch, *extra: torch.Tensor) -> torch.Tensor:
        """Vectors, windows by characters."""
        hidden = self.drops[0](torch.cat([table(batch[field]) for field, table in self.tables.items()], -1))
        hidden = torch.cat([hidden, *extra], -1)
        for drop, unit in zip(self.drops[1:], self.units, strict=True):
            hidden = drop(_read_both_ways(unit, hidden, batch["mirror"]))
        return torch.as_tensor(hidden)


def _read_both_ways(unit: nn.GRU, hidden: torch.Tensor, mirror: torch.Tensor) -> torch.Tensor:
    """Each window is turned around within its own length, so that padding never comes first; faster than packing."""
    turn = mirror[:, :, None]
    turned = torch.gather(hidden, 1, turn.expand(-1, -1, hidden.shape[2]))
    start = hidden.new_zeros(1, len(hidden), unit.hidden_size)
    ways = []
    for inputs, ending in ((hidden, ""), (turned, "_reverse")):
        weights = [getattr(unit, part + ending) for part in _PARTS]
        ways.append(torch._VF.gru(inputs, start, weights, True, 1, 0.0, False, False, True)[0])  # noqa: SLF001
    return torch.cat([ways[0], torch.gather(ways[1], 1, turn.expand(-1, -1, WIDTH))], -1)


class Teacher(nn.Module):
    """Characters and tokens → a score for each label of each character."""

    def __init__(self, characters: int, used: Sequence[int]) -> None:
        super().__init__()
        file = load_model_file()
        self.encoder = Encoder(file, used)
        self.bridge = nn.Linear(file.sizes.width, WIDTH)
        self.reader = CharacterReader(characters, extra=WIDTH)
        self.output = nn.Linear(2 * WIDTH, LABELS)
        self.chain = LabelChain()
        self.drop = nn.Dropout(0.2)

    def forward(self, batch: Batch) -> torch.Tensor:
        """Scores, windows by characters by labels."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            tokens = self.encoder(batch["tokens"], batch["token_counts"])
        tokens = self.bridge(self.drop(tokens.float()))
        vectors = tokens.gather(1, batch["token_places"][:, :, None].expand(-1, -1, WIDTH))
        return torch.as_tensor(self.output(self.reader(batch, vectors)))

    def list_rates(self) -> list[tuple[list[nn.Parameter], float]]:
        """Parameters with their full learning rate: pretrained ones move least."""
        tables = dict(self.reader.tables.items())
        fresh = [tables.pop(field) for field in ("names", "places")]
        slow = [*tables.values(), self.reader.units, self.bridge]
        groups = (([self.encoder], 1e-4), (slow, 2e-3), ([*fresh, self.output], 4e-3), ([self.chain], 1e-2))
        return [(list(chain.from_iterable(part.parameters() for part in parts)), rate) for parts, rate in groups]


Tokens = tuple[list[int], list[int]]


def tokenise(examples: Sequence[Example], texts: Mapping[str, str]) -> list[Tokens]:
    """Pieces and places of each example; `texts` has the text of each report."""
    split = Tokeniser(load_model_file())
    return [split(texts[each.report][each.start : each.start + len(each)]) for each in examples]


def fit_teacher(
    teacher: Teacher,
    examples: Sequence[Example],
    tokens: Sequence[Tokens],
    *,
    epochs: int,
    seed: int,
    rate: float = 1.0,
    size: int = 16,
    progress: Progress = lambda _: None,
) -> None:
    """Train in place on the gold labels; `rate` is a share of the full learning rates."""
    random = np.random.default_rng(seed)
    torch.manual_seed(seed)
    groups = [{"params": parameters, "lr": full * rate} for parameters, full in teacher.list_rates()]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)
    total = epochs * -(-len(examples) // size)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: shape_rate(step, total, warm_up=0.1))
    teacher.train()
    for epoch in range(epochs):
        loss_sum = 0.0
        for indices in split_batches([len(example) for example in examples], size, random):
            batch = pad_batch([examples[index] for index in indices])
            blur_batch(batch, random, rate=0.05)
            ready = as_tensors({**batch, **pad_tokens([tokens[index] for index in indices])})
            loss = teacher.chain(teacher(ready), ready["labels"], ready["lengths"])
            take_step(loss, teacher, optimiser, longest=5.0)
            schedule.step()
            loss_sum += loss.item()
        progress(f"teacher, epoch {epoch + 1} of {epochs}: loss {loss_sum * size / len(examples):.3f}")


def pad_tokens(tokens: Sequence[Tokens]) -> dict[str, NDArray[np.int64]]:
    """`tokens` and `token_counts` by windows; `token_places` gives each character's token."""
    counts = np.array([len(pieces) for pieces, _ in tokens])
    padded = np.ones((len(tokens), int(counts.max())), np.int64)
    places = np.zeros((len(tokens), max(len(each) for _, each in tokens)), np.int64)
    for row, (pieces, each) in enumerate(tokens):
        padded[row, : len(pieces)] = pieces
        places[row, : len(each)] = each
    return {"tokens": padded, "token_counts": counts, "token_places": places}


def find_chances(
    teacher: Teacher, examples: Sequence[Example], tokens: Sequence[Tokens], *, size: int = 32
) -> list[Chances]:
    """What the teacher thinks of each example, characters by labels."""
    teacher.eval()
    found: dict[int, Chances] = {}
    order = sorted(range(len(examples)), key=lambda index: (len(examples[index]), index))
    for at in range(0, len(order), size):
        indices = order[at : at + size]
        batch = pad_batch([examples[index] for index in indices])
        ready = as_tensors({**batch, **pad_tokens([tokens[index] for index in indices])})
        with torch.no_grad():
            scores = teacher(ready)
        chances = teacher.chain.find_chances(scores, ready["lengths"]).numpy().astype(np.float16)
        found.update((index, chances[row, : len(examples[index])]) for row, index in enumerate(indices))
    return [found[index] for index in range(len(examples))]
