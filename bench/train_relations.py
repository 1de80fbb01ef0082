"""Gold reports in, the weight tables of `kg.relate` out.

    python bench/train_relations.py GOLD_FOLDER... [--found EXTRACTED.jsonl] [--out FOLDER]

`--found` has the mentions that recognisers find in reports they have not seen (`bench/cross_validate.py --out`): each
report then counts twice, with the annotators' mentions and with these.

Only numpy is needed. Training is repeatable: documents in order of name, full batches, a start at zero, weights in
whole hundredths. `bench/cross_validate_relations.py` tells how well it does on unseen documents.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.model import Document, EntityType, Jurisdiction, Level, Mention, Outline, Predicate, Status
from kg.relate.features import describe_mention
from kg.relate.masking import MaskedSentence
from kg.relate.places import PlaceFinder
from kg.relate.settings import mask_document
from kg.relate.statements import LEARNED, NONE, allowed_predicates
from kg.relate.subjects import NO, YES, describe_subject, subject_candidates
from kg.resources import locate_data
from kg.structure import outline_document

Array = NDArray[np.float64]
PREDICATES = (NONE, *(predicate.value for predicate in LEARNED))
STATUSES = tuple(status.value for status in Status)
PENALTY = {"predicates": 8.0, "statuses": 8.0, "subjects": 2.0, "places": 5.0}
COMMENT = "# Weights in hundredths, one column a label; written by bench/train_relations.py."
RAREST = 2  # examples that a feature must stand in
SMALLEST = 3  # hundredths; rows whose weights are all smaller are left out


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report with what its annotators wrote of it."""

    document: Document
    outline: Outline
    jurisdiction: Jurisdiction
    mentions: tuple[Mention, ...]
    facts: tuple[dict[str, Any], ...]
    ranges: tuple[tuple[int, int], ...]

    def covers(self, start: int) -> bool:
        """Whether what starts here was annotated."""
        return any(first <= start < last for first, last in self.ranges)


