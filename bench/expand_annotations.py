"""`annotations/` and the folder of its texts in, a folder of gold files that `kg train --more` reads out.

    python bench/expand_annotations.py CORPUS_FOLDER OUTPUT_FOLDER

Of reports the repository keeps the names and their sentences' numbers, not the texts (`corpus.jsonl`). A text that is
missing, or not the one that was annotated, is named and left out. Passages that were written for this stand there as
they are, each name as `[name|Type]` (`written.jsonl`).
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.structure.sentences import find_sentences
from kg.training.data import FURTHER, WRITTEN

ROOT = Path(__file__).parents[1]
Row = Mapping[str, Any]
_MARKED = re.compile(r"\[([^\[\]|]+)\|(\w+)\]")


def expand(row: Row, text: str) -> dict[str, object]:
    """The gold record of one text: every occurrence of a name in its sentence, the longest name first."""
    spans = list(find_sentences(text, 0, len(text)))
    ranges = [[spans[first][0], spans[last - 1][1]] for first, last in row["sentences"]]
    found = sorted(
        each for number, names in row["mentions"].items() for each in find_names(text, spans[int(number)], names)
    )
    mentions = [{"start": start, "end": end, "type": kind, "text": text[start:end]} for start, end, kind in found]
    return {"document": row["document"] + FURTHER, "ranges": ranges, "mentions": mentions}


def find_names(text: str, span: tuple[int, int], names: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Where the names of a sentence are; the outer name wins."""
    taken: list[tuple[int, int]] = []
    for name in sorted(names, key=lambda each: (-len(each), each)):
        start = text.find(name, *span)
        while start >= 0:
            end = start + len(name)
            if not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                yield start, end, names[name]
            start = text.find(name, start + 1, span[1])


def read_marked(row: Row) -> tuple[str, dict[str, object]]:
    """The text of a written passage and its gold record."""
    text, mentions, end = "", [], 0
    for mark in _MARKED.finditer(row["text"]):
        text += row["text"][end : mark.start()]
        mentions.append({"start": len(text), "end": len(text) + len(mark[1]), "type": mark[2], "text": mark[1]})
        text, end = text + mark[1], mark.end()
    text += row["text"][end:]
    return text, {"document": row["document"] + WRITTEN, "ranges": [[0, len(text)]], "mentions": mentions}


def write(folder: Path, text: bytes, record: Mapping[str, object]) -> None:
    """Write a text and its gold record as `kg train` reads them."""
    (folder / f"{record['document']}.txt").write_bytes(text)
    written = json.dumps(record, ensure_ascii=False)
    (folder / f"{record['document']}.gold.json").write_text(written + "\n", "utf-8")


def read_rows(name: str) -> list[Row]:
    """The rows of a file of ours."""
    return [json.loads(line) for line in (ROOT / "annotations" / name).read_text("utf-8").splitlines()]


def main() -> int:
    """Write a `.gold.json` and a `.txt` for each text found; 1 when one was missing or another."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    paths = {path.stem: path for path in sorted(options.corpus.rglob("*.txt"))}
    options.output.mkdir(parents=True, exist_ok=True)
    for row in read_rows("written.jsonl"):
        text, record = read_marked(row)
        write(options.output, text.encode(), record)
    missing = 0
    for row in read_rows("corpus.jsonl"):
        path = paths.get(row["document"])
        raw = path.read_bytes() if path else b""
        if hashlib.sha256(raw).hexdigest() != row["sha256"]:
            print(f"{row['document']}: the text is missing or not the one annotated; left out", file=sys.stderr)
            missing += 1
            continue
        write(options.output, raw, expand(row, raw.decode("utf-8")))
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main())
