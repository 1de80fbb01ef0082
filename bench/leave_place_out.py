"""Gold reports and a tagger for each fold of places in, the figures of the extraction on places left out one by one.

    python bench/leave_place_out.py GOLD_FOLDER... --taggers FOLDER [--first 20] [--out EXTRACTED.jsonl]

For each of the first places (in the order of the folds, which is by hash) nothing is left out but its own reports: the
tagger of its fold, which has seen no report of the place, goes on with all gold of the other places; the scores of
lexicon and patterns, the weights of the merge and the models of relations are learnt from all other reports. Those are
there with the mentions that the tagger of their fold found. About 80 seconds a place, 115 with two such runs at once.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from cross_validate import extract
from cross_validate_relations import train
from train_relations import read_gold
from unseen import Unseen, add_arguments, fit_weights, read_unseen, view_again

from kg.evaluate import evaluate
from kg.records import Record
from kg.training.data import Report, assign_folds, name_place, read_reports
from kg.training.recipe import Recipe
from kg.training.steps import Job, go_on, use_one_thread


def leave_out(place: str, every: Sequence[Report], unseen: Sequence[Unseen], *, taggers: Path) -> Iterator[Record]:
    """The records of a place's reports, by what was learnt from all others."""
    own = {report.name for report in every if name_place(report) == place}
    others = [report for report in unseen if report.document.name not in own]
    weights = fit_weights(others)
    written = [read_gold(report.path) for report in others]
    found = [replace(g, mentions=r.choose_mentions(weights)) for g, r in zip(written, others, strict=True)]
    models = train([*written, *found])
    fold = next(report.fold for report in unseen if report.document.name in own)
    with tempfile.TemporaryDirectory() as folder, use_one_thread():
        tagger = Path(folder)
        job = Job(tagger, seed=1, recipe=Recipe(), progress=lambda _: None)
        go_on(job, [report for report in every if report.name not in own], taggers / str(fold))
        for report in view_again(unseen, own, tagger):
            yield extract(report, report.choose_mentions(weights), models)


def main() -> None:
    """Print the figures as JSON; keep the records where `--out` says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--first", type=int, default=20)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    every = [report for folder in options.gold for report in read_reports(folder)]
    unseen = list(read_unseen(options))
    numbers = assign_folds(every, len({name_place(report) for report in every}))
    ordered = sorted({(numbers[report.name], name_place(report)) for report in every})
    places = [place for _, place in ordered[: options.first]]
    records = []
    for number, place in enumerate(places, 1):
        records += leave_out(place, every, unseen, taggers=options.taggers)
        sys.stderr.write(f"{number} of {len(places)}: {place}\n")
    if options.out:
        options.out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    gold = {report.document.name: report.gold for report in unseen}
    chosen = {record["document"]: gold[record["document"]] for record in records}
    json.dump(evaluate(chosen, records).as_json(), sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
