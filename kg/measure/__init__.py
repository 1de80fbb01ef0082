"""Document and Outline in, measures out: the numbers that say something checkable, with indicator, unit and time."""

from collections.abc import Sequence
from decimal import Decimal

from kg.measure.periods import PeriodReader
from kg.measure.quantities import Quantity
from kg.measure.ranks import Rank
from kg.measure.sentences import Figure, find_figures
from kg.model import Document, Measure, MeasureKind, MeasureStatus, Mention, Outline, Role, Sentence
from kg.periods import Timeframe


def find_measures(document: Document, outline: Outline, *, mentions: Sequence[Mention] = ()) -> tuple[Measure, ...]:
    """The measures of a document. Sorted by start. Spans do not overlap.

    `mentions` help twice: a number inside a name is no measure, and a name that opens the clause may be the subject.
    """
    frame = Timeframe.of(document.metadata.reviewed, document.metadata.planned)
    reader = PeriodReader(document, frame)
    measures: list[Measure] = []
    for sentence in outline.sentences:
        figures = find_figures(document.text, sentence.start, sentence.end)
        cues = reader.read_cues(sentence) if figures else ()
        for figure in figures:
            period = reader.period_at(figure.number.start, sentence, cues)
            measures.append(_make(document, sentence, figure, period))
        reader.finish(cues)
    return tuple(measures)


def _make(document: Document, sentence: Sentence, figure: Figure, period: str | None) -> Measure:
    start, end = figure.number.start, figure.number.end
    number, lower, upper = _values(figure)
    return Measure(
        start=start,
        end=end,
        value=document.text[start:end],
        indicator=figure.name,
        kind=figure.kind,
        status=MeasureStatus.TARGET if sentence.role is Role.PLAN else MeasureStatus.ACTUAL,
        period=period,
        sentence=sentence.index,
        number=number,
        lower=lower,
        upper=upper,
        unit=figure.number.unit.code if isinstance(figure.number, Quantity) else "1",
    )


def _values(figure: Figure) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    if isinstance(figure.number, Rank):
        top = figure.number.number if figure.number.is_top else None
        return figure.number.number, None, top
    number, lower, upper = figure.number.values()
    if figure.kind is MeasureKind.GROWTH and figure.sign < 0:
        return _negate(number), _negate(upper), _negate(lower)
    return number, lower, upper


def _negate(number: Decimal | None) -> Decimal | None:
    return None if number is None else -number


__all__ = ["find_measures"]
