"""A sentence in, the period of each of its numbers out: the nearest word for time before it, else the paragraph's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Document, Role, Sentence
from kg.periods import PeriodCue, Timeframe, find_period_cues

_FROM_JANUARY = re.compile(r"\d{4}-01/\d{4}-\d\d")


@dataclass(slots=True)
class PeriodReader:
    """Walks the sentences in order and remembers the months that a paragraph named. One reader for one document."""

    document: Document
    frame: Timeframe | None
    paragraph: int = -1
    last: int = -1
    carried: str | None = None

    def read_cues(self, sentence: Sentence) -> tuple[PeriodCue, ...]:
        """The words for time in the sentence; a new paragraph or a sentence between forgets the last."""
        if sentence.paragraph != self.paragraph or sentence.index != self.last + 1:
            self.carried = None
        self.paragraph, self.last = sentence.paragraph, sentence.index
        return tuple(find_period_cues(self.document.text, sentence.start, sentence.end, frame=self.frame))

    def period_at(self, position: int, sentence: Sentence, cues: Sequence[PeriodCue]) -> str | None:
        """The period of a number at `position`."""
        before = [cue for cue in cues if cue.end <= position and not self._is_modifier(cue, position)]
        if not before:
            return self.carried or sentence.period
        if not before[-1].vague:
            return before[-1].period
        if sentence.period is None or not _is_years(sentence.period) or self.frame is None:
            return sentence.period
        return str(self.frame.now if sentence.role is Role.PLAN else self.frame.year)

    def _is_modifier(self, cue: PeriodCue, position: int) -> bool:
        """Whether the word only tells of a thing of another clause: 去年出台的政策，新增…"""
        clause, comma, _ = self.document.text[cue.end : position].partition("，")
        return bool(comma) and "的" in clause and not cue.lasting

    def finish(self, cues: Sequence[PeriodCue]) -> None:
        """Remember the months that a finished sentence named: they hold for the numbers that follow it."""
        if cues:
            self.carried = cues[-1].period if _FROM_JANUARY.fullmatch(cues[-1].period) else None


def _is_years(period: str) -> bool:
    return "/" in period and "-" not in period
