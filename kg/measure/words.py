"""words.tsv in, sets of words and patterns for either end of a text out."""

import re
from functools import cache

from kg.resources import read_data


@cache
def load_words() -> dict[str, tuple[str, ...]]:
    """The words of each set, longest first."""
    sets = {}
    for line in read_data("measure/words.tsv").splitlines():
        if line and not line.startswith("#"):
            name, words = line.split("\t")
            found = {word.partition("!")[0] for word in words.split()}
            sets[name] = tuple(sorted(found, key=lambda word: (-len(word), word)))
    return sets


@cache
def _load_guards() -> dict[tuple[str, str], str]:
    """What may not follow a word of a set, as a pattern."""
    guards = {}
    for line in read_data("measure/words.tsv").splitlines():
        if line and not line.startswith("#"):
            name, words = line.split("\t")
            for word, _, others in (entry.partition("!") for entry in words.split()):
                guards[name, word] = f"(?!{others.replace(',', '|')})" if others else ""
    return guards


@cache
def pattern_of(*names: str) -> str:
    """A pattern that matches the longest word of these sets."""
    words = {(word, _load_guards()[name, word]) for name in names for word in load_words()[name]}
    ordered = sorted(words, key=lambda pair: (-len(pair[0]), pair))
    return "|".join(re.escape(word) + guard for word, guard in ordered)
