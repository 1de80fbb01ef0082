"""A sentence in, the period of each of its numbers out: the nearest word for time before it, else the paragraph's."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Document, Sentence
from kg.periods import PeriodCue, Timeframe, find_period_cues


@dataclass(slots=True)
class PeriodReader:
    """Walks the sentences in order and remembers the time that a paragraph named. One reader for one document."""

    document: Document
    frame: Timeframe | None
    paragraph: int = -1
    carried: str | None = None

    def read_cues(self, sentence: Sentence) -> tuple[PeriodCue, ...]:
        """The words for time in the sentence; a new paragraph forgets what the last one named."""
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.carried = sentence.paragraph, None
        return tuple(find_period_cues(self.document.text, sentence.start, sentence.end, self.frame))

    def period_at(self, position: int, sentence: Sentence, cues: Sequence[PeriodCue]) -> str | None:
        """The period of a number at `position`."""
        before = [cue for cue in cues if cue.end <= position]
        if before:
            return before[-1].period
        return self.carried or sentence.period

    def finish(self, cues: Sequence[PeriodCue]) -> None:
        """Remember the last word for time of a sentence that is done."""
        if cues:
            self.carried = None
