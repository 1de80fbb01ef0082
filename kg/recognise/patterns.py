"""A text in, mentions that their shape gives away out: regular expressions, and names that end in a telling head.

The expressions are data (`kg/data/recognise/patterns.tsv`); so are the heads (`heads.py`). A span may come several
times, with different types: each has a chance of being right, learnt from annotated reports, and the merge decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import EntityType, Mention, Sentence
from kg.recognise.heads import HeadFinder
from kg.recognise.scores import Scores, load_scores
from kg.recognise.spans import keep_inside
from kg.resources import read_data


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
    """Finds mentions by rules and heads. Sorted by start. Spans may overlap."""

    def __init__(self, *, scores: Scores | None = None) -> None:
        self._scores = scores or load_scores()
        self._rules = load_rules()
        self._heads = HeadFinder(scores=self._scores)

    def __call__(self, text: str, sentences: tuple[Sentence, ...]) -> tuple[Mention, ...]:
        """All that rules and heads see."""
        by_rule = (mention for rule in self._rules for mention in self._apply(rule, text, sentences))
        return tuple(sorted((*by_rule, *self._heads(text, sentences)), key=_order))

    def _apply(self, rule: Rule, text: str, sentences: tuple[Sentence, ...]) -> Iterator[Mention]:
        source = f"pattern/{rule.name}"
        score = self._scores.find(source)
        group = "name" if "name" in rule.expression.groupindex else 0
        spans = ((0, *match.span(group)) for match in rule.expression.finditer(text))
        for _, start, end in keep_inside(spans, sentences):
            yield Mention(start=start, end=end, text=text[start:end], type=rule.type, score=score, source=source)


def _order(mention: Mention) -> tuple[int, int, str, str]:
    return (mention.start, mention.end, mention.type, mention.source)
