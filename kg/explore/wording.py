"""Profiles, comparisons and timelines in, text for people out: lines, or tables for the terminal and for Markdown.

Names and sentences come from documents that anybody may have written: nothing in them may steer a terminal or a
Markdown viewer, so tables are made by `kg.query` and lines lose what does not print.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from pyoxigraph import Literal

from kg.explore.comparison import Comparison, FigurePair, Group, Item
from kg.explore.profile import Profile
from kg.explore.timeline import Timeline
from kg.explore.values import Claim, Figure, Proof, Thing
from kg.query import format_answer
from kg.store import Table
from kg.view.labels import Label, read_labels

_MARKS = {"done": "●", "ongoing": "◐", "planned": "○"}
_HEADS = str.maketrans({"[": "［", "]": "］", "|": "｜", "<": "＜", ">": "＞", "`": "'", "\\": "＼"})


class Wording:
    """The words of one language. `form` is how tables look: table or md."""

    def __init__(self, *, english: bool = False, form: str = "table") -> None:
        self._english = english
        self._form = form

    def profile(self, profile: Profile, *, limit: int = 10) -> str:
        """One thing: names, then what it does and what is done with it with the sentences, then its figures."""
        thing = profile.thing
        lines = [f"{thing.name}  {self._label('type', thing.type)}  {thing.key}", *self._about(profile)]
        for predicate, claims in groupby(sorted(profile.claims, key=_by_predicate), key=_by_predicate):
            lines += self._claims(self._label("predicate", predicate), [(c.object, c) for c in claims], limit)
        for predicate, claims in groupby(sorted(profile.inverse, key=_by_predicate), key=_by_predicate):
            lines += self._claims(self._inverse(predicate), [(c.subject, c) for c in claims], limit)
        text = "".join(f"{clean(line)}\n" for line in lines)
        return text + (self._figures(profile.figures) if profile.figures else "")

    def comparison(self, comparison: Comparison) -> str:
        """Both, only the one, only the other; then the indicators."""
        names = (comparison.first.name, comparison.second.name)
        parts = [self._heading(f"{names[0]} ↔ {names[1]}", level=1)]
        both = [row for group in comparison.groups for row in self._both(group)]
        parts += [
            self._heading(self._word("both")),
            self._table((self._word("type"), self._word("name"), *names), both),
        ]
        for name, which in zip(names, ("only_first", "only_second"), strict=True):
            parts += [self._heading(f"{self._word('only')} {name}"), self._only(comparison.groups, which)]
        figures = [self._pair(pair) for pair in comparison.figures]
        columns = (self._word("indicator"), self._word("kind"), self._word("status"), *names)
        return "".join([*parts, self._heading(self._word("figures")), self._table(columns, figures)])

    def timeline(self, timeline: Timeline) -> str:
        """A line for each thing, a column for each year."""
        years = [str(year) if year else self._word("undated") for year in timeline.years]
        columns = (self._word("type"), self._word("name"), *years, self._word("outcome"))
        rows = [
            (
                self._label("type", line.item.thing.type),
                line.item.thing.name,
                *(self._marks(line.statuses(year)) for year in timeline.years),
                self._label("outcome", line.outcome),
            )
            for line in timeline.lines
        ]
        return self._heading(timeline.place.name, level=1) + self._table(columns, rows)

    def _about(self, profile: Profile) -> list[str]:
        documents = [f"{title} ({count} {self._word('times')})" for title, count in profile.documents]
        facts = {
            "also": "、".join(profile.alternatives),
            "code": profile.code,
            "scope": profile.scope,
            "within": "、".join(profile.within),
            "documents": "；".join(documents[:5]) + (" …" if len(documents) > 5 else ""),
            "namesakes": "；".join(f"{thing.name} {thing.key}" for thing in profile.namesakes),
        }
        return [f"{self._word(word)}: {value}" for word, value in facts.items() if value]

    def _claims(self, heading: str, claims: Sequence[tuple[Thing, Claim]], limit: int) -> list[str]:
        lines = ["", f"{heading} ({len(claims)})"]
        for thing, claim in claims[: limit or None]:
            status = f"{_MARKS.get(claim.status, '')} {self._label('status', claim.status)}"
            lines += [f"  {status} {claim.period}  {thing.name}", f"      {_quote(claim.proof)}"]
        left = len(claims) - limit
        return [*lines, f"  … {left} {self._word('more')}"] if limit and left > 0 else lines

    def _figures(self, figures: Sequence[Figure]) -> str:
        columns = [self._word(word) for word in ("indicator", "period", "value", "kind", "status")]
        rows = [
            (f.name, f.period, f.value, self._label("kind", f.kind), self._reached(f.status))
            for f in sorted(figures, key=lambda f: (f.name, f.kind, f.year, f.period))
        ]
        return self._heading(self._word("figures")) + self._table(columns, rows)

    def _both(self, group: Group) -> list[tuple[str, ...]]:
        kind = self._label("type", group.type)
        return [(kind, a.thing.name, self._statuses(a), self._statuses(b)) for a, b in group.both]

    def _only(self, groups: Iterable[Group], which: str) -> str:
        columns = (self._word("type"), self._word("name"), self._word("status"))
        items: list[tuple[str, Item]] = [(group.type, item) for group in groups for item in getattr(group, which)]
        return self._table(columns, [(self._label("type", t), i.thing.name, self._statuses(i)) for t, i in items])

    def _pair(self, pair: FigurePair) -> tuple[str, ...]:
        sides = [f"{figure.value} ({figure.period})" if figure else "—" for figure in (pair.first, pair.second)]
        return pair.name, self._label("kind", pair.kind), self._reached(pair.status), *sides

    def _statuses(self, item: Item) -> str:
        years: dict[str, list[str]] = {}
        for claim in item.claims:
            years.setdefault(claim.status, []).append(claim.period)
        words = [f"{self._label('status', status)} {', '.join(dict.fromkeys(p))}" for status, p in years.items()]
        return "；".join(word.strip() for word in words)

    def _marks(self, statuses: Iterable[str]) -> str:
        return " ".join(f"{_MARKS[status]}{self._label('status', status)}" for status in statuses)

    def _table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        if not rows:
            return f"{self._word('nothing')}\n"
        cells = tuple(tuple(Literal(clean(cell)) for cell in row) for row in rows)
        heads = tuple(clean(column).translate(_HEADS) for column in columns)
        return format_answer(Table(columns=heads, rows=cells), self._form)

    def _heading(self, text: str, *, level: int = 2) -> str:
        mark = f"{'#' * level} " if self._form == "md" else ""
        return f"\n{mark}{clean(text).translate(_HEADS)}\n\n"

    def _label(self, kind: str, key: str) -> str:
        label = read_labels(kind).get(key)
        return self._of(label) if label else key

    def _word(self, key: str) -> str:
        return self._of(read_labels("explore")[key])

    def _reached(self, status: str) -> str:
        return self._label("measure", "target" if status == "targeted" else status)

    def _inverse(self, predicate: str) -> str:
        label = read_labels("predicate").get(predicate)
        if label is None:
            return predicate
        return label.inverse_en if self._english else label.inverse_zh

    def _of(self, label: Label) -> str:
        return label.en if self._english else label.zh


def clean(text: str) -> str:
    r"""The text without what does not print: control characters and marks that turn the direction of writing.

    >>> clean("a\x1b[31mb")
    'a[31mb'
    """
    return "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})


def _by_predicate(claim: Claim) -> str:
    return claim.predicate


def _quote(proof: Proof) -> str:
    return f"“{proof.sentence}” — {proof.title}"
