"""Extractions in, an index of words out; words in, entities and sentences out, best first, with the words marked.

SQLite's full-text search knows no Chinese words, and its tokens of three letters miss the two-character words that
Chinese is made of. So each text goes in as the pairs of its neighbouring characters, and a word is asked for as the
phrase of its pairs: “珍珠” finds 淡水珍珠市场 whatever a dictionary says, and 珠江真珍贵 is not found by it.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from kg.errors import StoreError
from kg.graph import document_id, document_title
from kg.model import Extraction

_SCHEMA = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, kind TEXT, key TEXT, type TEXT, document TEXT, title TEXT,
                    start INTEGER, text TEXT, UNIQUE (kind, key, text));
CREATE TEMP TABLE name (key TEXT, type TEXT, name TEXT, UNIQUE (key, type, name));
CREATE VIRTUAL TABLE word USING fts5(pairs, singles, content = '', tokenize = "unicode61 remove_diacritics 0");
"""
_QUERY = """
SELECT kind, key, type, document, title, start, text FROM word JOIN entry ON entry.id = word.rowid
WHERE word MATCH ? AND kind LIKE ? ORDER BY kind = 'sentence', rank, length(text), key LIMIT ?
"""
_INSERT = "INSERT OR IGNORE INTO entry (kind, key, type, document, title, start, text) VALUES (?, ?, ?, ?, ?, ?, ?)"
_CHINESE = r"\u3400-\u9fff\U00020000-\U0003134f"
_BREAK = " ǁ "  # a letter that no text has: a phrase cannot reach over it
_RUN = re.compile(rf"[{_CHINESE}]+|[^\W_{_CHINESE}]+")

_Entry = tuple[str, str, str, str, str, int, str]  # a row of `entry`, without its number


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something found: an entity (`key` is its key) or a sentence (`key` is its document and fragment)."""

    kind: str  # entity or sentence
    key: str
    type: str  # of an entity; empty for a sentence
    title: str  # of the document, for a sentence
    text: str
    spans: tuple[tuple[int, int], ...]  # where the words stand in the text. Sorted by start. Spans do not overlap.

    def mark(self, before: str, after: str) -> str:
        """The text with each found word between two marks."""
        pieces, end = [], 0
        for start, stop in self.spans:
            pieces += [self.text[end:start], before, self.text[start:stop], after]
            end = stop
        return "".join([*pieces, self.text[end:]])


def write_index(extractions: Iterable[Extraction], path: Path) -> None:
    """Write the index of all names and sentences, one extraction at a time; what was at `path` is replaced.

    Extractions come in an order of their own, as in `documents.jsonl`: the same order gives the same bytes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as index, index:
        index.executescript(_SCHEMA)
        for extraction in extractions:
            for entry in _sentences(extraction):
                _insert(index, entry)
            for entity in extraction.links.entities:
                names = ((entity.key, entity.type.value, name) for name in (entity.name, *entity.alternatives))
                index.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", names)
        found = index.execute("SELECT key, type, name FROM name ORDER BY key, type, rowid")
        for (key, kind), rows in groupby(found, key=lambda row: row[:2]):
            _insert(index, ("entity", key, kind, "", "", 0, "、".join(name for *_, name in rows)))


def find_words(path: Path, text: str, *, limit: int = 20, kind: str = "%") -> list[Hit]:
    """What holds all the words: entities before sentences, in each the best match first; or one `kind` of them.

    Raises:
        StoreError: there is no index at `path`.
    """
    words = _RUN.findall(text)
    if not path.is_file():
        raise StoreError(str(path), "there is no index; run `kg build` first")
    if not words:
        return []
    query = " AND ".join(map(_phrase, words))
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as index:
        try:
            rows = index.execute(_QUERY, (query, kind, limit)).fetchall()
        except sqlite3.DatabaseError as problem:
            raise StoreError(str(path), str(problem)) from problem
    return [_hit(row, words) for row in rows]


def _hit(row: Sequence[str], words: Sequence[str]) -> Hit:
    kind, key, kind_of_entity, _, title, _, text = row
    return Hit(kind=kind, key=key, type=kind_of_entity, title=title, text=text, spans=_find_spans(text, words))


def _sentences(extraction: Extraction) -> Iterator[_Entry]:
    document, title = document_id(extraction.document), document_title(extraction)
    for sentence in extraction.outline.sentences:
        text = " ".join(extraction.document.text[sentence.start : sentence.end].split())
        key = f"{document}#char={sentence.start},{sentence.end}"
        yield "sentence", key, "", document, title, sentence.start, text


def _insert(index: sqlite3.Connection, entry: _Entry) -> None:
    added = index.execute(_INSERT, entry)
    if added.rowcount:
        runs = _RUN.findall(entry[-1].lower())
        pairs = _BREAK.join(" ".join(_pairs(run)) for run in runs)
        singles = " ".join(" ".join(run) for run in runs if _is_chinese(run))
        index.execute("INSERT INTO word (rowid, pairs, singles) VALUES (?, ?, ?)", (added.lastrowid, pairs, singles))


def _phrase(word: str) -> str:
    """What to ask the index for; the word has letters and digits only, so it can stand between quotes."""
    word = word.lower()
    column = "singles" if _is_chinese(word) and len(word) == 1 else "pairs"
    return f'{column} : "{" ".join(_pairs(word))}"'


def _pairs(run: str) -> list[str]:
    """Neighbours two by two; a Latin word, a number or a single character stays whole."""
    return [one + two for one, two in pairwise(run)] if _is_chinese(run) and len(run) > 1 else [run]


def _is_chinese(run: str) -> bool:
    return "\u3400" <= run[0] <= "\u9fff" or run[0] >= "\U00020000"


def _find_spans(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    pattern = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return tuple(found.span() for found in re.finditer(pattern, text, flags=re.IGNORECASE))
