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
            sets[name] = tuple(sorted(set(words.split()), key=lambda word: (-len(word), word)))
    return sets


@cache
def pattern_of(*names: str) -> str:
    """A pattern that matches the longest word of these sets."""
    words = {word for name in names for word in load_words()[name]}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
