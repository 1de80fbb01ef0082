"""A student, examples and the chances to imitate in, a trained student out: one loop for gold and for a teacher."""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from kg.training.data import Example, blur_batch, pad_batch, split_batches
from kg.training.student import LABELS, Batch, Student

Chances = NDArray[np.float16]  # characters by labels
Progress = Callable[[str], None]


def fit_student(
    student: Student,
    examples: Sequence[Example],
    targets: Sequence[Chances],
    *,
    epochs: int,
    seed: int,
    rate: float = 2e-3,
    size: int = 32,
    progress: Progress = lambda _: None,
) -> None:
    """Train in place until the student's chances are near the targets; the learning rate rises, then falls to zero."""
    random = np.random.default_rng(seed)
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(student.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=0.01)
    total = epochs * -(-len(examples) // size)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: shape_rate(step, total))
    lengths = [len(example) for example in examples]
    student.train()
    for epoch in range(epochs):
        loss_sum = 0.0
        for indices in split_batches(lengths, size, random):
            batch = pad_batch([examples[index] for index in indices])
            blur_batch(batch, random, rate=0.03)
            loss = _compare(student, as_tensors(batch), pad_targets([targets[index] for index in indices]))
            take_step(loss, student, optimiser)
            schedule.step()
            loss_sum += loss.item()
        progress(f"student, epoch {epoch + 1} of {epochs}: loss {loss_sum * size / len(examples):.4f}")


def shape_rate(step: int, total: int, *, warm_up: float = 0.05) -> float:
    """The share of the full learning rate at a step."""
    return min(1.0, (step + 1) / (total * warm_up + 1)) * max(0.01, 1 - step / total)


def take_step(loss: torch.Tensor, net: nn.Module, optimiser: torch.optim.Optimizer, *, longest: float = 1.0) -> None:
    """One step down the slope of the loss, no longer than `longest`."""
    optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(net.parameters(), longest)
    optimiser.step()


def as_tensors(batch: dict[str, NDArray[np.int64]]) -> Batch:
    """The same arrays as tensors."""
    return {name: torch.from_numpy(array) for name, array in batch.items()}


def pad_targets(targets: Sequence[Chances]) -> torch.Tensor:
    """Windows by characters by labels; zero beyond the end of a window."""
    padded = np.zeros((len(targets), max(len(target) for target in targets), LABELS), np.float32)
    for row, target in enumerate(targets):
        padded[row, : len(target)] = target
    return torch.from_numpy(padded)


def take_labels(examples: Sequence[Example]) -> list[Chances]:
    """The gold labels as chances of one and zero."""
    rows = np.eye(LABELS, dtype=np.float16)
    return [rows[example.labels] for example in examples]


def _compare(student: Student, batch: Batch, targets: torch.Tensor) -> torch.Tensor:
    return -(targets * torch.log_softmax(student(batch), -1)).sum() / batch["lengths"].sum()
