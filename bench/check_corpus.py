"""A folder of files in, a proof that all of them can be extracted out: no crash, and every span gives its text back.

    python bench/check_corpus.py FOLDER [--tagger neural] [--workers 1]

Prints files, characters, seconds and what was skipped with its reason; exit code 1 when a span is wrong.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.building import extract_files
from kg.settings import Settings


def find_wrong_spans(record: dict[str, Any]) -> Iterator[str]:
    """Every mention and measure whose text is not the source's, every overlap, every fact without its sentence."""
    text, end = record["text"], 0
    for mention in record["mentions"]:
        if text[mention["start"] : mention["end"]] != mention["text"]:
            yield f"mention {mention['text']} at {mention['start']}"
        if mention["start"] < end:
            yield f"mention {mention['text']} at {mention['start']} overlaps the one before"
        end = mention["end"]
    for measure in record["measures"]:
        if text[measure["start"] : measure["end"]] != measure["value"]:
            yield f"measure {measure['value']} at {measure['start']}"
    for fact in record["facts"]:
        if text[fact["start"] : fact["end"]] != fact["evidence"] or not fact["evidence"]:
            yield f"fact about {fact['object']} at {fact['start']}"


def main() -> int:
    """Extract everything below the folder and check it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tagger", default="neural")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    started, counts, wrong = time.perf_counter(), {"files": 0, "skipped": 0, "characters": 0, "facts": 0}, 0
    settings = Settings(tagger=options.tagger)
    for outcome in extract_files([options.folder], settings=settings, workers=options.workers):
        counts["files"] += 1
        if outcome.problem:
            counts["skipped"] += 1
            sys.stdout.write(f"skipped {outcome.path}: {outcome.problem}\n")
            continue
        counts["characters"] += outcome.found["characters"]
        counts["facts"] += outcome.found["facts"]
        for problem in find_wrong_spans(json.loads(outcome.record)):
            wrong += 1
            sys.stdout.write(f"wrong in {outcome.path}: {problem}\n")
    counts |= {"wrong": wrong, "seconds": round(time.perf_counter() - started)}
    sys.stdout.write(json.dumps(counts) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
