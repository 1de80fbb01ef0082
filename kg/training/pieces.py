"""An encoder and tokenised texts in, the same encoder at home in their language out: it learns to guess masked pieces.

The pretrained encoder has seen little of the language of work reports. Before it is fine-tuned on the gold it reads
the unlabelled corpus, with a share of the pieces of each window hidden.
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from kg.training.data import split_batches
from kg.training.encoder import Encoder
from kg.training.fit import Progress, shape_rate, take_step

MASK = "<mask>"
_SHARE = 0.15  # of the pieces that are to be guessed
_SIZE = 32  # windows a step


class PieceGuesser(nn.Module):
    """Rows with some pieces masked → a score for each row of the table, at the places that were masked."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        width = encoder.table.embedding_dim
        self.encoder = encoder
        self.head = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.bias = nn.Parameter(torch.zeros(encoder.table.num_embeddings))

    def forward(self, tokens: torch.Tensor, lengths: torch.Tensor, masked: torch.Tensor) -> torch.Tensor:
        """Scores, masked places by rows of the table."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.head(self.encoder(tokens, lengths)[masked])
            scores = hidden @ self.encoder.table.weight.T
        return torch.as_tensor(scores.float() + self.bias)


def pretrain_encoder(
    encoder: Encoder,
    pieces: Sequence[Sequence[int]],
    *,
    mask: int,
    seed: int,
    epochs: int = 1,
    rate: float = 1e-4,
    progress: Progress = lambda _: None,
) -> None:
    """Train the encoder in place; `pieces` are the rows of each window, `mask` the row that hides one."""
    random = np.random.default_rng(seed)
    torch.manual_seed(seed)
    guesser = PieceGuesser(encoder)
    fresh = [*guesser.head.parameters(), guesser.bias]
    groups = [{"params": list(encoder.parameters()), "lr": rate}, {"params": fresh, "lr": 10 * rate}]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)
    lengths = [len(each) for each in pieces]
    total = epochs * -(-len(pieces) // _SIZE)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: shape_rate(step, total))
    guesser.train()
    for epoch in range(epochs):
        losses = []
        for indices in split_batches(lengths, _SIZE, random):
            rows, counts = pad_pieces([pieces[index] for index in indices])
            masked = mask_pieces(rows, counts, random)
            truth = encoder.rows[torch.from_numpy(rows[masked])]
            rows[masked] = mask
            scores = guesser(torch.from_numpy(rows), torch.from_numpy(counts), torch.from_numpy(masked))
            loss = nn.functional.cross_entropy(scores, truth)
            take_step(loss, guesser, optimiser)
            schedule.step()
            losses.append(loss.item())
            if len(losses) % 50 == 0:
                progress(
                    f"encoder, epoch {epoch + 1} of {epochs}, step {len(losses)}: loss {np.mean(losses[-50:]):.3f}"
                )


def pad_pieces(pieces: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Windows by pieces, padded at the end, and how many each has."""
    counts = np.array([len(each) for each in pieces])
    rows = np.ones((len(pieces), int(counts.max())), np.int64)
    for number, each in enumerate(pieces):
        rows[number, : len(each)] = each
    return rows, counts


def mask_pieces(rows: NDArray[np.int64], counts: NDArray[np.int64], random: np.random.Generator) -> NDArray[np.bool_]:
    """Which pieces to hide: a share of those between the marks of beginning and end, never none at all."""
    steps = np.arange(rows.shape[1])[None]
    inside = (steps > 0) & (steps < counts[:, None] - 1)
    chosen = (random.random(rows.shape) < _SHARE) & inside
    chosen[:, 1] |= (counts > 2) & ~chosen.any(1)
    return np.asarray(chosen, np.bool_)
