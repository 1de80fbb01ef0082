"""Scores of labels in, the chance of label sequences out: a linear-chain conditional random field."""

import torch
from torch import nn

from kg.training.student import LABELS

_NEVER = -1e4


class LabelChain(nn.Module):
    """Learns which label follows which; a further character follows only one of its own mention."""

    def __init__(self) -> None:
        super().__init__()
        self.follow = nn.Parameter(torch.zeros(LABELS, LABELS))
        rows, columns = torch.meshgrid(torch.arange(LABELS), torch.arange(LABELS), indexing="ij")
        further = (columns > 0) & (columns % 2 == 0)
        wrong = further & (rows != columns) & (rows != columns - 1)
        self.register_buffer("barred", wrong * _NEVER)
        self.register_buffer("opening", further[0] * _NEVER)

    def forward(self, scores: torch.Tensor, labels: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """How surprising the labels are, averaged over windows."""
        inside = torch.arange(scores.shape[1])[None] < lengths[:, None]
        said = (scores.gather(2, labels[:, :, None])[:, :, 0] * inside).sum(1)
        moved = (self.follow[labels[:, :-1], labels[:, 1:]] * inside[:, 1:]).sum(1)
        return (self.sum_paths(scores, lengths) - said - moved).mean()

    def sum_paths(self, scores: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """The logarithm of the sum over all label sequences, a window."""
        steps = self.follow + self.barred
        total = scores[:, 0] + self.opening
        for at in range(1, scores.shape[1]):
            further = torch.logsumexp(total[:, :, None] + steps, 1) + scores[:, at]
            total = torch.where((at < lengths)[:, None], further, total)
        return torch.logsumexp(total, 1)

    def find_chances(self, scores: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """The chance of each label of each character, all sequences weighed: the slope of the sum of paths."""
        with torch.enable_grad():
            free = scores.detach().requires_grad_()
            (slopes,) = torch.autograd.grad(self.sum_paths(free, lengths).sum(), free)
        return slopes
