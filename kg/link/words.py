"""The word lists of kg/data/link/words.tsv by name, as words or as a pattern."""

from collections.abc import Mapping
from functools import cache

from kg.resources import read_data


@cache
def list_words(name: str) -> tuple[str, ...]:
    """The words of one list."""
    return tuple(_read_lists()[name].split("|"))


@cache
def match_words(name: str) -> str:
    """The words of one list as a group of a regular expression."""
    return f"(?:{_read_lists()[name]})"


@cache
def _read_lists() -> Mapping[str, str]:
    lines = read_data("link/words.tsv").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))
