"""Unlabelled texts in, a character reader that knows the language of such reports out.

It starts from the weights of LAC and learns to guess masked words: whole words as jieba cuts them, since a single
character is mostly given away by its neighbour.
"""

import logging
import re
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from kg.tagger.features import FIELDS, MASKED, FeatureReader
from kg.training.fit import Progress, as_tensors, shape_rate, take_step
from kg.training.lac import load_lac
from kg.training.teacher import WIDTH, CharacterReader

READ = FIELDS[:3]  # what a text says by itself: no names, no places
_STRETCH = 128  # characters read at once
_SHARE = 0.2  # of the words that are masked
_PUNCTUATION, _HIDDEN = 5, 9  # classes: from the first on nothing is masked; the second stands for a masked character
_SHARPNESS = 0.15  # of the comparison with the table of characters
Stretches = dict[str, NDArray[np.int64]]


def start_from_lac(reader: CharacterReader, vocabulary: Sequence[str]) -> None:
    """Give the reader the vectors and units of LAC; what LAC has no weights for stays as it is."""
    lac = load_lac()
    with torch.no_grad():
        for row, character in enumerate(vocabulary[MASKED + 1 :], MASKED + 1):
            reader.tables["characters"].weight[row] = torch.tensor(lac.rows.get(character, lac.other))
        for unit, arrays in zip(reader.units, lac.units, strict=True):
            for name, array in arrays.items():
                own = getattr(unit, name)
                own[..., : array.shape[-1]] = torch.tensor(array)


def cut_stretches(texts: Sequence[str], reader: FeatureReader) -> Stretches:
    """Rows of 128 characters with the fields that are read, and the number of the word each character is in."""
    import jieba

    tokenizer = jieba.Tokenizer()
    jieba.setLogLevel(logging.WARNING)
    parts: dict[str, list[NDArray[np.int64]]] = {name: [] for name in (*READ, "words")}
    for text in (re.sub(r"\s*\n\s*", "\n", each) for each in texts):
        sizes = [len(word) for word in tokenizer.cut(text, HMM=False)]
        whole = len(text) // _STRETCH * _STRETCH
        features = reader(text)
        words = np.repeat(np.arange(len(sizes)), sizes)
        for name, found in parts.items():
            row = words if name == "words" else features[name]
            found.append(np.asarray(row[:whole], np.int64).reshape(-1, _STRETCH))
    return {name: np.concatenate(found) for name, found in parts.items()}


def pretrain_reader(
    reader: CharacterReader,
    stretches: Stretches,
    *,
    epochs: int,
    seed: int,
    rate: float = 1.5e-3,
    size: int = 32,
    progress: Progress = lambda _: None,
) -> None:
    """Train the reader in place to guess masked words."""
    random = np.random.default_rng(seed)
    torch.manual_seed(seed)
    table = reader.tables["characters"].weight
    head = nn.Sequential(nn.Linear(2 * WIDTH, WIDTH), nn.GELU(), nn.LayerNorm(WIDTH))
    guess = nn.ModuleDict({"reader": reader, "head": head, "bias": nn.Linear(1, len(table), bias=False)})
    groups = [{"params": list(guess[part].parameters()), "lr": rate * (1 if part == "reader" else 3)} for part in guess]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)
    count = len(stretches["words"])
    total = epochs * -(-count // size)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: shape_rate(step, total))
    reader.train()
    for epoch in range(epochs):
        for indices in _split_rows(count, size, random):
            batch, masked, truth = mask_words({name: rows[indices] for name, rows in stretches.items()}, random)
            hidden = head(reader(as_tensors(batch))[torch.from_numpy(masked)])
            scores = hidden @ table.T * _SHARPNESS + guess["bias"].weight[:, 0]
            take_step(nn.functional.cross_entropy(scores, torch.from_numpy(truth)), guess, optimiser, longest=5.0)
            schedule.step()
        progress(f"language, epoch {epoch + 1} of {epochs}")


def mask_words(
    rows: Stretches, random: np.random.Generator
) -> tuple[dict[str, NDArray[np.int64]], NDArray[np.bool_], NDArray[np.int64]]:
    """The batch with a fifth of its words hidden, where they are, and what they were."""
    words = rows["words"] - rows["words"].min(1, keepdims=True)
    chosen = random.random((len(words), int(words.max()) + 1)) < _SHARE
    masked = np.take_along_axis(chosen, words, 1) & (rows["classes"] < _PUNCTUATION)
    characters, classes, luck = rows["characters"].copy(), rows["classes"].copy(), random.random(words.shape)
    truth = characters[masked]
    characters[masked & (luck < 0.85)] = MASKED
    wrong = masked & (luck > 0.95)
    characters[wrong] = random.integers(MASKED + 1, int(characters.max()) + 1, int(wrong.sum()))
    classes[masked] = _HIDDEN
    mirror = np.tile(np.arange(_STRETCH)[::-1], (len(words), 1))
    return {"characters": characters, "marks": rows["marks"], "classes": classes, "mirror": mirror}, masked, truth


def _split_rows(count: int, size: int, random: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    order = random.permutation(count)
    for at in range(0, count, size):
        yield order[at : at + size]


def copy_reader(source: CharacterReader, target: CharacterReader) -> None:
    """Give a reader with more inputs what a pretrained one knows; its further inputs keep their own weights."""
    known = dict(source.named_parameters())
    with torch.no_grad():
        for name, own in target.named_parameters():
            if name in known:
                own[..., : known[name].shape[-1]] = known[name]
