"""Gold reports and a tagger for each fold in, the weights of the merge out.

    python bench/fit_merge.py GOLD_FOLDER... --taggers FOLDER > kg/data/recognise/merge.tsv

Each report's proposals come from recognisers that have not seen it. How the log odds of both add up is fitted
by logistic regression, one small model for each case of who found it and whether the tagger can be asked. To stderr
goes the F1 of the mentions for a range of thresholds, each fold with weights fitted on the others.
"""

import argparse
import sys
from collections.abc import Sequence

from unseen import FIELDS, Unseen, add_arguments, fit_weights, read_unseen

from kg.evaluate import evaluate
from kg.recognise.merge import Weights

HEADER = """\
# How the log odds of rules and tagger add up to those of a mention, by who found it; written by bench/fit_merge.py.
# A tagger that can be asked (case/asked) gives its view of every proposal, another only the chance of what it found.
# Columns: case, bias, rules, tagger; then the view: least chance, a mention starts, it stops, mean chance.
"""


def score(reports: Sequence[Unseen], weights: dict[int, dict[str, Weights]], threshold: float) -> float:
    """The strict mention F1 of the merge, each fold with its weights."""
    records = []
    for report in reports:
        mentions = report.choose_mentions(weights[report.fold], threshold)
        rows = [{"start": m.start, "end": m.end, "text": m.text, "type": m.type} for m in mentions]
        records.append({"document": report.document.name, "mentions": rows})
    return evaluate({report.document.name: report.gold for report in reports}, records).figures["mentions"].f1


def main() -> None:
    """Print the table fitted on all reports."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    reports = list(read_unseen(parser.parse_args()))
    folds = {report.fold for report in reports}
    weights = {fold: fit_weights([report for report in reports if report.fold != fold]) for fold in folds}
    for threshold in (0.2, 0.25, 0.3, 0.35, 0.4):
        sys.stderr.write(f"threshold {threshold}: {score(reports, weights, threshold):.4f}\n")
    sys.stdout.write(HEADER)
    for case, w in fit_weights(reports).items():
        sys.stdout.write("\t".join([case, *(f"{getattr(w, name):g}" for name in FIELDS)]) + "\n")


if __name__ == "__main__":
    main()
