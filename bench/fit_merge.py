"""Gold reports that a tagger has not seen in, the weights of the merge out.

    python bench/fit_merge.py GOLD_FOLDER... --tagger FOLDER --unseen FOLDS/NUMBER > kg/data/recognise/merge.tsv

`--unseen 5/0` says that the tagger was trained without fold 0 of 5. The rules are scored by the other folds; how the
log odds of both add up is fitted on the unseen fold by logistic regression, one small model for each case. To stderr
goes the F1 of the mentions on each half of the unseen fold with weights fitted on the other half.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from cross_validate import make_recognisers
from train_relations import find_reports

from kg.evaluate import evaluate
from kg.evaluate import read_gold as read_records
from kg.model import Mention, Outline, Recogniser
from kg.read import read_document
from kg.recognise import merge
from kg.recognise.consistency import spread_names, unify_types
from kg.recognise.merge import Weights, family_of
from kg.structure import outline_document
from kg.training.data import assign_folds, read_reports

CASES = ("both", "rules", "tagger")
HEADER = """\
# How the log odds of rules and tagger add up to those of a mention, by who found it; written by bench/fit_merge.py.
# Columns: case, bias, weight of the rules, weight of the tagger.
"""


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the unseen fold with its candidates and its gold."""

    name: str
    text: str
    outline: Outline
    candidates: tuple[Mention, ...]
    gold: frozenset[tuple[int, int, str]]
    ranges: tuple[tuple[int, int], ...]


def read_report(path: Path, gold: dict[str, object], recognisers: Sequence[Recogniser]) -> Report:
    """One report with what every recogniser proposes."""
    document = read_document(path)
    outline = outline_document(document)
    found = [m for recognise in recognisers for m in recognise(document.text, outline.sentences)]
    spans = frozenset((m["start"], m["end"], m["type"]) for m in gold["mentions"])  # type: ignore[attr-defined]
    ranges = tuple(map(tuple, gold["ranges"]))  # type: ignore[arg-type,call-overload]
    return Report(document.name, document.text, outline, tuple(found), spans, ranges)


def list_chances(report: Report) -> Iterator[tuple[float, float, bool]]:
    """For each annotated span and type proposed: chance by rules, chance by tagger, whether it is right."""
    best: dict[tuple[int, int, str], dict[str, float]] = {}
    for m in report.candidates:
        if any(start <= m.start < end for start, end in report.ranges):
            families = best.setdefault((m.start, m.end, m.type), {})
            families[family_of(m)] = max(families.get(family_of(m), 0.0), m.score)
    for key, families in best.items():
        misses = [1 - score for family, score in families.items() if family in merge._RULES]  # noqa: SLF001
        tagger = max((score for family, score in families.items() if family not in merge._RULES), default=0.0)  # noqa: SLF001
        yield 1 - float(np.prod(misses)) if misses else 0.0, tagger, key in report.gold


def fit_weights(reports: Sequence[Report]) -> dict[str, Weights]:
    """The weights of the three cases, by Newton's method with a light penalty towards the tagger's own word."""
    rows = [row for report in reports for row in list_chances(report)]
    cases = {
        "both": [(r, t, y) for r, t, y in rows if r and t],
        "rules": [(r, t, y) for r, t, y in rows if r and not t],
        "tagger": [(r, t, y) for r, t, y in rows if t and not r],
    }
    return {case: _fit(cases[case], case) for case in CASES}


def _fit(rows: Sequence[tuple[float, float, bool]], case: str) -> Weights:
    odds = np.array([[1.0, merge._log_odds(r), merge._log_odds(t)] for r, t, _ in rows])  # noqa: SLF001
    odds[:, 1] *= case != "tagger"
    odds[:, 2] *= case != "rules"
    right = np.array([float(y) for _, _, y in rows])
    weights = np.zeros(3)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-odds @ weights))
        gradient = odds.T @ (right - chance) - 1.0 * weights
        hessian = (odds * (chance * (1 - chance))[:, None]).T @ odds + np.eye(3)
        weights += np.linalg.solve(hessian, gradient)
    bias, rules, tagger = (round(float(value), 3) for value in weights)
    return Weights(bias=bias, rules=rules, tagger=tagger)


def score(reports: Sequence[Report], weights: dict[str, Weights], threshold: float, gold: dict[str, object]) -> float:
    """The strict mention F1 of the merge with these weights."""
    records = []
    with patch.object(merge, "load_weights", lambda: weights):
        for report in reports:
            mentions = unify_types(merge.merge_mentions(report.candidates, threshold=threshold))
            mentions = spread_names(report.text, report.outline.sentences, mentions)
            rows = [{"start": m.start, "end": m.end, "text": m.text, "type": m.type} for m in mentions]
            records.append({"document": report.name, "mentions": rows})
    names = {report.name for report in reports}
    return evaluate({n: g for n, g in gold.items() if n in names}, records).figures["mentions"].f1  # type: ignore[misc]


def main() -> None:
    """Print the table fitted on the whole unseen fold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--tagger", type=Path, required=True)
    parser.add_argument("--unseen", default="5/0")
    options = parser.parse_args()
    folds, fold = map(int, options.unseen.split("/"))
    where = assign_folds([report for folder in options.gold for report in read_reports(folder)], folds)
    paths = {path.name.removesuffix(".gold.json"): path for path in find_reports(options.gold)}
    gold = {name: record for folder in options.gold for name, record in read_records(folder).items()}
    recognisers = make_recognisers([path for name, path in paths.items() if where[name] != fold], options.tagger)
    unseen = sorted(name for name in paths if where[name] == fold)
    reports = [read_report(paths[n].with_name(f"{n}.txt"), dict(gold[n]), recognisers) for n in unseen]
    report_halves(reports, gold)
    sys.stdout.write(HEADER)
    for case, w in fit_weights(reports).items():
        sys.stdout.write(f"{case}\t{w.bias:g}\t{w.rules:g}\t{w.tagger:g}\n")


def report_halves(reports: Sequence[Report], gold: dict[str, object]) -> None:
    """To stderr: F1 on each half with weights of the other, for a range of thresholds."""
    halves = (reports[::2], reports[1::2])
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5):
        figures = [score(halves[i], fit_weights(halves[1 - i]), threshold, gold) for i in (0, 1)]
        sys.stderr.write(f"threshold {threshold}: {figures[0]:.4f} {figures[1]:.4f}\n")


if __name__ == "__main__":
    main()
