"""A span of a text in, what stands around it out, as short words that scores can be counted over.

The word before a name (推进, 获评, 、) and the word after it (改革, 建设, 等) tell much about whether it is a name and
of which type. Both lists are data; what is not on them counts as `-`.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from kg.resources import read_data

MARKS = "，。；：！？、,;:!?\n\r\t 　（）()《》—…·／/"
_BEFORE, _AFTER = 5, 3


def read_rows(name: str) -> Iterator[list[str]]:
    """The rows of a shipped table."""
    return (line.split("\t") for line in read_data(name).splitlines() if line and not line.startswith("#"))


@cache
def load_cuts() -> Mapping[str, str]:
    """Words that stand before names → their class; marks are of the class `mark`, `none` are words that hide a cut."""
    return {**dict(_pairs("recognise/cuts.tsv")), **dict.fromkeys(MARKS, "mark")}


@cache
def load_soft_cuts() -> frozenset[str]:
    """The cuts that also stand inside names and count only right after another cut."""
    return frozenset(row[0] for row in read_rows("recognise/cuts.tsv") if row[2:] == ["soft"])


@cache
def load_followers() -> frozenset[str]:
    """Words that stand after names."""
    return frozenset(row[0] for row in read_rows("recognise/followers.tsv"))


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    return ((row[0], row[1]) for row in read_rows(name))


@lru_cache(maxsize=512)  # a span comes once for every type that it may have
def describe_context(text: str, start: int, end: int) -> tuple[str, ...]:
    """The word before, the word after and the length, as `before=推进`, `after=改革`, `length=4`."""
    return (f"before={_find_before(text, start)}", f"after={_find_after(text, end)}", f"length={_measure(end - start)}")


def _find_before(text: str, start: int) -> str:
    cuts = load_cuts()
    quote = "“" if text[start - 1 : start] == "“" else ""
    edge = start - len(quote)
    for size in range(min(_BEFORE, edge), 0, -1):
        word = text[edge - size : edge]
        if cuts.get(word, "none") != "none":
            return quote + (word if word > " " else "¶")
    return quote or ("-" if edge else "¶")


def _find_after(text: str, end: int) -> str:
    followers = load_followers()
    quote = "”" if text[end : end + 1] == "”" else ""
    edge = end + len(quote)
    for size in range(_AFTER, 0, -1):
        word = text[edge : edge + size]
        if word in followers or (size == 1 and word in MARKS):
            return quote + (word if word > " " else "¶")
    return quote or "-"


def _measure(length: int) -> str:
    return str(length) if length < 6 else "6-8" if length < 9 else "9-13" if length < 14 else "14+"
