"""Paragraphs in, sections and sentences out."""

import re
from collections.abc import Sequence

from kg.model import Document, Role, Section, Sentence
from kg.structure.paragraphs import Paragraph
from kg.structure.sentences import find_sentences

_AHEAD = re.compile(r"下一步[，,]|下步[，,]|接下来[，,]|明年[，,将要]|(?:下半年|今后)[，,].{0,6}(?:将|要)")


def build_sections(document: Document, paragraphs: Sequence[Paragraph]) -> tuple[Section, ...]:
    """The heading tree, the whole report first. Sorted by start."""
    opened: list[tuple[int, int]] = [(0, 0)]  # (rank, index) from the report down to the section that is open
    first, last = (document.body[0][0], document.body[-1][1]) if document.body else (0, 0)
    rows: list[tuple[int, str, int, Role, str | None, int | None]] = []
    rows.append((0, document.metadata.title, first, Role.OTHER, None, None))
    ends = [last]
    for paragraph in paragraphs:
        if (heading := paragraph.heading) is None:
            continue
        while opened[-1][0] >= heading.rank:
            ends[opened.pop()[1]] = heading.start
        parent = opened[-1][1]
        opened.append((heading.rank, len(rows)))
        rows.append((len(opened) - 1, heading.title, heading.start, paragraph.role, paragraph.period, parent))
        ends.append(last)
    return tuple(
        Section(index=index, level=level, title=title, start=start, end=end, role=role, period=period, parent=parent)
        for index, ((level, title, start, role, period, parent), end) in enumerate(zip(rows, ends, strict=True))
    )


def build_sentences(
    document: Document, paragraphs: Sequence[Paragraph], sections: Sequence[Section]
) -> tuple[Sentence, ...]:
    """The sentences of all paragraphs, each with the innermost section it stands in. Sorted by start."""
    sentences: list[Sentence] = []
    section = 0
    for number, paragraph in enumerate(paragraphs):
        if paragraph.heading is not None:
            section += 1
        for start, end in find_sentences(document.text, paragraph.start, paragraph.end):
            sentences.append(
                Sentence(
                    index=len(sentences),
                    start=start,
                    end=end,
                    section=sections[section].index,
                    role=_role(document.text, start, end, role=paragraph.role),
                    period=paragraph.period,
                    paragraph=number,
                )
            )
    return tuple(sentences)


def _role(text: str, start: int, end: int, *, role: Role) -> Role:
    if role is Role.REVIEW and _AHEAD.search(text, start, end):
        return Role.PLAN
    return role
