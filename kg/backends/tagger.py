"""A text and its sentences in, the mentions that the trained tagger sees out, and its view of what others propose.

The model is a folder of plain data: `weights.npz`, `model.json` (vocabulary, pairs and calibration) and `names.tsv`
(names known from annotated reports). It runs in numpy on one core; what else is read in the same call never changes a
mention.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from kg.errors import UsageError
from kg.model import Mention, Sentence, View
from kg.resources import locate_data
from kg.tagger.decode import find_labels, find_spans, view_spans
from kg.tagger.features import TYPES, FeatureReader, NameMatcher, Numbers, match_divisions
from kg.tagger.network import Floats, Indices, Network, Packing
from kg.tagger.pairs import PairMatcher
from kg.tagger.windows import Span, group_sentences

_BATCH = 4096  # characters of one batch, small enough for the caches; a matter of speed only
_DIGITS = 4  # of a score; rounding error is far below
_NUMBERS = {kind: number for number, kind in enumerate(TYPES)}


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A text as the tagger has read it: its mentions, and the chance of every label for every character and the end."""

    mentions: tuple[Mention, ...]
    chances: Floats

    def view(self, mentions: Sequence[Mention]) -> list[View]:
        """The view of each mention, which may be anyone's."""
        if not mentions:
            return []
        spans = np.array([(m.start, m.end, _NUMBERS[m.type]) for m in mentions])
        return [View(*row) for row in view_spans(self.chances, spans).tolist()]


class NeuralTagger:
    """Finds mentions with the trained net; a score is the calibrated chance that span and type are right."""

    def __init__(self, model_dir: Path | None = None) -> None:
        folder = model_dir or locate_data("tagger")
        self._network = load_network(folder / "weights.npz")
        settings = read_settings(folder / "model.json")
        self._calibration = np.array(settings["calibration"], np.float32)
        vocabulary, pairs = settings["vocabulary"], PairMatcher.of(settings["pairs"], settings["vocabulary"])
        self._reader = FeatureReader(vocabulary, pairs, NameMatcher(read_names(folder)), match_divisions())

    def __call__(self, text: str, sentences: tuple[Sentence, ...]) -> tuple[Mention, ...]:
        """The mentions of the sentences. Sorted by start. Spans do not overlap."""
        return self.read(text, sentences).mentions

    def read(self, text: str, sentences: tuple[Sentence, ...]) -> TaggedText:
        """The text as read, with the mentions that a call would give."""
        windows = group_sentences(text, [(sentence.start, sentence.end) for sentence in sentences])
        labels, certain, chances = self._label(self._reader(text), windows)
        spans = list(find_spans(labels, certain))
        scores = self._score([chance for *_, chance in spans])
        mentions = tuple(
            Mention(start=start, end=end, text=text[start:end], type=TYPES[kind], score=score, source="tagger")
            for (start, end, kind, _), score in zip(spans, scores, strict=True)
        )
        return TaggedText(mentions, chances)

    def _label(self, features: Mapping[str, Numbers], windows: Sequence[Span]) -> tuple[Indices, Floats, Floats]:
        labels = np.zeros(len(features["characters"]), np.int64)
        certain = np.ones(len(labels), np.float32)
        all_chances = np.zeros((len(labels) + 1, 2 * len(TYPES) + 1), np.float32)
        for batch in _split_windows(windows):
            packing = Packing.of(batch)
            chances = self._network(features, packing)
            found = find_labels(chances, packing)
            labels[packing.source] = found
            certain[packing.source] = chances[np.arange(len(found)), found]
            all_chances[packing.source] = chances
        return labels, certain, all_chances

    def _score(self, chances: Sequence[float]) -> list[float]:
        right = np.interp(chances, np.linspace(0, 1, len(self._calibration)), self._calibration)
        return [round(each, _DIGITS) for each in right.tolist()]


def load_network(path: Path) -> Network:
    """The net of a file of weights.

    Raises:
        UsageError: it is no file of plain arrays, or not of this net. Pickled objects are never loaded: that would run
            whatever they say.
    """
    try:
        with np.load(path, allow_pickle=False) as weights:
            return Network(weights)
    except (OSError, ValueError, TypeError, KeyError, EOFError, BadZipFile) as err:
        raise UsageError(f"The model file {path} is not one of plain arrays for this tagger; train it anew.") from err


def read_settings(path: Path) -> Mapping[str, Any]:
    """Vocabulary, pairs and calibration of a model.

    Raises:
        UsageError: they are not in the file, or a pair has a character that the vocabulary lacks.
    """
    problem = UsageError(f"The model file {path} has no vocabulary, pairs or calibration; train the tagger anew.")
    try:
        settings = json.loads(path.read_text("utf-8"))
        found = {name: settings[name] for name in ("vocabulary", "pairs", "calibration")}
        strange = {*found["pairs"]} - {*found["vocabulary"]}
    except (OSError, ValueError, TypeError, KeyError) as err:
        raise problem from err
    if strange:
        raise problem
    return found


def read_names(folder: Path) -> dict[str, int]:
    """Name → number of its type, from `names.tsv` of a model folder."""
    lines = (folder / "names.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    numbers = {str(kind): number for number, kind in enumerate(TYPES)}
    return {name: numbers[kind] for name, kind in rows}


def _split_windows(windows: Sequence[Span]) -> Iterator[list[Span]]:
    """Batches of windows of like length."""
    batch: list[Span] = []
    size = 0
    for window in sorted(windows, key=lambda window: window[1] - window[0]):
        batch.append(window)
        size += window[1] - window[0]
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
