"""Gold reports in, the figures of the whole extraction on unseen documents out.

    python bench/cross_validate.py GOLD_FOLDER... [--taggers FOLDER] [--folds 3] [--only 0] [--out EXTRACTED.jsonl]

All reports of one place are in one fold, unless `--by document` says otherwise. For every fold, what is learned from
the gold is learned anew without it: the scores of lexicon and patterns, the weights of the merge, and the models of
relations. `--taggers` holds one tagger a fold, in folders 0, 1, …, each trained without its fold; without it the
extraction runs with lexicon and patterns alone.
`--only` names the folds to score, where there is no tagger for all of them: the merge then has its shipped weights.
`--written` trains the relations on the annotators' mentions alone, not on those found as well.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from cross_validate_relations import train
from train_relations import read_gold
from unseen import Unseen, add_arguments, fit_weights, read_unseen

from kg.evaluate import evaluate
from kg.link import link_mentions, resolve_jurisdiction
from kg.measure import find_measures
from kg.model import Extraction, Mention
from kg.records import Record, to_record
from kg.relate import relate_mentions
from kg.relate.weights import Models


def extract(report: Unseen, mentions: tuple[Mention, ...], models: Models) -> Record:
    """The record of one report."""
    place = resolve_jurisdiction(report.document)
    document, outline = report.document, report.outline
    extraction = Extraction(
        document=document,
        jurisdiction=place,
        outline=outline,
        mentions=mentions,
        measures=find_measures(document, outline, mentions=mentions),
        facts=relate_mentions(document, outline, jurisdiction=place, mentions=mentions, models=models),
        links=link_mentions(document, place, mentions),
    )
    return to_record(extraction)


def cross_validate(reports: Sequence[Unseen], options: argparse.Namespace) -> Iterator[Record]:
    """The records of all reports, each by models that have not seen it."""
    folds = sorted({report.fold for report in reports})
    others = {fold: [report for report in reports if report.fold != fold] for fold in folds}
    nested = options.taggers and len(folds) > 1
    weights = {fold: fit_weights(others[fold]) if nested else None for fold in folds}
    mentions = {report.path: report.choose_mentions(weights[report.fold], options.threshold) for report in reports}
    for fold in folds:
        written = [read_gold(report.path) for report in others[fold]]
        found = [replace(gold, mentions=mentions[each.path]) for gold, each in zip(written, others[fold], strict=True)]
        models = train(written if options.written else [*written, *found])
        for report in reports:
            if report.fold == fold:
                yield extract(report, mentions[report.path], models)


def main() -> None:
    """Print the figures as JSON; keep the records where `--out` says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--written", action="store_true")
    parser.add_argument("--threshold", type=float, default=0.25)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    reports = list(read_unseen(options))
    records = list(cross_validate(reports, options))
    if options.out:
        options.out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    gold = {report.document.name: report.gold for report in reports}
    json.dump(evaluate(gold, records).as_json(), sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