@dataclass(frozen=True, slots=True)
class Examples:
    """Features, label and allowed labels of the examples for one model."""

    labels: tuple[str, ...]
    features: list[list[str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    allowed: list[tuple[bool, ...]] = field(default_factory=list)

    def add(self, features: list[str], answer: str, allowed: Sequence[str] = ()) -> None:
        """One example; without `allowed` every label may be given. The answer is always allowed."""
        self.features.append(features)
        self.answers.append(self.labels.index(answer))
        self.allowed.append(tuple(not allowed or label in allowed or label == answer for label in self.labels))


def read_gold(path: Path) -> GoldReport:
    """The report of one gold file, with its text beside it."""
    gold = json.loads(path.read_text("utf-8"))
    text = path.with_name(path.name.replace(".gold.json", ".txt")).read_bytes().decode("utf-8")
    document = Document(
        name=gold["document"],
        path="",
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        body=((0, len(text)),),
        sha256="",
    )
    names, meta = gold["meta"]["jurisdiction"], gold["meta"]
    mentions = (
        Mention(start=m["start"], end=m["end"], text=m["text"], type=EntityType(m["type"])) for m in gold["mentions"]
    )
    return GoldReport(
        document=document,
        outline=outline_document(document),
        jurisdiction=Jurisdiction(name=names[0], short=names[-1], organ=meta["organ"], level=Level(meta["level"])),
        mentions=tuple(sorted(mentions, key=lambda mention: mention.start)),
        facts=tuple(gold["facts"]),
        ranges=tuple(map(tuple, gold["ranges"])),
    )


def read_found(path: Path, reports: Sequence[GoldReport]) -> Iterator[GoldReport]:
    """The reports again, with the mentions that an extraction found in them."""
    records = {row["document"]: row for row in map(json.loads, path.read_text("utf-8").splitlines())}
    for report in reports:
        rows = records[report.document.name]["mentions"]
        found = (Mention(start=m["start"], end=m["end"], text=m["text"], type=EntityType(m["type"])) for m in rows)
        yield replace(report, mentions=tuple(found))


def collect_examples(reports: Sequence[GoldReport]) -> dict[str, Examples]:
    """The examples for each of the four models."""
    examples = {
        "predicates": Examples(PREDICATES),
        "statuses": Examples(STATUSES),
        "subjects": Examples((NO, YES)),
        "places": Examples((NO, YES)),
    }
    for report in reports:
        _collect(report, examples)
    return examples


def _collect(report: GoldReport, examples: dict[str, Examples]) -> None:
    facts: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for fact in report.facts:
        if fact["predicate"] in PREDICATES:
            facts.setdefault((fact["start"], fact["object"]), []).append(fact)
    finder = PlaceFinder(report.mentions, report.jurisdiction)
    for masked, setting in mask_document(report.document, report.outline, report.mentions):
        if not report.covers(masked.sentence.start):
            continue
        _collect_places(report, finder.candidates(masked), masked.sentence.start, examples=examples["places"])
        for number, mention in enumerate(masked.mentions):
            known = facts.get((masked.sentence.start, mention.text), [])
            allowed = allowed_predicates(mention.type)
            if len(allowed) > 1:
                description = describe_mention(masked, number, setting)
                answer = known[0]["predicate"] if known else NONE
                examples["predicates"].add(description.pair_with(mention.type), answer, allowed)
                if known:
                    examples["statuses"].add(description.pair_with(mention.type, setting.role), known[0]["status"])
            if known:
                _collect_subjects(masked, number, known, report=report, examples=examples["subjects"])


def _collect_subjects(
    masked: MaskedSentence, number: int, known: Sequence[dict[str, Any]], *, report: GoldReport, examples: Examples
) -> None:
    subjects = {fact["subject"] for fact in known}
    predicate = Predicate(known[0]["predicate"])
    for other in subject_candidates(masked, number, predicate, jurisdiction=report.jurisdiction):
        features = describe_subject(masked, number, other, predicate=predicate)
        examples.add(features, YES if masked.mentions[other].text in subjects else NO)


def _collect_places(
    report: GoldReport, candidates: Iterable[tuple[Mention, Mention, list[str]]], start: int, *, examples: Examples
) -> None:
    located = {
        (fact["start"], fact["subject"], fact["object"])
        for fact in report.facts
        if fact["predicate"] == Predicate.LOCATED_IN
    }
    for thing, place, features in candidates:
        examples.add(features, YES if (start, thing.text, place.text) in located else NO)


def fit_table(examples: Examples, penalty: float) -> str:
    """The table of a model: maximum likelihood with a quadratic penalty."""
    counts = Counter(feature for features in examples.features for feature in set(features))
    names = sorted(
        feature for feature, count in counts.items() if count >= RAREST and "\n" not in feature and "\t" not in feature
    )
    weights = _fit(examples, {name: row for row, name in enumerate(names)}, penalty)
    whole = np.rint(weights * 100).astype(int)
    lines = [COMMENT, "\t".join(("feature", *examples.labels))]
    for name, row in zip(names, whole.tolist(), strict=True):
        if max(map(abs, row)) >= SMALLEST:
            lines.append("\t".join((name, *map(str, row))))
    return "\n".join(lines) + "\n"


def _fit(examples: Examples, rows: dict[str, int], penalty: float) -> Array:
    active = [sorted({rows[name] for name in features if name in rows}) for features in examples.features]
    lengths = np.array([len(row) for row in active])
    flat = np.concatenate([np.array(row, dtype=np.int64) for row in active])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    answers, numbers = np.array(examples.answers), np.arange(len(active))
    barred = np.where(np.array(examples.allowed), 0.0, -1e9)
    shape = (len(rows), len(examples.labels))

    def loss_and_slope(point: Array) -> tuple[float, Array]:
        weights = point.reshape(shape)
        scores = np.add.reduceat(weights[flat], starts, axis=0) + barred
        scores -= scores.max(1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(1, keepdims=True)
        loss = -np.log(np.maximum(chances[numbers, answers], 1e-300)).sum() + 0.5 * penalty * (point @ point)
        chances[numbers, answers] -= 1
        slope = np.stack([np.bincount(flat, np.repeat(column, lengths), shape[0]) for column in chances.T], axis=1)
        return float(loss), (slope + penalty * weights).ravel()

    return _minimise(loss_and_slope, np.zeros(shape[0] * shape[1])).reshape(shape)


def _minimise(
    function: Callable[[Array], tuple[float, Array]], point: Array, *, steps: int = 120, memory: int = 8
) -> Array:
    """Limited-memory BFGS with backtracking."""
    moves: list[tuple[Array, Array]] = []
    value, slope = function(point)
    for _ in range(steps):
        direction = _direction(slope, moves)
        size = 1.0
        while True:
            next_point = point - size * direction
            next_value, next_slope = function(next_point)
            if next_value <= value - 1e-4 * size * (slope @ direction) or size < 1e-8:
                break
            size /= 2
        move, turn = next_point - point, next_slope - slope
        if move @ turn > 1e-12:
            moves = [*moves, (move, turn)][-memory:]
        done = abs(value - next_value) < 1e-5 * abs(value)
        point, value, slope = next_point, next_value, next_slope
        if done:
            break
    return point


def _direction(slope: Array, moves: list[tuple[Array, Array]]) -> Array:
    direction, shares = slope.copy(), []
    for move, turn in reversed(moves):
        share = (move @ direction) / (move @ turn)
        shares.append(share)
        direction -= share * turn
    if moves:
        move, turn = moves[-1]
        direction *= (move @ turn) / (turn @ turn)
    else:
        direction /= max(1.0, float(np.linalg.norm(slope)))
    for (move, turn), share in zip(moves, reversed(shares), strict=True):
        direction += move * (share - (turn @ direction) / (move @ turn))
    return direction


def find_reports(folders: Sequence[Path]) -> Iterator[Path]:
    """The gold files of the folders, in order of their names."""
    for folder in folders:
        yield from sorted(folder.glob("*.gold.json"))


def main() -> None:
    """Train on all the reports given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="folders with *.txt and *.gold.json")
    parser.add_argument("--found", type=Path)
    parser.add_argument("--out", type=Path, default=locate_data("relate"))
    options = parser.parse_args()
    reports = [read_gold(path) for path in find_reports(options.gold)]
    found = read_found(options.found, reports) if options.found else ()
    examples = collect_examples([*reports, *found])
    for name, penalty in PENALTY.items():
        table = fit_table(examples[name], penalty)
        (options.out / f"{name}.weights.tsv").write_text(table, "utf-8")
        print(f"{name}: {len(examples[name].features)} examples, {table.count(chr(10)) - 1} features")


if __name__ == "__main__":
    main()
