"""What a user may choose for a run; one frozen value that travels to every worker."""

from dataclasses import dataclass
from enum import StrEnum

DEFAULT_BASE = "https://w3id.org/policykg/"
MAX_BYTES = 64 * 1024 * 1024
MAX_SECONDS = 120.0
MAX_DRAWN = 5_000  # documents in GraphML and pages


class Format(StrEnum):
    """An output that a build can do without."""

    GRAPHML = "graphml"
    SEARCH = "search"
    STORE = "store"
    VIEW = "view"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The choices of one run. Same settings and same input give the same bytes."""

    base: str = DEFAULT_BASE
    jurisdiction: str | None = None
    tagger: str = "neural"  # a key of kg.recognisers.TAGGERS, with an argument after a colon: hanlp:PATH
    lexicon: str | None = None  # path of a CSV with the user's own names
    min_confidence: float = 0.0
    decisions: str | None = None  # path of a CSV with the user's same/different decisions
    rdf: bool = True  # False where only the records are wanted, which saves a third of the time
    flat: bool = False  # direct triples only
    max_bytes: int = MAX_BYTES  # of one file
    max_seconds: float = MAX_SECONDS  # that one file may take; 0 for as long as it likes
