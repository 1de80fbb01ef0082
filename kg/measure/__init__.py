"""Document and Outline in, measures out: the numbers that say something checkable, with indicator, unit and time."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kg.measure.concepts import find_concept
from kg.measure.periods import PeriodReader
from kg.measure.quantities import Quantity
from kg.measure.ranks import Rank
from kg.measure.sentences import Figure, find_figures
from kg.measure.subjects import SubjectFinder
from kg.model import Document, Measure, MeasureKind, MeasureStatus, Mention, Outline, Role, Sentence
from kg.periods import Timeframe

_CELL = 14


def find_measures(document: Document, outline: Outline, *, mentions: Sequence[Mention] = ()) -> tuple[Measure, ...]:
    """The measures of a document. Sorted by start. Spans do not overlap.

    `mentions` help twice: a number inside a name is no measure, and a name that opens the clause may be the subject.
    """
    frame = Timeframe.of(document.metadata.reviewed, document.metadata.planned)
    periods, subjects = PeriodReader(document, frame), SubjectFinder(document, mentions)
    measures: list[Measure] = []
    for sentence in outline.sentences:
        if sentence.role is Role.OTHER:
            continue  # the address and the glossary tell nothing of the jurisdiction
        figures = _find_figures(document, outline, sentence)
        cues = periods.read_cues(sentence) if figures else ()
        owner: str | None = None
        for figure in figures:
            owner = subjects.find_subject(figure.clause, figure.name, owner)
            if not figure.name or subjects.is_inside_name(figure.number.start, figure.number.end):
                continue  # a number that nothing names cannot be checked
            period = periods.period_at(figure.number.start, sentence, cues)
            measure = _make(document, sentence, figure)
            status = _decide_status(sentence, period, frame)
            measures.append(replace(measure, period=period, status=status, subject=owner))
        periods.finish(cues)
    return tuple(measures)


def _find_figures(document: Document, outline: Outline, sentence: Sentence) -> list[Figure]:
    """The figures of a sentence; in a table a number has its name in the cell before."""
    figures = find_figures(document.text, sentence.start, sentence.end)
    if not figures or figures[0].name or sentence.index == 0:
        return figures
    before = outline.sentences[sentence.index - 1]
    cell = document.text[before.start : before.end]
    if len(cell) > _CELL or any(map(str.isdecimal, cell)):
        return figures
    return [replace(figure, name=figure.name or cell.rstrip("：:")) for figure in figures]


def _decide_status(sentence: Sentence, period: str | None, frame: Timeframe | None) -> MeasureStatus:
    """By the role of the sentence, unless the time named says otherwise."""
    usual = MeasureStatus.TARGET if sentence.role is Role.PLAN else MeasureStatus.ACTUAL
    if frame is None or period is None:
        return usual
    if period[:4] > str(frame.now) or (frame.now > frame.year and period == str(frame.now)):
        return MeasureStatus.TARGET
    return usual


def _make(document: Document, sentence: Sentence, figure: Figure) -> Measure:
    start, end = figure.number.start, figure.number.end
    number, lower, upper = _values(figure)
    unit = figure.number.unit.code_per(figure.number.per) if isinstance(figure.number, Quantity) else "1"
    return Measure(
        start=start,
        end=end,
        value=document.text[start:end],
        indicator=figure.name,
        kind=figure.kind,
        status=MeasureStatus.ACTUAL,
        sentence=sentence.index,
        number=number,
        lower=lower,
        upper=upper,
        unit=unit,
        concept=find_concept(figure.name, unit, is_level=figure.kind in {MeasureKind.LEVEL, MeasureKind.SHARE}),
        score=figure.score,
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
