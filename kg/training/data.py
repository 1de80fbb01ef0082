"""A folder of gold files in, numbered examples and padded batches out.

Names of the gold are a feature of the net. An example must not know the names that only its own report has, or the net
learns to copy the list; so each report is read with the names of the others (leave one out).
"""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import NoInputError, UsageError
from kg.structure.sentences import find_sentences
from kg.tagger.features import FIELDS, MASKED, PAIRS, TYPES, FeatureReader, NameMatcher, Numbers, fold_character
from kg.tagger.windows import Span, group_sentences

NUMBERS = {str(kind): number for number, kind in enumerate(TYPES)}
FURTHER = ".further"  # after the name of a report of which stretches were annotated apart from the gold
WRITTEN = ".written"  # after the name of a text that was made up to learn from: its names are nobody's
_RAREST = 3  # times a character must be seen to get a row of its own


@dataclass(frozen=True, slots=True)
class Report:
    """An annotated report. `mentions` are start, end and type number; only `ranges` of the text are annotated."""

    name: str
    text: str
    ranges: tuple[Span, ...]
    mentions: tuple[tuple[int, int, int], ...]

    @property
    def names(self) -> frozenset[tuple[str, int]]:
        """The names with their types."""
        return frozenset((self.text[start:end], kind) for start, end, kind in self.mentions)


@dataclass(frozen=True, slots=True)
class Example:
    """One window: `inputs` has an array a field, `labels` the gold label of each character."""

    report: str
    start: int
    inputs: Mapping[str, Numbers]
    labels: Numbers

    def __len__(self) -> int:
        return len(self.labels)


def read_reports(gold_dir: Path) -> tuple[Report, ...]:
    """All reports with a `.gold.json` under the folder, sorted by name.

    Raises:
        NoInputError: there is none.
    """
    paths = sorted(gold_dir.rglob("*.gold.json"), key=lambda path: path.name)
    if not paths:
        raise NoInputError([str(gold_dir)])
    return tuple(_read_report(path) for path in paths)


def _read_report(path: Path) -> Report:
    gold = json.loads(path.read_text("utf-8"))
    text = path.with_name(gold["document"] + ".txt").read_bytes().decode("utf-8")
    ranges = tuple((start, end) for start, end in gold.get("ranges") or [(0, len(text))])
    mentions = tuple((row["start"], row["end"], NUMBERS[row["type"]]) for row in gold["mentions"])
    return Report(gold["document"], text, ranges, mentions)


def list_sentences(text: str, ranges: Sequence[Span]) -> list[Span]:
    """The sentences that begin in one of the ranges."""
    found = find_sentences(text, 0, len(text))
    return [(start, end) for start, end in found if any(first <= start < last for first, last in ranges)]


def assign_folds(reports: Sequence[Report], folds: int, *, by_place: bool = True) -> dict[str, int]:
    """Name → fold; all reports of a place share it, if asked to, so that none is both trained and tested on."""
    groups = {report.name: name_place(report) if by_place else report.name for report in reports}
    shuffled = sorted(set(groups.values()), key=lambda group: hashlib.sha1(group.encode()).hexdigest())  # noqa: S324
    return {name: shuffled.index(group) % folds for name, group in groups.items()}


def find_held_out(reports: Sequence[Report], held_out: str, *, folds: int) -> frozenset[str]:
    """The names of the reports of a fold of places (`0`), of a fold of documents (`document-0`) or of a place.

    Raises:
        UsageError: there are none.
    """
    kind, _, number = held_out.rpartition("-")
    if number.isdigit():
        numbers = assign_folds(reports, folds, by_place=kind != "document")
        found = frozenset(name for name, fold in numbers.items() if fold == int(number))
    else:
        found = frozenset(report.name for report in reports if name_place(report) == held_out)
    if not found:
        raise UsageError(
            f"No annotated report is of “{held_out}”. Give a fold of places (0 to {folds - 1}), a fold of documents "
            f"(document-0 to document-{folds - 1}) or the name of a place."
        )
    return found


def name_place(report: Report) -> str:
    """The place in a report's name, without the year; autonomous regions by their short name."""
    return re.sub(rf"((壮族|回族|维吾尔)?自治区)?_?\d{{4}}(h1)?(_v\d)?({re.escape(FURTHER)})?$", "", report.name)


def keep_apart(reports: Sequence[Report], others: Sequence[Report]) -> tuple[Report, ...]:
    """The reports of places that no other one is of."""
    places = {name_place(other) for other in others}
    return tuple(report for report in reports if name_place(report) not in places)


def count_characters(texts: Sequence[str]) -> list[str]:
    """The vocabulary: three rows that are no characters, then those seen often enough."""
    counts = Counter(fold_character(character) for text in texts for character in text)
    return ["", "?", "*", *sorted(character for character, count in counts.items() if count >= _RAREST)]


