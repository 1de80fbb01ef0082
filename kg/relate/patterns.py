"""A masked sentence in, the rare facts that fixed wordings tell out: who leads, builds, belongs to whom.

The wordings are rows of `patterns.tsv`. They are too rare to learn from gold, and nearly always
right where they fit.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.model import EntityType, Mention, Predicate, Role, Status
from kg.relate.lexicon import read_rows
from kg.relate.masking import LETTER, MaskedSentence

_SLOT = re.compile(r"\{([so]):([A-Za-z,]+)\}")
_SCORE = 0.8
_BY_ROLE = {Role.PLAN: Status.PLANNED}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A wording with groups `s` and `o`; no status means that the section decides."""

    rule: str
    predicate: Predicate
    status: Status | None
    wording: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Match:
    """What a wording said of two mentions of a sentence."""

    subject: Mention
    object: Mention
    predicate: Predicate
    status: Status
    score: float
    rule: str


def match_patterns(masked: MaskedSentence) -> Iterator[Match]:
    """The facts that fixed wordings tell in one sentence, in the order of the patterns."""
    if len(masked.mentions) < 2:
        return
    for pattern in patterns():
        for found in pattern.wording.finditer(masked.text):
            yield Match(
                subject=_mention_at(masked, found.start("s")),
                object=_mention_at(masked, found.start("o")),
                predicate=pattern.predicate,
                status=pattern.status or _BY_ROLE.get(masked.sentence.role, Status.DONE),
                score=_SCORE,
                rule=f"wording:{pattern.rule}",
            )


@cache
def patterns() -> tuple[Pattern, ...]:
    """The wordings; read once."""
    return tuple(
        Pattern(rule, Predicate(predicate), None if status == "-" else Status(status), re.compile(_fill_slots(wording)))
        for rule, predicate, status, wording in read_rows("patterns")
    )


def _fill_slots(wording: str) -> str:
    def fill(slot: re.Match[str]) -> str:
        letters = "".join(LETTER[EntityType(kind)] for kind in slot[2].split(","))
        return f"(?P<{slot[1]}>[{letters}])"

    return _SLOT.sub(fill, wording)


def _mention_at(masked: MaskedSentence, position: int) -> Mention:
    return masked.mentions[bisect_left(masked.letters, position)]
