"""Lists of known names in, their matches in a text out: one pass of an Aho-Corasick automaton, leftmost and longest.

Names are data: `kg/data/lexicon/*.tsv`, one file per type, and a user's own CSV. The file of strings that look like
names and are none (实体经济, 重点项目) goes into the same automaton, so that it swallows what it covers.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import UsageError
from kg.model import EntityType, Mention, Sentence
from kg.recognise.scores import Scores, load_scores
from kg.recognise.spans import Candidate, keep_inside, weigh_candidate
from kg.resources import locate_data

NONE = "none"
_COLUMNS = ("name", "type", "variants", "score")
_SCOPE = re.compile(r"(?:(?:国家|自治区|[省市县区])级|全[国省市区县]|自治区|国家|中国|[省市])$")  # 市级 before 美丽庭院
_TYPES = {str(kind).lower(): kind for kind in EntityType}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One spelling of a known name. `type` None says that the string is no name; `score` None leaves it to the gold."""

    name: str
    type: EntityType | None
    source: str
    score: float | None = None


def read_lexicon(path: Path) -> tuple[Entry, ...]:
    """The entries of a TSV or CSV file with the columns name, type, and if wanted variants (apart by |) and score.

    Raises:
        UsageError: a row without a name, with an unknown type or a score that is none; the message has the line.
    """
    lines = _read_text(path).splitlines()
    rows = _split_rows(lines) if path.suffix == ".tsv" else csv.reader(lines)
    entries: list[Entry] = []
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if any(cells) and not cells[0].startswith("#") and cells[0].lower() != _COLUMNS[0]:
            entries.extend(_read_row(cells, where=f"{path.name}, line {number}", source=f"lexicon/{path.stem}"))
    return tuple(entries)


def _split_rows(lines: Iterable[str]) -> Iterator[list[str]]:
    return (line.split("\t") for line in lines)


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as err:
        raise UsageError(f"The lexicon {path.name} is not UTF-8; save it as “CSV UTF-8”.") from err
    except OSError as err:
        raise UsageError(f"The lexicon {path.name} cannot be read: {err.strerror}.") from err


def _read_row(cells: Sequence[str], *, where: str, source: str) -> Iterator[Entry]:
    name, kind, variants, score = (*cells, "", "", "")[:4]
    if not name:
        raise UsageError(f"{where}: the name is missing; a row is “name,type,variants,score”.")
    if kind.lower() not in _TYPES and kind.lower() != NONE:
        raise UsageError(f"{where}: “{kind}” is no type; use one of {', '.join(EntityType)}, or {NONE}.")
    for spelling in (name, *filter(None, variants.split("|"))):
        yield Entry(name=spelling, type=_TYPES.get(kind.lower()), source=source, score=_read_score(score, where=where))


def _read_score(cell: str, *, where: str) -> float | None:
    try:
        score = float(cell) if cell else None
    except ValueError as err:
        raise UsageError(f"{where}: the score “{cell}” is no number from 0 to 1.") from err
    if score is not None and not 0 <= score <= 1:
        raise UsageError(f"{where}: the score “{cell}” is not from 0 to 1.")
    return score


def load_lexicon() -> tuple[Entry, ...]:
    """All entries that come with the package."""
    return tuple(entry for path in sorted(locate_data("lexicon").glob("*.tsv")) for entry in read_lexicon(path))


class LexiconRecogniser:
    """Finds the names of the shipped lexicons, of `paths` (a user's files, which win) and of `entries`."""

    def __init__(
        self, paths: Iterable[Path] = (), *, entries: Sequence[Entry] | None = None, scores: Scores | None = None
    ) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._scores = scores or load_scores()
        shipped = load_lexicon() if entries is None else tuple(entries)
        own = tuple(_trust(entry) for path in paths for entry in read_lexicon(path))
        by_name = {entry.name: entry for entry in (*shipped, *own)}
        self._entries = tuple(by_name[name] for name in sorted(by_name))
        self._automaton = AhoCorasick(sorted(by_name), matchkind=MatchKind.LeftmostLongest)

    def __call__(self, text: str, sentences: tuple[Sentence, ...]) -> tuple[Mention, ...]:
        """The names found. Sorted by start. Spans do not overlap."""
        return tuple(self._weigh(entry, candidate, text) for entry, candidate in self._match(text, sentences))

    def propose(self, text: str, sentences: tuple[Sentence, ...]) -> Iterator[Candidate]:
        """The candidates before they are weighed."""
        return (candidate for _, candidate in self._match(text, sentences))

    def _match(self, text: str, sentences: tuple[Sentence, ...]) -> Iterator[tuple[Entry, Candidate]]:
        for index, start, end in keep_inside(self._automaton.find_matches_as_indexes(text), sentences):
            entry = self._entries[index]
            if entry.type is not None:
                yield entry, Candidate(start=start, end=end, type=entry.type, source=entry.source)
            if entry.type is EntityType.HONOUR and (scope := _SCOPE.search(text, max(0, start - 4), start)):
                yield entry, Candidate(start=scope.start(), end=end, type=entry.type, source="scoped")

    def _weigh(self, entry: Entry, candidate: Candidate, text: str) -> Mention:
        own = candidate.source == entry.source
        mention = weigh_candidate(candidate, text, self._scores, named=own)
        return mention if entry.score is None or not own else replace(mention, score=entry.score)


def _trust(entry: Entry) -> Entry:
    return replace(entry, score=1.0) if entry.score is None else entry