def count_names(reports: Sequence[Report], known: Mapping[str, int] | None = None) -> Mapping[str, Counter[int]]:
    """In how many reports each name has each type; names `known` from elsewhere count as one more report.

    Texts that were made up do not count.
    """
    counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for name, kind in (known or {}).items():
        counts[name][kind] += 1
    for report in reports:
        for name, kind in () if report.name.endswith(WRITTEN) else report.names:
            counts[name][kind] += 1
    return counts


def settle_types(counts: Mapping[str, Counter[int]], own: Sequence[Report] = ()) -> dict[str, int]:
    """Name → its usual type, without what only the reports `own` say."""
    settled = {}
    said = Counter(pair for report in own for pair in report.names)
    for name, kinds in counts.items():
        votes = {kind: count - said[name, kind] for kind, count in kinds.items()}
        best = max(votes, key=lambda kind: (votes[kind], -kind))
        if votes[best] > 0:
            settled[name] = best
    return settled


def make_examples(
    reports: Sequence[Report], reader: FeatureReader, *, known: Mapping[str, Counter[int]] | None = None
) -> list[Example]:
    """The windows of the annotated ranges; with `known`, each report is read without the names that it alone has.

    Stretches of one text that were annotated apart are reports of their own here, and one report in that.
    """
    examples = []
    of_text: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        of_text[report.text].append(report)
    present = _NameFinder(known) if known is not None else None
    for report in reports:
        names = NameMatcher(settle_types(present(report.text), of_text[report.text])) if present else None
        features = reader(report.text, names=names)
        labels = label_characters(report)
        for start, end in group_sentences(report.text, list_sentences(report.text, report.ranges)):
            inputs = {field: features[field][start:end] for field in (*FIELDS, PAIRS)}
            examples.append(Example(report.name, start, inputs, labels[start:end]))
    return examples


class _NameFinder:
    """The names that a text holds anywhere: building a matcher of these for each report is a hundredth of the work."""

    def __init__(self, counts: Mapping[str, Counter[int]]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._counts = counts
        self._names = sorted(counts)
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.Standard)

    def __call__(self, text: str) -> Mapping[str, Counter[int]]:
        """Them, with how often each has which type."""
        found = {index for index, *_ in self._automaton.find_matches_as_indexes(text, overlapping=True)}
        return {self._names[index]: self._counts[self._names[index]] for index in sorted(found)}


def make_unlabelled(texts: Sequence[str], reader: FeatureReader) -> list[Example]:
    """The windows of texts nobody has annotated; their labels are all zero."""
    reports = [Report(str(number), text, ((0, len(text)),), ()) for number, text in enumerate(texts)]
    return make_examples(reports, reader)


def label_characters(report: Report) -> Numbers:
    """The gold label of each character: 0, 2k + 1 for the first and 2k + 2 for a further one of type k."""
    labels = np.zeros(len(report.text), np.int32)
    for start, end, kind in report.mentions:
        labels[start:end] = 2 * kind + 2
        labels[start] -= 1
    return labels


def split_batches(lengths: Sequence[int], size: int, random: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Batches of examples of like length, in random order."""
    order, pool = random.permutation(len(lengths)), size * 20
    batches: list[NDArray[np.int64]] = []
    for at in range(0, len(order), pool):
        chunk = np.array(sorted(order[at : at + pool], key=lambda index: (lengths[index], index)))
        batches.extend(chunk[first : first + size] for first in range(0, len(chunk), size))
    for index in random.permutation(len(batches)):
        yield batches[index]


def pad_batch(examples: Sequence[Example]) -> dict[str, NDArray[np.int64]]:
    """One array a field and one of labels, windows by characters; `lengths`; `mirror` reverses each window."""
    lengths = np.array([len(example) for example in examples])
    shape = (len(examples), int(lengths.max()))
    batch = {name: np.zeros(shape, np.int64) for name in (*FIELDS, PAIRS, "labels")}
    for row, example in enumerate(examples):
        batch["labels"][row, : len(example)] = example.labels
        for field in (*FIELDS, PAIRS):
            batch[field][row, : len(example)] = example.inputs[field]
    steps = np.arange(shape[1])[None]
    mirror = np.where(steps < lengths[:, None], lengths[:, None] - 1 - steps, steps)
    return {**batch, "lengths": lengths, "mirror": mirror}


def blur_batch(batch: Mapping[str, NDArray[np.int64]], random: np.random.Generator, *, rate: float) -> None:
    """Hide some characters with their pairs, and all known names of some windows, so that the net leans on neither."""
    characters, pairs = batch["characters"], batch[PAIRS]
    masked = (random.random(characters.shape) < rate) & (characters > MASKED)
    characters[masked] = MASKED
    pairs[masked] = 0
    pairs[:, :-1][masked[:, 1:]] = 0
    hidden = random.random(len(characters)) < 2 * rate
    batch["names"][hidden] = 0
    batch["places"][hidden] = 0
