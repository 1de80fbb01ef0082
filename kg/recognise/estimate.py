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
from typing import Protocol

from kg.model import Role, Sentence
from kg.recognise.context import describe_context
from kg.recognise.lexicon import LexiconRecogniser
from kg.recognise.patterns import PatternRecogniser
from kg.recognise.places import PlaceRecogniser
from kg.recognise.spans import Candidate

_HEADER = """\
# How often a rule, a head after a class of cut, or a name of a lexicon is right in annotated reports; made by
# `python -m kg.recognise.estimate`. A row without a name stands for the names of its source that have no row.
# Columns: source, name or class, right, found.
"""
_PRIOR_WEIGHT = 20.0
_FEWEST = 3  # a clue seen less often is left to its source
_NAMED = ("lexicon/", "place/")


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


class Proposer(Protocol):
    """A recogniser that shows its candidates before they are weighed."""

    def propose(self, text: str, sentences: tuple[Sentence, ...]) -> Iterable[Candidate]:
        """The candidates."""
        ...


def count_matches(documents: Iterable[Annotated], proposers: Sequence[Proposer]) -> dict[tuple[str, str], list[int]]:
    """(source, clue) → [right, found]; a wrong candidate that a longer one covers is left out."""
    counts: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for document in documents:
        for candidate, covered in _list_candidates(document, proposers):
            right = (candidate.start, candidate.end, candidate.type) in document.mentions
            if right or not covered:
                for clue in list_clues(candidate, document.text):
                    counts[candidate.source, clue][0] += right
                    counts[candidate.source, clue][1] += 1
    return counts


def list_clues(candidate: Candidate, text: str) -> tuple[str, ...]:
    """The clues that a candidate's score is made of; the empty one stands for its source as a whole."""
    start, end = candidate.start, candidate.end
    named = (text[start:end],) if candidate.source.startswith(_NAMED) else ("",)
    return (*named, *candidate.clues, *describe_context(text, start, end))


def _list_candidates(document: Annotated, proposers: Sequence[Proposer]) -> Iterator[tuple[Candidate, bool]]:
    sentences = split_lines(document.text)
    found = [each for proposer in proposers for each in proposer.propose(document.text, sentences)]
    inside = [c for c in found if any(first <= c.start < last for first, last in document.ranges)]
    for one in inside:
        size = one.end - one.start
        covered = any(o.start <= one.start and one.end <= o.end and o.end - o.start > size for o in inside)
        yield one, covered


def sum_up(counts: dict[tuple[str, str], list[int]]) -> dict[tuple[str, str], tuple[float, float]]:
    """The counts, with the average over its names for every source that is a list of names."""
    rows = {key: (float(right), float(found)) for key, (right, found) in counts.items()}
    by_source: defaultdict[str, list[float]] = defaultdict(list)
    for (source, clue), (right, found) in rows.items():
        if source.startswith(_NAMED) and "=" not in clue:
            by_source[source].append(right / found)
    for source, shares in by_source.items():
        weight = min(len(shares), _PRIOR_WEIGHT)
        rows[source, ""] = (round(weight * sum(shares) / len(shares), 2), weight)
    return rows


def format_scores(rows: dict[tuple[str, str], tuple[float, float]]) -> str:
    """The table as text, sorted."""
    kept = sorted((key, row) for key, row in rows.items() if row[1] >= _FEWEST or "=" not in key[1])
    lines = (f"{source}\t{clue}\t{right:g}\t{found:g}\n" for (source, clue), (right, found) in kept)
    return _HEADER + "".join(lines)


def estimate_scores(documents: Sequence[Annotated]) -> str:
    """The table made of these documents."""
    proposers: tuple[Proposer, ...] = (LexiconRecogniser(), PatternRecogniser(), PlaceRecogniser())
    return format_scores(sum_up(count_matches(documents, proposers)))


def main() -> None:
    """Write the table for the folders named on the command line to standard output."""
    paths = sorted(path for folder in sys.argv[1:] for path in Path(folder).glob("*.gold.json"))
    sys.stdout.write(estimate_scores([read_annotated(path) for path in paths]))


if __name__ == "__main__":
    main()
