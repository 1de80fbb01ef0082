"""Annotated reports in, the table of scores out: how often each rule, head and name is right.

Run as `python -m kg.recognise.estimate GOLD_DIR`, where the folder holds `NAME.txt` and `NAME.gold.json` with the
mentions and the annotated ranges. A name of a lexicon gets a row of its own; what is written for its source is the
average over names, each judged by itself, since the row serves for names that the reports do not have. A match inside
a longer gold mention is left out of the count: the merge knows that the outer name wins.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.model import Mention, Recogniser, Role, Sentence
from kg.recognise.lexicon import LexiconRecogniser
from kg.recognise.patterns import PatternRecogniser
from kg.recognise.places import PlaceRecogniser
from kg.recognise.scores import Scores

_HEADER = """\
# How often a rule, a head after a class of cut, or a name of a lexicon is right in annotated reports; made by
# `python -m kg.recognise.estimate`. A row without a name stands for the names of its source that have no row.
# Columns: source, name or class, right, found.
"""
_PRIOR_WEIGHT = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A text with its gold mentions as (start, end, type), and the ranges in which all mentions were annotated."""

    text: str
    mentions: frozenset[tuple[int, int, str]]
    ranges: tuple[tuple[int, int], ...]


def read_annotated(path: Path) -> Annotated:
    """One gold file with the text beside it."""
    gold = json.loads(path.read_text("utf-8"))
    text = path.with_name(path.name.removesuffix(".gold.json") + ".txt").read_bytes().decode("utf-8")
    mentions = frozenset((m["start"], m["end"], m["type"]) for m in gold["mentions"])
    return Annotated(text=text, mentions=mentions, ranges=tuple((a, b) for a, b in gold["ranges"]))


def split_lines(text: str) -> tuple[Sentence, ...]:
    """Sentences enough for recognisers: whatever stands between full stops."""
    spans = (match.span() for match in re.finditer(r"[^。！？\n]+[。！？]?", text))
    return tuple(Sentence(index=i, start=a, end=b, section=0, role=Role.REVIEW) for i, (a, b) in enumerate(spans))


def count_matches(
    documents: Iterable[Annotated], recognisers: Sequence[Recogniser]
) -> dict[tuple[str, str], list[int]]:
    """(source, name) → [right, found]; a wrong candidate that a longer one covers is left out."""
    counts: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for document in documents:
        for mention, covered in _list_candidates(document, recognisers):
            right = (mention.start, mention.end, mention.type) in document.mentions
            if right or not covered:
                counts[key_of(mention)][0] += right
                counts[key_of(mention)][1] += 1
    return counts


def key_of(mention: Mention) -> tuple[str, str]:
    """The row of the table that a candidate's score comes from."""
    source, _, kind = mention.source.partition("|")
    return source, kind or (mention.text if source.startswith(("lexicon/", "place/")) else "")


def _list_candidates(document: Annotated, recognisers: Sequence[Recogniser]) -> Iterator[tuple[Mention, bool]]:
    sentences = split_lines(document.text)
    found = [mention for recognise in recognisers for mention in recognise(document.text, sentences)]
    inside = [m for m in found if any(first <= m.start < last for first, last in document.ranges)]
    for mention in inside:
        covered = any(
            o.start <= mention.start and mention.end <= o.end and len(o.text) > len(mention.text) for o in inside
        )
        yield mention, covered


def sum_up(counts: dict[tuple[str, str], list[int]]) -> dict[tuple[str, str], tuple[float, float]]:
    """The counts with a row for each source: the sum over classes of heads, the average over names of lexicons."""
    rows = {key: (float(right), float(found)) for key, (right, found) in counts.items()}
    by_source: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for (source, name), row in rows.items():
        if name:
            by_source[source].append(row)
    for source, named in by_source.items():
        if source.startswith("head/"):
            rows[source, ""] = (sum(right for right, _ in named), sum(found for _, found in named))
        else:
            weight = min(len(named), _PRIOR_WEIGHT)
            rows[source, ""] = (round(weight * sum(r / f for r, f in named) / len(named), 2), weight)
    return rows


def format_scores(rows: dict[tuple[str, str], tuple[float, float]]) -> str:
    """The table as text, sorted."""
    lines = (f"{source}\t{name}\t{right:g}\t{found:g}\n" for (source, name), (right, found) in sorted(rows.items()))
    return _HEADER + "".join(lines)


def estimate_scores(documents: Sequence[Annotated]) -> str:
    """The table made of these documents."""
    blank = Scores({})
    recognisers = (LexiconRecogniser(scores=blank), PatternRecogniser(scores=blank), PlaceRecogniser(scores=blank))
    return format_scores(sum_up(count_matches(documents, recognisers)))


def main() -> None:
    """Write the table for the folders named on the command line to standard output."""
    paths = sorted(path for folder in sys.argv[1:] for path in Path(folder).glob("*.gold.json"))
    sys.stdout.write(estimate_scores([read_annotated(path) for path in paths]))


if __name__ == "__main__":
    main()
