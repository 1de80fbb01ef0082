"""Gold and the records of a cross-validation in, a table out: how often what has a score is right.

    python bench/reliability.py GOLD_FOLDER... --records EXTRACTED.jsonl

Mentions are right with the gold's span and type; facts with its subject, predicate and object; measures with its value,
kind, status and indicator, all as the scorer has it.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from kg.evaluate import Item, evaluate, read_gold

EDGES = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001)
FIGURES = {"mentions": "mentions", "measures": "measures", "facts": "facts"}


def judge(gold: Mapping[str, Item], records: Sequence[Item], kind: str) -> Iterator[tuple[float, bool]]:
    """Score and whether it is right, of each item of one kind: the item alone is scored against its report."""
    for record in records:
        wanted = gold[record["document"]]
        for item in record[kind]:
            if any(start <= item["start"] < end for start, end in wanted["ranges"]):
                alone = {**{other: [] for other in FIGURES}, "document": record["document"], kind: [item]}
                figure = evaluate({record["document"]: wanted}, [alone]).figures[FIGURES[kind]]
                if figure.found:
                    yield item["score"], figure.hits > 0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--records", type=Path, required=True)
    options = parser.parse_args()
    gold = {name: record for folder in options.gold for name, record in read_gold(folder).items()}
    records = [json.loads(line) for line in options.records.read_text("utf-8").splitlines()]
    judged = {kind: list(judge(gold, records, kind)) for kind in FIGURES}
    print("| score | " + " | ".join(f"{kind} | mean score | right" for kind in FIGURES) + " |")
    print("|" + "---|" * (1 + 3 * len(FIGURES)))
    for low, high in pairwise(EDGES):
        cells = [f"{low:.1f}–{min(high, 1.0):.1f}"]
        for kind in FIGURES:
            here = [pair for pair in judged[kind] if low <= pair[0] < high]
            means = [sum(column) / len(here) for column in zip(*here, strict=True)] if here else []
            cells += [f"{len(here):,}", *(f"{mean:.2f}" for mean in means)] if here else ["0", "–", "–"]
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
