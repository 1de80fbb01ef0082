"""Document in, paragraphs out: each line with its heading, role and period, the roles by the cheapest path."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Document, Role
from kg.periods import Timeframe, find_period_cues
from kg.structure.cues import make_scorer
from kg.structure.headings import Heading, begins_notes, find_heading
from kg.structure.sentences import Span, find_lines

_OPENING = re.compile(r"向(?:大会|各位|大家)?.{0,12}(?:作|做)?(?:工作)?(?:报告|汇报)|审议|提出(?:宝贵)?(?:意见|建议)")
_OPENING_LINES, _OPENING_LENGTH = 40, 400
_TURN, _RETURN = 9.0, 12.0
_LIMIT = 12.0
_ANNEX = re.compile(r"实事|重点项目|安排|计划")
_LEAD, _OPENS = 40, 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A line of the body with the heading it opens with, its role, and the period it is read in."""

    start: int
    end: int
    heading: Heading | None
    role: Role
    period: str | None


def read_paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """The paragraphs of a document. Sorted by start. Spans do not overlap."""
    text, lines = document.text, tuple(find_lines(document))
    headings = [find_heading(text, *line) for line in lines]
    first, last = _find_opening(text, lines, headings), _find_notes(text, lines)
    roles = [Role.OTHER] * first + _find_roles(document, lines[first:last], headings[first:last])
    roles += [_role_of_notes(text, lines[last:])] * (len(lines) - last)
    periods = _find_periods(document, lines, roles)
    return tuple(
        Paragraph(start=line[0], end=line[1], heading=heading, role=role, period=period)
        for line, heading, role, period in zip(lines, headings, roles, periods, strict=True)
    )


def _find_opening(text: str, lines: Sequence[Span], headings: Sequence[Heading | None]) -> int:
    """How many lines are title, date and address."""
    for index, (start, end) in enumerate(lines[:_OPENING_LINES]):
        if end - start <= _OPENING_LENGTH and text.find("代表", start, end) >= 0 and _OPENING.search(text, start, end):
            return index + 1
    for index, (start, end) in enumerate(lines[:_OPENING_LINES]):
        heading = headings[index]
        if (heading and heading.rank <= 2) or end - start > _OPENING_LENGTH // 4:
            return index
    return 0


def _find_notes(text: str, lines: Sequence[Span]) -> int:
    """The index of the line from which the glossary or annex runs to the end."""
    half = len(lines) // 2
    for index, line in enumerate(lines[half:], half):
        if begins_notes(text, *line):
            return index
    return len(lines)


def _role_of_notes(text: str, lines: Sequence[Span]) -> Role:
    return Role.PLAN if lines and any(_ANNEX.search(text, *line) for line in lines[:3]) else Role.OTHER


def _find_roles(document: Document, lines: Sequence[Span], headings: Sequence[Heading | None]) -> list[Role]:
    """The cheapest path through review and plan, beginning in review."""
    reviewed = document.metadata.reviewed
    frame = Timeframe.of(reviewed, document.metadata.planned)
    score = make_scorer(frame, halfway=bool(reviewed and "-" in reviewed))
    review, plan = 0.0, _TURN
    came: list[tuple[bool, bool]] = []
    for (start, end), heading in zip(lines, headings, strict=True):
        pull = score(document.text[start:end], heading is not None and heading.rank <= 2)
        pull = max(-_LIMIT, min(_LIMIT, pull))
        back, ahead = plan + _RETURN < review, review + _TURN < plan
        came.append((back, ahead))
        review, plan = min(review, plan + _RETURN) + pull / 2, min(plan, review + _TURN) - pull / 2
    return _trace(came, plan < review)


def _trace(came: Sequence[tuple[bool, bool]], planned: bool) -> list[Role]:
    roles = []
    for back, ahead in reversed(came):
        roles.append(Role.PLAN if planned else Role.REVIEW)
        planned = not ahead if planned else back
    return roles[::-1]


def _find_periods(document: Document, lines: Sequence[Span], roles: Sequence[Role]) -> list[str | None]:
    """The period of each line: what a lasting cue (五年来, 2023年，) set last, else what the role says."""
    metadata = document.metadata
    frame = Timeframe.of(metadata.reviewed, metadata.planned)
    ahead = metadata.planned or (str(frame.now) if frame else None)
    usual = {Role.REVIEW: metadata.reviewed, Role.PLAN: ahead, Role.OTHER: None}
    periods: list[str | None] = []
    before: Role | None = None
    current: str | None = None
    for (start, end), role in zip(lines, roles, strict=True):
        if role != before:
            before, current = role, usual[role]
        if role != Role.OTHER:
            current = _lasting(document.text, (start, min(end, start + _LEAD)), frame=frame, current=current) or current
            if role is Role.PLAN and frame and current and current[:4] <= str(frame.year) != ahead:
                current = ahead  # a look back within the plan
        periods.append(current)
    return periods


def _lasting(text: str, lead: Span, *, frame: Timeframe | None, current: str | None) -> str | None:
    """The period that the first words of a paragraph set; a year ends a stretch of years (五年来 … 2023年，)."""
    for cue in find_period_cues(text, *lead, frame=frame):
        if cue.start - lead[0] > _OPENS:
            return None
        if cue.lasting:
            return cue.period
        if frame and not cue.vague and cue.period in {str(frame.year), str(frame.now)} and "/" in (current or ""):
            return cue.period
    return None
