"""Masked sentences in, the verbs and adverbs in them out: what is known of the language before any training.

The words are data: `verbs.tsv` says which frames a verb can stand for, `adverbs.tsv` which status an adverb hints at,
`ranges.tsv` which types a predicate may join.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.model import EntityType, Predicate
from kg.resources import read_data


@dataclass(frozen=True, slots=True)
class Word:
    """A verb or adverb with its half-open span in the masked sentence; `tags` are frames or statuses, in order."""

    text: str
    start: int
    end: int
    tags: tuple[str, ...]


class WordFinder:
    """Finds the words of one lexicon, leftmost and longest first."""

    def __init__(self, lexicon: str) -> None:
        self._tags = {word: tuple(tags.split(",")) for word, tags in read_rows(lexicon)}
        self._words = sorted(self._tags)
        self._matcher = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def __call__(self, text: str) -> tuple[Word, ...]:
        """Sorted by start. Spans do not overlap."""
        found = self._matcher.find_matches_as_indexes(text)
        return tuple(Word(self._words[i], start, end, self._tags[self._words[i]]) for i, start, end in found)


def read_rows(name: str) -> Iterator[tuple[str, ...]]:
    """The rows of a table of `data/relate`, without its comment lines."""
    for line in read_data(f"relate/{name}.tsv").splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))


@cache
def verbs() -> WordFinder:
    """The finder of verbs; read once."""
    return WordFinder("verbs")


@cache
def adverbs() -> WordFinder:
    """The finder of adverbs and time words; read once."""
    return WordFinder("adverbs")


@cache
def object_types() -> dict[Predicate, frozenset[EntityType]]:
    """The types that may be the object of each predicate."""
    return {Predicate(row[0]): frozenset(map(EntityType, row[2].split(","))) for row in read_rows("ranges")}


@cache
def subject_types() -> dict[Predicate, frozenset[EntityType]]:
    """The types that may be the subject of each predicate."""
    return {Predicate(row[0]): frozenset(map(EntityType, row[1].split(","))) for row in read_rows("ranges")}
