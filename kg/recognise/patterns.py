"""A text in, mentions that their shape gives away out: regular expressions, and names that end in a telling head.

The expressions are data (`kg/data/recognise/patterns.tsv`); so are the heads (`heads.py`). A span may come several
times, with different types: each has a chance of being right, learnt from annotated reports, and the merge decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import EntityType, Mention, Sentence
from kg.recognise.heads import HeadFinder
from kg.recognise.lexicon import load_lexicon
from kg.recognise.scores import Scores, load_scores
from kg.recognise.spans import Candidate, keep_inside, weigh_candidate
from kg.resources import read_data

_LEAST = 0.15  # what is less likely never wins a merge and only costs time
_NUMBER = re.compile(r"[\d一二三四五六七八九十百千万双两]")
_PLUS = re.compile(r"[+＋A-Za-z×]")
_CLAUSE = re.compile(r"[，、,· ]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A named expression and the type of what it finds."""

    name: str
    type: EntityType
    expression: re.Pattern[str]


def load_rules() -> tuple[Rule, ...]:
    """The shipped rules, in the order of the file."""
    lines = (line for line in read_data("recognise/patterns.tsv").splitlines() if line and not line.startswith("#"))
    rows = (line.split("\t") for line in lines)
    return tuple(Rule(name=name, type=EntityType(kind), expression=re.compile(text)) for name, kind, text in rows)


class PatternRecogniser:
    """Finds mentions by rules, heads and frames. Sorted by start. Spans may overlap."""

    def __init__(self, *, scores: Scores | None = None) -> None:
        self._scores = scores or load_scores()
        self._rules = load_rules()
        self._heads = HeadFinder()
        self._negatives = frozenset(entry.name for entry in load_lexicon() if entry.type is None)

    def __call__(self, text: str, sentences: tuple[Sentence, ...]) -> tuple[Mention, ...]:
        """All that rules, heads and frames see."""
        weighed = (weigh_candidate(each, text, self._scores) for each in self.propose(text, sentences))
        likely = (mention for mention in weighed if mention.score >= _LEAST)
        return tuple(sorted(likely, key=lambda m: (m.start, m.end, m.type, m.source)))

    def propose(self, text: str, sentences: tuple[Sentence, ...]) -> Iterator[Candidate]:
        """The candidates before they are weighed, without those that the list of negatives names."""
        by_rule = (each for rule in self._rules for each in _apply(rule, text, sentences))
        for each in (*by_rule, *self._heads(text, sentences)):
            if text[each.start : each.end] not in self._negatives:
                yield each


def _apply(rule: Rule, text: str, sentences: tuple[Sentence, ...]) -> Iterator[Candidate]:
    group = "name" if "name" in rule.expression.groupindex else 0
    spans = ((0, *match.span(group)) for match in rule.expression.finditer(text))
    for _, start, end in keep_inside(spans, sentences):
        yield Candidate(
            start=start, end=end, type=rule.type, source=f"pattern/{rule.name}", clues=_shape(text[start:end])
        )


def _shape(name: str) -> tuple[str, ...]:
    """What a quoted name looks like: a number in it, or clauses."""
    number = "shape=number" if _NUMBER.search(name) else "shape=plus" if _PLUS.search(name) else "shape=plain"
    return (number, "clauses=yes" if _CLAUSE.search(name) else "clauses=no")
