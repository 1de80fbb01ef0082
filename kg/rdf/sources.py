"""A document and its outline in; source, sections, sentences, mentions and provenance out."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from pyoxigraph import Literal, Triple
from rdflib import URIRef
from rdflib.namespace import DCTERMS, PROV, RDFS, SDO

from kg import __version__
from kg.model import Document, Extraction, Metadata, Outline, Role, Sentence
from kg.rdf.iris import Iris
from kg.rdf.periods import notation_row, parse_period
from kg.rdf.terms import Row, Value, chinese, day, node, plain, score, span, triples
from kg.vocabulary import NIF, PK, ROLES


def describe_source(extraction: Extraction, iris: Iris) -> Iterator[Triple]:
    """The source itself: what it is called, whose it is, what it looks back on and ahead to."""
    document, metadata = extraction.document, extraction.document.metadata
    rows: tuple[Row, ...] = (
        (RDFS.label, plain(metadata.title or document.name)),
        (DCTERMS.title, plain(metadata.title)),
        (DCTERMS.identifier, plain(document.name)),
        (DCTERMS.language, plain("zh")),
        *((DCTERMS.subject, chinese(theme)) for theme in extraction.themes),
        (DCTERMS.format, plain(document.media_type)),
        (PK.sha256, plain(document.sha256)),
        (PK.jurisdiction, node(iris.entity(extraction.links.place.key))),
        *_head_rows(metadata, extraction.jurisdiction.organ),
        *span(0, len(document.text)),
    )
    yield from triples(iris.source, _list_classes(document, extraction.outline), rows)


def describe_sections(outline: Outline, iris: Iris) -> Iterator[Triple]:
    """The heading tree."""
    for section in outline.sections:
        rows: tuple[Row, ...] = (
            (RDFS.label, chinese(section.title) if section.title else None),
            (PK.index, Literal(section.index)),
            (PK.depth, Literal(section.level)),
            (PK.role, node(ROLES[section.role])),
            notation_row(section.period),
            (PK.parentSection, node(iris.section(section.parent)) if section.parent is not None else None),
            (PK.inSource, node(iris.source)),
            *span(section.start, section.end),
        )
        yield from triples(iris.section(section.index), (PK.Section,), rows)


def describe_sentences(outline: Outline, *, text: str, iris: Iris) -> Iterator[Triple]:
    """Each sentence with its text."""
    sections = {section.index for section in outline.sections}
    for sentence in outline.sentences:
        rows: tuple[Row, ...] = (
            (PK.index, Literal(sentence.index)),
            (PK.role, node(ROLES[sentence.role])),
            notation_row(sentence.period),
            (PK.inSection, node(iris.section(sentence.section)) if sentence.section in sections else None),
            (PK.inSource, node(iris.source)),
            (NIF.anchorOf, plain(text[sentence.start : sentence.end])),
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
            (PK.refersTo, node(iris.entity(entity.key)) if entity else None),
            (PK.inSentence, node(iris.sentence(sentence.start, sentence.end)) if sentence else None),
            (PK.inSource, node(iris.source)),
            (PK.confidence, score(mention.score) if mention.score < 1 else None),
            (NIF.anchorOf, plain(mention.text)),
            *span(mention.start, mention.end),
        )
        yield from triples(iris.mention(mention.start, mention.end), (PK.Mention,), rows)


def describe_extraction(iris: Iris) -> Iterator[Triple]:
    """Which version of the software read the source. No time: the same input gives the same bytes."""
    agent = iris.software(__version__)
    rows: tuple[Row, ...] = ((PROV.used, node(iris.source)), (PROV.wasAssociatedWith, node(agent)))
    yield from triples(iris.extraction(__version__), (PK.Extraction, PROV.Activity), rows)
    named: tuple[Row, ...] = ((RDFS.label, plain(f"policykg {__version__}")), (SDO.softwareVersion, plain(__version__)))
    yield from triples(agent, (PROV.SoftwareAgent,), named)


def _head_rows(metadata: Metadata, organ: str) -> Iterator[Row]:
    reviewed, planned = parse_period(metadata.reviewed), parse_period(metadata.planned)
    yield DCTERMS.date, _date(metadata.date)
    yield PK.organ, plain(metadata.organ or organ)
    yield PK.speaker, plain(metadata.speaker)
    yield PK.congress, plain(metadata.congress)
    yield PK.reviewedPeriod, plain(reviewed.notation if reviewed else None)
    yield PK.plannedPeriod, plain(planned.notation if planned else None)
    yield PK.year, Literal(reviewed.year) if reviewed else None


def _date(text: str | None) -> Value:
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
