"""Gold reports in, the figures of `kg.relate` with the annotators' mentions on unseen documents out.

    python bench/cross_validate_relations.py GOLD_FOLDER... [--folds 5] [--out FACTS.jsonl]

The lines of `--out` are what the scorer of the gold reads.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from hashlib import sha1
from pathlib import Path

from train_relations import PENALTY, GoldReport, collect_examples, find_reports, fit_table, read_gold

from kg.model import Fact
from kg.relate import relate_mentions
from kg.relate.weights import Models, parse_model


def fold_of(name: str, folds: int) -> int:
    """The fold of a document, by its name alone."""
    return int(sha1(name.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def train(reports: Sequence[GoldReport]) -> Models:
    """The four models of these reports."""
    examples = collect_examples(reports)
    return Models(**{name: parse_model(fit_table(examples[name], penalty)) for name, penalty in PENALTY.items()})


def record_facts(report: GoldReport, facts: Sequence[Fact]) -> str:
    """One line for the scorer."""
    rows = [
        {
            "start": fact.sentence.start,
            "end": fact.sentence.end,
            "subject": fact.subject.text if fact.subject else None,
            "predicate": fact.predicate,
            "object": fact.object.text,
            "status": fact.status,
            "score": fact.score,
            "rule": fact.rule,
        }
        for fact in facts
    ]
    return json.dumps(
        {"document": report.document.name, "facts": rows, "mentions": [], "measures": []}, ensure_ascii=False
    )


def cross_validate(reports: Sequence[GoldReport], folds: int) -> Iterator[str]:
    """The lines of all documents, each related by models that have not seen it."""
    for fold in range(folds):
        models = train([report for report in reports if fold_of(report.document.name, folds) != fold])
        for report in reports:
            if fold_of(report.document.name, folds) == fold:
                facts = relate_mentions(
                    report.document,
                    report.outline,
                    jurisdiction=report.jurisdiction,
                    mentions=report.mentions,
                    models=models,
                )
                yield record_facts(report, facts)


def main() -> None:
    """Write the facts of every document; score them with the gold's own scorer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path("output/relations.jsonl"))
    options = parser.parse_args()
    reports = [read_gold(path) for path in find_reports(options.gold)]
    options.out.write_text("\n".join(cross_validate(reports, options.folds)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
