"""Gold records + extraction records → precision, recall and F1 of every figure.

The figures are those of the gold set's own scorer, so that a number here can be held against any other system's:
mentions need the same span and type; names count once a document; a measure's value needs half of the union in common;
facts count once a document and forgive a quotation mark or a tail in a name. Where only stretches of a report are
annotated, only what starts in them counts.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import NotFoundError

Item = Mapping[str, Any]
Same = Callable[[Any, Any], bool]
_A = TypeVar("_A")

_DROPPED = dict.fromkeys(map(ord, "“”‘’\"'《》〈〉「」『』 \u3000\t\n"))
_KINDS = ("mentions", "measures", "facts")


@dataclass(slots=True)
class Score:
    """Counts of one figure: right, wanted by the gold, given by the system."""

    hits: int = 0
    gold: int = 0
    found: int = 0

    def add(self, hits: int, gold: int, found: int) -> None:
        """Count one more document."""
        self.hits += hits
        self.gold += gold
        self.found += found

    @property
    def precision(self) -> float:
        """Share of what was given that is right; 0 when nothing was given."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was given; 0 when there is none."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Evaluation:
    """All figures over a set of documents, micro-averaged."""

    documents: int = 0
    absent: tuple[str, ...] = ()
    figures: dict[str, Score] = field(default_factory=dict)
    types: dict[str, Score] = field(default_factory=dict)
    predicates: dict[str, Score] = field(default_factory=dict)
    attributes: dict[str, Score] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The figures as the gold scorer's `--json` gives them."""
        return {
            "documents": self.documents,
            "absent": list(self.absent),
            "figures": {name: _row(score) for name, score in self.figures.items()},
            "types": {name: _row(score) for name, score in sorted(self.types.items())},
            "predicates": {name: _row(score) for name, score in sorted(self.predicates.items())},
            "measure_attributes": {name: round(score.recall, 4) for name, score in self.attributes.items()},
        }


def read_gold(folder: Path) -> dict[str, Item]:
    """The gold records of a folder by document name.

    Raises:
        NotFoundError: the folder has no `*.gold.json`.
    """
    records = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.gold.json"))]
    if not records:
        raise NotFoundError("gold record (*.gold.json) in", str(folder))
    return {record["document"]: record for record in records}


def evaluate(gold: Mapping[str, Item], records: Iterable[Item]) -> Evaluation:
    """The figures of `records` against `gold`; documents without a record count as empty."""
    found = {Path(record["document"]).name.removesuffix(".txt"): record for record in records}
    result = Evaluation(documents=len(gold), absent=tuple(sorted(set(gold) - set(found))))
    for name, wanted in gold.items():
        _add_document(result, wanted, _annotated(found.get(name, {}), wanted["ranges"]))
    return result


def normalise(name: str) -> str:
    """A name without quotes, spaces, width and case."""
    return unicodedata.normalize("NFKC", name).translate(_DROPPED).lower()


def _row(score: Score) -> dict[str, float]:
    figures = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
    return {name: round(value, 4) for name, value in figures.items()} | {"gold": score.gold}


def _annotated(record: Item, ranges: Sequence[Sequence[int]]) -> dict[str, list[Item]]:
    def inside(item: Item) -> bool:
        return any(start <= item["start"] < end for start, end in ranges)

    return {kind: [item for item in record.get(kind, ()) if inside(item)] for kind in _KINDS}


def _add_document(result: Evaluation, gold: Item, found: Mapping[str, list[Item]]) -> None:
    _add_mentions(result, gold["mentions"], found["mentions"])
    _add_measures(result, gold, found["measures"])
    _add_facts(result, gold, found["facts"])


def _score(table: dict[str, Score], name: str) -> Score:
    return table.setdefault(name, Score())


def _add_mentions(result: Evaluation, gold: Sequence[Item], found: Sequence[Item]) -> None:
    wanted, given = (_keys(items, "start", "end", "type") for items in (gold, found))
    _score(result.figures, "mentions").add(len(wanted & given), len(wanted), len(given))
    for kind in {key[2] for key in wanted | given}:
        sets = [{key for key in keys if key[2] == kind} for keys in (wanted & given, wanted, given)]
        _score(result.types, kind).add(*map(len, sets))
    pairs = _pair(gold, found, lambda a, b: a["type"] == b["type"] and _overlap(a, b) >= 0.5)
    _score(result.figures, "overlap").add(len(pairs), len(gold), len(found))
    wanted, given = ({(normalise(item["text"]), item["type"]) for item in items} for items in (gold, found))
    _score(result.figures, "names").add(len(wanted & given), len(wanted), len(given))


