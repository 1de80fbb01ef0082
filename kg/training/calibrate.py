"""A model folder and reports it has not seen in; what its scores are worth out, written into the folder.

The raw score of a mention is the least chance of a label in it. The table says how often mentions of each raw score are
right, made monotone by pooling neighbours that are out of order, and read with straight lines between its points.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kg.backends.tagger import NeuralTagger
from kg.model import Role, Sentence
from kg.tagger.features import TYPES
from kg.training.data import Report, list_sentences

POINTS = 21
_REACH = 0.05  # how far on both sides of a point mentions count for it
_PRIOR = 4.0  # how many mentions the raw score itself counts for


def calibrate_model(folder: Path, reports: Sequence[Report]) -> None:
    """Replace the calibration of the model by what it gets right in the reports."""
    path = folder / "model.json"
    settings = json.loads(path.read_text("utf-8"))
    settings["calibration"] = list(np.linspace(0, 1, POINTS))
    path.write_text(json.dumps(settings, ensure_ascii=False) + "\n", "utf-8")
    tagger = NeuralTagger(folder)
    judged = [pair for report in reports for pair in judge_mentions(tagger, report)]
    settings["calibration"] = tabulate_chances([score for score, _ in judged], [right for _, right in judged])
    path.write_text(json.dumps(settings, ensure_ascii=False) + "\n", "utf-8")


def judge_mentions(tagger: NeuralTagger, report: Report) -> list[tuple[float, bool]]:
    """Score and whether it is right, for each mention found where the report is annotated."""
    spans = list_sentences(report.text, report.ranges)
    sentences = tuple(
        Sentence(index=index, start=start, end=end, section=0, role=Role.OTHER)
        for index, (start, end) in enumerate(spans)
    )
    gold = set(report.mentions)
    found = tagger(report.text, sentences)
    return [(each.score, (each.start, each.end, TYPES.index(each.type)) in gold) for each in found]


def tabulate_chances(scores: Sequence[float], right: Sequence[bool]) -> list[float]:
    """The share of right mentions around each of 21 scores from 0 to 1; never falling."""
    values, hits = np.array(scores), np.array(right, float)
    shares, weights = [], []
    for point in np.linspace(0, 1, POINTS):
        near = np.abs(values - point) <= _REACH
        count = float(near.sum()) + _PRIOR
        shares.append((float(hits[near].sum()) + _PRIOR * point) / count)
        weights.append(count)
    return [round(share, 4) for share in _pool_neighbours(shares, weights)]


def _pool_neighbours(shares: Sequence[float], weights: Sequence[float]) -> list[float]:
    blocks: list[tuple[float, float, int]] = []  # share, weight, points
    for share, weight in zip(shares, weights, strict=True):
        block = (share, weight, 1)
        while blocks and blocks[-1][0] > block[0]:
            last = blocks.pop()
            total = last[1] + block[1]
            block = ((last[0] * last[1] + block[0] * block[1]) / total, total, last[2] + block[2])
        blocks.append(block)
    return [share for share, _, points in blocks for _ in range(points)]
