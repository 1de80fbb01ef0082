"""A document and its outline in; source, sections, sentences, mentions and provenance out."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import Final

from rdflib import URIRef
from rdflib.namespace import DCTERMS, PROV, RDFS, SDO

from kg import __version__
from kg.model import Document, Extraction, Metadata, Outline, Role, Sentence
from kg.rdf.iris import Iris
from kg.rdf.periods import notation_row, parse_period
from kg.rdf.terms import Row, Term, Triple, chinese, day, integer, node, plain, score, span, triples
from kg.vocabulary import NIF, PK, ROLES

_LABEL: Final = node(RDFS.label)
_TITLE: Final = node(DCTERMS.title)
_IDENTIFIER: Final = node(DCTERMS.identifier)
_LANGUAGE: Final = node(DCTERMS.language)
_SUBJECT: Final = node(DCTERMS.subject)
_FORMAT: Final = node(DCTERMS.format)
_SHA256: Final = node(PK.sha256)
_JURISDICTION: Final = node(PK.jurisdiction)
_INDEX: Final = node(PK.index)
_DEPTH: Final = node(PK.depth)
_ROLE: Final = node(PK.role)
_PARENT_SECTION: Final = node(PK.parentSection)
_IN_SOURCE: Final = node(PK.inSource)
_IN_SECTION: Final = node(PK.inSection)
_REFERS_TO: Final = node(PK.refersTo)
_IN_SENTENCE: Final = node(PK.inSentence)
_CONFIDENCE: Final = node(PK.confidence)
_ANCHOR_OF: Final = node(NIF.anchorOf)
_USED: Final = node(PROV.used)
_WAS_ASSOCIATED_WITH: Final = node(PROV.wasAssociatedWith)
_SOFTWARE_VERSION: Final = node(SDO.softwareVersion)
_DATE: Final = node(DCTERMS.date)
_ORGAN: Final = node(PK.organ)
_SPEAKER: Final = node(PK.speaker)
_CONGRESS: Final = node(PK.congress)
_REVIEWED_PERIOD: Final = node(PK.reviewedPeriod)
_PLANNED_PERIOD: Final = node(PK.plannedPeriod)
_YEAR: Final = node(PK.year)


def describe_source(extraction: Extraction, iris: Iris) -> Iterator[Triple]:
    """The source itself: what it is called, whose it is, what it looks back on and ahead to."""
    document, metadata = extraction.document, extraction.document.metadata
    rows: tuple[Row, ...] = (
        (_LABEL, plain(metadata.title or document.name)),
        (_TITLE, plain(metadata.title)),
        (_IDENTIFIER, plain(document.name)),
        (_LANGUAGE, plain("zh")),
        *((_SUBJECT, chinese(theme)) for theme in extraction.themes),
        (_FORMAT, plain(document.media_type)),
        (_SHA256, plain(document.sha256)),
        (_JURISDICTION, node(iris.entity(extraction.links.place.key))),
        *_head_rows(metadata, extraction.jurisdiction.organ),
        *span(0, len(document.text)),
    )
    yield from triples(iris.source, _list_classes(document, extraction.outline), rows)


def describe_sections(outline: Outline, iris: Iris) -> Iterator[Triple]:
    """The heading tree."""
    for section in outline.sections:
        rows: tuple[Row, ...] = (
            (_LABEL, chinese(section.title) if section.title else None),
            (_INDEX, integer(section.index)),
            (_DEPTH, integer(section.level)),
            (_ROLE, node(ROLES[section.role])),
            notation_row(section.period),
            (_PARENT_SECTION, node(iris.section(section.parent)) if section.parent is not None else None),
            (_IN_SOURCE, node(iris.source)),
            *span(section.start, section.end),
        )
        yield from triples(iris.section(section.index), (PK.Section,), rows)


def describe_sentences(outline: Outline, *, text: str, iris: Iris) -> Iterator[Triple]:
    """Each sentence with its text."""
    sections = {section.index for section in outline.sections}
    for sentence in outline.sentences:
        rows: tuple[Row, ...] = (
            (_INDEX, integer(sentence.index)),
            (_ROLE, node(ROLES[sentence.role])),
            notation_row(sentence.period),
            (_IN_SECTION, node(iris.section(sentence.section)) if sentence.section in sections else None),
            (_IN_SOURCE, node(iris.source)),
            (_ANCHOR_OF, plain(text[sentence.start : sentence.end])),
            *span(sentence.start, sentence.end),
        )
        yield from triples(iris.sentence(sentence.start, sentence.end), (PK.Sentence,), rows)


def describe_mentions(extraction: Extraction, iris: Iris) -> Iterator[Triple]:
    """Each mention with its sentence and the entity that it means."""
    sentences = extraction.outline.sentences
    starts = [sentence.start for sentence in sentences]
    for mention in extraction.mentions:
        entity = extraction.links.of.get(mention)
        sentence = _find_sentence(sentences, bisect_right(starts, mention.start) - 1, end=mention.end)
        rows: tuple[Row, ...] = (
            (_REFERS_TO, node(iris.entity(entity.key)) if entity else None),
            (_IN_SENTENCE, node(iris.sentence(sentence.start, sentence.end)) if sentence else None),
            (_IN_SOURCE, node(iris.source)),
            (_CONFIDENCE, score(mention.score) if mention.score < 1 else None),
            (_ANCHOR_OF, plain(mention.text)),
            *span(mention.start, mention.end),
        )
        yield from triples(iris.mention(mention.start, mention.end), (PK.Mention,), rows)


def describe_extraction(iris: Iris) -> Iterator[Triple]:
    """Which version of the software read the source. No time: the same input gives the same bytes."""
    agent = iris.software(__version__)
    rows: tuple[Row, ...] = ((_USED, node(iris.source)), (_WAS_ASSOCIATED_WITH, node(agent)))
    yield from triples(iris.extraction(__version__), (PK.Extraction, PROV.Activity), rows)
    named: tuple[Row, ...] = ((_LABEL, plain(f"policykg {__version__}")), (_SOFTWARE_VERSION, plain(__version__)))
    yield from triples(agent, (PROV.SoftwareAgent,), named)


def _head_rows(metadata: Metadata, organ: str) -> Iterator[Row]:
    reviewed, planned = parse_period(metadata.reviewed), parse_period(metadata.planned)
    yield _DATE, _date(metadata.date)
    yield _ORGAN, plain(metadata.organ or organ)
    yield _SPEAKER, plain(metadata.speaker)
    yield _CONGRESS, plain(metadata.congress)
    yield _REVIEWED_PERIOD, plain(reviewed.notation if reviewed else None)
    yield _PLANNED_PERIOD, plain(planned.notation if planned else None)
    yield _YEAR, integer(reviewed.year) if reviewed else None


def _date(text: str | None) -> Term | None:
    try:
        return day(date.fromisoformat(text).isoformat()) if text else None
    except ValueError:  # only a year or a month is known
        return plain(text)


def _list_classes(document: Document, outline: Outline) -> tuple[URIRef, ...]:
    reports = any(section.role is not Role.OTHER for section in outline.sections)
    return (PK.Source, PK.Report) if reports or "报告" in document.metadata.title else (PK.Source,)


def _find_sentence(sentences: tuple[Sentence, ...], position: int, *, end: int) -> Sentence | None:
    if 0 <= position < len(sentences) and end <= sentences[position].end:
        return sentences[position]
    return None