def _keys(items: Iterable[Item], *names: str) -> set[tuple[Any, ...]]:
    return {tuple(item[name] for name in names) for item in items}


def _add_measures(result: Evaluation, gold: Item, found: Sequence[Item]) -> None:
    pairs = _pair(gold["measures"], found, lambda a, b: _overlap(a, b) >= 0.5)
    _score(result.figures, "values").add(len(pairs), len(gold["measures"]), len(found))
    whole = 0
    for wanted, given in pairs:
        right = _attributes_right(wanted, given, gold["meta"])
        for name, is_right in right.items():
            _score(result.attributes, name).add(int(is_right), 1, 1)
        whole += right["kind"] and right["status"] and right["indicator"]
    _score(result.figures, "measures").add(whole, len(gold["measures"]), len(found))


def _attributes_right(wanted: Item, given: Item, meta: Item) -> dict[str, bool]:
    own = [_subject(item.get("subject"), meta) is None for item in (wanted, given)]
    return {
        "kind": wanted["kind"] == given.get("kind"),
        "status": wanted["status"] == given.get("status"),
        "indicator": _indicators_alike(wanted["indicator"], given.get("indicator")),
        "period": wanted.get("period") == given.get("period"),
        "subject": own[0] == own[1],
    }


def _add_facts(result: Evaluation, gold: Item, found: Sequence[Item]) -> None:
    bodies = {normalise(item["text"]) for item in gold["mentions"] if item["type"] == "Organization"}
    wanted = _distinct_facts(gold["facts"], gold["meta"])
    # The gold leaves open whether founding a school is a fact, so saying so counts neither way.
    given = [f for f in _distinct_facts(found, gold["meta"]) if not (f[1] == "implements" and f[2] in bodies)]
    pairs = _pair(wanted, given, _facts_match)
    _score(result.figures, "facts").add(len(pairs), len(wanted), len(given))
    dated = sum(a[3] == b[3] for a, b in pairs)
    _score(result.figures, "facts+status").add(dated, len(wanted), len(given))
    hits, golds, founds = (Counter(fact[1] for fact in facts) for facts in ([a for a, _ in pairs], wanted, given))
    for predicate in {*golds, *founds}:
        _score(result.predicates, predicate).add(hits[predicate], golds[predicate], founds[predicate])


def _distinct_facts(facts: Iterable[Item], meta: Item) -> list[tuple[str | None, str, str, str | None]]:
    """Subject, predicate, object and the first status told of them, in order of appearance."""
    seen: dict[tuple[str | None, str, str], str | None] = {}
    for fact in facts:
        key = (_subject(fact.get("subject"), meta), fact["predicate"], normalise(fact["object"]))
        seen.setdefault(key, fact.get("status"))
    return [(*key, status) for key, status in seen.items()]


def _subject(name: str | None, meta: Item) -> str | None:
    """None for the jurisdiction and its government, else the normalised name."""
    own = {normalise(other) for other in (*meta["jurisdiction"], meta["organ"])}
    key = None if name is None else normalise(name)
    return None if key in own else key


def _facts_match(a: tuple[str | None, str, str, str | None], b: tuple[str | None, str, str, str | None]) -> bool:
    if a[1] != b[1] or not _names_alike(a[2], b[2]):
        return False
    return a[0] == b[0] if a[0] is None or b[0] is None else _names_alike(a[0], b[0])


def _names_alike(a: str, b: str) -> bool:
    """The same, or one is at least 60 % of the other."""
    short, long = sorted((a, b), key=len)
    return a == b or (len(short) >= 2 and short in long and len(short) / len(long) >= 0.6)


def _indicators_alike(a: str | None, b: str | None) -> bool:
    """One contains the other, or 60 % of the characters are common (Dice)."""
    left, right = normalise(a or ""), normalise(b or "")
    if not left or not right:
        return left == right
    common = (Counter(left) & Counter(right)).total()
    return left in right or right in left or 2 * common / (len(left) + len(right)) >= 0.6


def _overlap(a: Item, b: Item) -> float:
    """Shared length over joint length of two spans."""
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return shared / (max(a["end"], b["end"]) - min(a["start"], b["start"])) if shared > 0 else 0.0


def _pair(gold: Iterable[_A], found: Iterable[_A], same: Same) -> list[tuple[_A, _A]]:
    """Greedy one-to-one pairs in the order of the gold."""
    free, pairs = list(found), []
    for wanted in gold:
        match = next((index for index, given in enumerate(free) if same(wanted, given)), None)
        if match is not None:
            pairs.append((wanted, free.pop(match)))
    return pairs
