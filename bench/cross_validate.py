"""Gold reports in, the figures of the whole extraction on unseen documents out.

    python bench/cross_validate.py GOLD_FOLDER... [--taggers FOLDER] [--folds 5] [--only 0] [--out EXTRACTED.jsonl]

All reports of one place are in one fold. For every fold, what is learned from the gold is learned anew without it: the
scores of lexicon and patterns, and the models of relations. `--taggers` holds one tagger a fold, in folders 0, 1, …,
each trained without its fold; without it the extraction runs with lexicon and patterns alone. `--only` names the folds
to score, where there is no tagger for all of them.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cross_validate_relations import train
from train_relations import GoldReport, find_reports, read_gold

from kg.evaluate import Item, evaluate
from kg.evaluate import read_gold as read_records
from kg.link import link_mentions, resolve_jurisdiction
from kg.measure import find_measures
from kg.model import Extraction, Recogniser
from kg.read import read_document
from kg.recognise import LexiconRecogniser, PatternRecogniser, PlaceRecogniser, recognise_mentions
from kg.recognise.estimate import estimate_scores, read_annotated
from kg.recognise.scores import parse_scores
from kg.records import Record, to_record
from kg.relate import relate_mentions
from kg.relate.weights import Models
from kg.structure import outline_document
from kg.training.data import assign_folds
from kg.training.data import read_reports as read_annotated_reports


def make_recognisers(paths: Sequence[Path], tagger: Path | None) -> tuple[Recogniser, ...]:
    """The recognisers of a run, with scores that know only `paths`."""
    scores = parse_scores(estimate_scores([read_annotated(path) for path in paths]))
    rules = (LexiconRecogniser(scores=scores), PatternRecogniser(scores=scores), PlaceRecogniser(scores=scores))
    if tagger is None:
        return rules
    from kg.backends.tagger import NeuralTagger

    return (NeuralTagger(tagger), *rules)


def extract(path: Path, recognisers: Sequence[Recogniser], models: Models) -> Record:
    """The record of one report."""
    document = read_document(path)
    place = resolve_jurisdiction(document)
    outline = outline_document(document)
    mentions = recognise_mentions(document, outline, recognisers=recognisers)
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


def cross_validate(paths: Sequence[Path], options: argparse.Namespace) -> Iterator[Record]:
    """The records of all documents, each by models that have not seen it."""
    reports: dict[Path, GoldReport] = {path: read_gold(path) for path in paths}
    annotated = [report for folder in options.gold for report in read_annotated_reports(folder)]
    folds = assign_folds(annotated, options.folds)
    where = {path: folds[reports[path].document.name] for path in paths}
    for fold in options.only or range(options.folds):
        seen = [path for path in paths if where[path] != fold]
        recognisers = make_recognisers(seen, options.taggers / str(fold) if options.taggers else None)
        models = train([reports[path] for path in seen])
        for path in paths:
            if where[path] == fold:
                yield extract(path.with_name(path.name.replace(".gold.json", ".txt")), recognisers, models)


def main() -> None:
    """Print the figures as JSON; keep the records where `--out` says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--taggers", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only", type=int, nargs="*")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    records = list(cross_validate(list(find_reports(options.gold)), options))
    if options.out:
        options.out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    gold: dict[str, Item] = {}
    for folder in options.gold:
        gold |= read_records(folder)
    scored = {record["document"]: gold[record["document"]] for record in records}
    json.dump(evaluate(scored, records).as_json(), sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
