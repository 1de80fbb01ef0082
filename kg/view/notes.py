"""The facts and measures of a sentence in, the notes in the margin beside it out, each linked to its proof."""

import html
from collections import defaultdict
from collections.abc import Sequence

from kg.model import Extraction, Fact, Measure, Sentence
from kg.view.labels import Label, read_labels
from kg.view.overlay import sentence_id


class Notes:
    """All that was found in one document, by sentence."""

    def __init__(self, extraction: Extraction) -> None:
        self._links = extraction.links
        self._facts: dict[int, list[Fact]] = defaultdict(list)
        self._measures: dict[int, list[Measure]] = defaultdict(list)
        for fact in extraction.facts:
            self._facts[fact.sentence.index].append(fact)
        for measure in extraction.measures:
            self._measures[measure.sentence].append(measure)

    def of(self, sentence: Sentence) -> str:
        """The notes of a sentence as HTML; nothing where it says nothing."""
        alike: dict[tuple[object, ...], list[Fact]] = {}
        for fact in self._facts.get(sentence.index, ()):
            subject = self._links.of[fact.subject].key if fact.subject else ""
            alike.setdefault((subject, fact.predicate, fact.status, fact.period), []).append(fact)
        notes = [self._say(facts) for facts in alike.values()]
        notes += [_measure(measure) for measure in self._measures.get(sentence.index, ())]
        return f'<div class="notes" data-for="{sentence_id(sentence)}">{"".join(notes)}</div>' if notes else ""

    def _say(self, facts: Sequence[Fact]) -> str:
        """Facts that differ in their objects alone, as one note: a sentence may list a dozen honours."""
        first, targets = facts[0], [self._links.of[fact.object] for fact in facts]
        subject = f"{html.escape(self._links.of[first.subject].name)} " if first.subject else ""
        names = "、".join(f'<b class="t-{target.type}">{html.escape(target.name)}</b>' for target in targets)
        verb = both_languages(read_labels("predicate")[first.predicate])
        words = f"{subject}<i>{verb}</i> {names}{_period(first.period)}"
        return _note(sentence_id(first.sentence), read_labels("status")[first.status], words)


def _measure(measure: Measure) -> str:
    subject = f"{html.escape(measure.subject)} " if measure.subject else ""
    value = f"<b>{html.escape(measure.value)}</b>{_period(measure.period)}"
    words = f"{subject}{html.escape(measure.indicator)} {value}"
    return _note(f"char={measure.start},{measure.end}", read_labels("measure")[measure.status], words)


def _note(fragment: str, status: Label, words: str) -> str:
    badge = f'<span class="badge" style="color:{status.colour}">{both_languages(status)}</span>'
    return f'<a class="note" href="#{fragment}">{badge}<span>{words}</span></a>'


def both_languages(label: Label) -> str:
    """A word in Chinese and English; the style sheet shows the one that is chosen."""
    return f'<span lang="zh">{html.escape(label.zh)}</span><span lang="en">{html.escape(label.en)}</span>'


def _period(period: str | None) -> str:
    return f' <span class="soft">{html.escape(period)}</span>' if period else ""
