"""Sentences with marked names in, documents and facts out: `推进[最多跑一次|Program]改革。`"""

import re
from collections.abc import Callable

import pytest

from kg.model import Document, EntityType, Fact, Jurisdiction, Level, Mention, Outline, Role, Section, Sentence
from kg.relate import relate_mentions

Report = tuple[Document, Outline, tuple[Mention, ...]]
Row = tuple[str | None, str, str, str]
PLACE = Jurisdiction(name="罗店镇", short="罗店", level=Level.TOWN, organ="罗店镇人民政府")
_MARK = re.compile(r"\[([^|\]]+)\|(\w+)\]")


def make_report(*lines: str, role: str = "review") -> Report:
    """One sentence a line, all in one section of the given role."""
    text, mentions, sentences = "", [], []
    for index, line in enumerate(lines):
        start, last = len(text), 0
        for mark in _MARK.finditer(line):
            text += line[last : mark.start()]
            mentions.append(
                Mention(start=len(text), end=len(text) + len(mark[1]), text=mark[1], type=EntityType(mark[2]))
            )
            text, last = text + mark[1], mark.end()
        text += line[last:]
        sentences.append(Sentence(index=index, start=start, end=len(text), section=0, role=Role(role), period="2023"))
        text += "\n"
    document = Document(
        name="r", path="r.txt", media_type="text/plain", encoding="utf-8", text=text, body=((0, len(text)),), sha256=""
    )
    section = Section(index=0, level=0, title="", start=0, end=len(text), role=Role(role))
    return document, Outline(sections=(section,), sentences=tuple(sentences)), tuple(mentions)


@pytest.fixture
def report() -> Callable[..., Report]:
    return make_report


@pytest.fixture
def relate() -> Callable[..., tuple[Fact, ...]]:
    def run(*lines: str, role: str = "review") -> tuple[Fact, ...]:
        document, outline, mentions = make_report(*lines, role=role)
        return relate_mentions(document, outline, jurisdiction=PLACE, mentions=mentions)

    return run


@pytest.fixture
def rows(relate: Callable[..., tuple[Fact, ...]]) -> Callable[..., set[Row]]:
    def run(*lines: str, role: str = "review") -> set[Row]:
        return {
            (fact.subject.text if fact.subject else None, fact.predicate.value, fact.object.text, fact.status.value)
            for fact in relate(*lines, role=role)
        }

    return run
