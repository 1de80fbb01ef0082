"""Gold reports and a tagger for each fold in, what every recogniser proposes for reports it has not seen out.

`cross_validate.py` and `fit_merge.py` share this: proposals are made once, then merged with weights that have not seen
the report either.
"""

import argparse
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
from train_relations import find_reports

from kg.evaluate import Item
from kg.evaluate import read_gold as read_records
from kg.link import resolve_jurisdiction
from kg.model import Document, EntityType, Mention, Outline, Recogniser, View
from kg.read import read_document
from kg.recognise import LexiconRecogniser, PatternRecogniser, PlaceRecogniser, agree_through, merge, propose_mentions
from kg.recognise.estimate import estimate_scores, read_annotated
from kg.recognise.merge import THRESHOLD, Weights, family_of, name_case
from kg.recognise.scores import parse_scores
from kg.structure import outline_document
from kg.training.data import assign_folds, read_reports
from kg.training.recipe import FOLDS

CASES = ("both", "rules", "tagger", "both/asked", "rules/asked", "tagger/asked")
FIELDS = tuple(each.name for each in fields(Weights))
_BLIND = {"tagger": {"rules"}, "rules": {"tagger"}}  # who has no say in a case

Key = tuple[int, int, EntityType]


@dataclass(frozen=True, slots=True)
class Unseen:
    """A report, its fold, and what recognisers that have not seen it propose."""

    path: Path
    fold: int
    document: Document
    outline: Outline
    candidates: tuple[Mention, ...]
    views: Mapping[Key, View]  # empty without a tagger
    gold: Item

    def propose(self, recognisers: Sequence[Recogniser]) -> "Unseen":
        """The report with what these recognisers propose."""
        candidates, look = propose_mentions(self.document.text, self.outline.sentences, recognisers)
        keys = ((m.start, m.end, m.type) for m in candidates)
        views = dict(zip(keys, look(candidates), strict=True)) if look else {}
        return replace(self, candidates=candidates, views=views)

    def choose_mentions(
        self, weights: Mapping[str, Weights] | None, threshold: float = THRESHOLD
    ) -> tuple[Mention, ...]:
        """The mentions of the report, as the pipeline would choose them with these weights."""
        with patch.object(merge, "load_weights", (lambda: weights) if weights else merge.load_weights):
            look = self._look if self.views else None
            merged = merge.merge_mentions(self.candidates, look=look, threshold=threshold)
        place = resolve_jurisdiction(self.document)
        return agree_through(self.document.text, self.outline.sentences, merged, place=place)

    def _look(self, mentions: Sequence[Mention]) -> list[View]:
        return [self.views[m.start, m.end, m.type] for m in mentions]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What both scripts are told."""
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--taggers", type=Path, help="folders 0, 1, …: a tagger trained without each fold")
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--by", choices=("place", "document"), default="place", help="what is in one fold as a whole")
    parser.add_argument("--only", type=int, nargs="*", help="the folds to look at, when there is no tagger for all")


def read_unseen(options: argparse.Namespace) -> Iterator[Unseen]:
    """Every report of the folds asked for."""
    every = [report for folder in options.gold for report in read_reports(folder)]
    folds = assign_folds(every, options.folds, by_place=options.by == "place")
    gold = {name: record for folder in options.gold for name, record in read_records(folder).items()}
    paths = {path.name.removesuffix(".gold.json"): path for path in find_reports(options.gold)}
    for fold in options.only or range(options.folds):
        seen = [path for name, path in paths.items() if folds[name] != fold]
        recognisers = make_recognisers(seen, options.taggers / str(fold) if options.taggers else None)
        for name, path in paths.items():
            if folds[name] == fold:
                document = read_document(path.with_name(f"{name}.txt"))
                blank = Unseen(path, fold, document, outline_document(document), (), {}, gold[name])
                yield blank.propose(recognisers)


def view_again(reports: Sequence[Unseen], own: Collection[str], tagger: Path) -> Iterator[Unseen]:
    """Some of the reports, by name, as another tagger sees them, and rules whose scores know all the others."""
    seen = [report.path for report in reports if report.document.name not in own]
    recognisers = make_recognisers(seen, tagger)
    for report in reports:
        if report.document.name in own:
            yield report.propose(recognisers)


def make_recognisers(paths: Sequence[Path], tagger: Path | None) -> tuple[Recogniser, ...]:
    """The recognisers of a run, with scores that know only `paths`."""
    scores = parse_scores(estimate_scores([read_annotated(path) for path in paths]))
    rules = (LexiconRecogniser(scores=scores), PatternRecogniser(scores=scores), PlaceRecogniser(scores=scores))
    if tagger is None:
        return rules
    from kg.backends.tagger import NeuralTagger

    return (NeuralTagger(tagger), *rules)


def list_chances(report: Unseen) -> Iterator[tuple[float, float, View | None, bool]]:
    """For each annotated span and type proposed: chance by rules, chance by tagger, its view, whether it is right."""
    right = {(m["start"], m["end"], m["type"]) for m in report.gold["mentions"]}
    best: dict[Key, dict[str, float]] = {}
    for m in report.candidates:
        if any(start <= m.start < end for start, end in report.gold["ranges"]):
            families = best.setdefault((m.start, m.end, m.type), {})
            families[family_of(m)] = max(families.get(family_of(m), 0.0), m.score)
    for key, families in best.items():
        misses = [1 - score for family, score in families.items() if family in merge._RULES]  # noqa: SLF001
        tagger = max((score for family, score in families.items() if family not in merge._RULES), default=0.0)  # noqa: SLF001
        yield 1 - float(np.prod(misses)) if misses else 0.0, tagger, report.views.get(key), key in right


def fit_weights(reports: Sequence[Unseen]) -> dict[str, Weights]:
    """The weights of every case; those of a tagger that is not asked are fitted on the same proposals."""
    cases: dict[str, list[tuple[list[float], bool]]] = {case: [] for case in CASES}
    for report in reports:
        for rules, tagger, view, right in list_chances(report):
            odds = [1.0, *(merge._log_odds(chance) for chance in (rules, tagger))]  # noqa: SLF001
            cases[name_case(rules, tagger, None)].append(([*odds, 0, 0, 0, 0], right))
            if view:
                cases[name_case(rules, tagger, view)].append(([*odds[:2], 0, *view], right))
    return {case: _fit(rows, _BLIND.get(case.partition("/")[0], set())) for case, rows in cases.items()}


def _fit(rows: Sequence[tuple[list[float], bool]], blind: Collection[str]) -> Weights:
    """Logistic regression by Newton's method with a light penalty; a field that is 0 throughout gets no weight."""
    odds = np.array([row for row, _ in rows]).reshape(-1, len(FIELDS))
    odds[:, [name in blind for name in FIELDS]] = 0
    right = np.array([float(y) for _, y in rows])
    weights = np.zeros(len(FIELDS))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-odds @ weights))
        gradient = odds.T @ (right - chance) - 1.0 * weights
        hessian = (odds * (chance * (1 - chance))[:, None]).T @ odds + np.eye(len(FIELDS))
        weights += np.linalg.solve(hessian, gradient)
    return Weights(**{name: round(float(value), 3) for name, value in zip(FIELDS, weights, strict=True)})
