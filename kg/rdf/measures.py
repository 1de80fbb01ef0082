"""Measures in, observations and their indicators out."""

from collections.abc import Iterator
from typing import Final

from rdflib import URIRef
from rdflib.namespace import PROV, QB

from kg.model import Entity, EntityType, Extraction, Measure, Sentence
from kg.rdf.indicators import describe_indicators, indicator_iri
from kg.rdf.iris import Iris
from kg.rdf.periods import period_rows
from kg.rdf.terms import Row, Triple, decimal, node, plain, score, span, triples
from kg.vocabulary import KINDS, MEASURE_STATUSES, PK

_STRUCTURE: Final = node(QB.structure)
_WAS_DERIVED_FROM: Final = node(PROV.wasDerivedFrom)
_ABOUT: Final = node(PK.about)
_ABOUT_TEXT: Final = node(PK.aboutText)
_AREA: Final = node(PK.area)
_INDICATOR: Final = node(PK.indicator)
_INDICATOR_TEXT: Final = node(PK.indicatorText)
_CONFIDENCE: Final = node(PK.confidence)
_EVIDENCE: Final = node(PK.evidence)
_DATA_SET: Final = node(QB.dataSet)
_KIND: Final = node(PK.kind)
_STATUS: Final = node(PK.status)
_VALUE: Final = node(PK.value)
_LOWER: Final = node(PK.lower)
_UPPER: Final = node(PK.upper)
_UNIT: Final = node(PK.unit)
_VALUE_TEXT: Final = node(PK.valueText)


def describe_measures(extraction: Extraction, iris: Iris) -> Iterator[Triple]:
    """A node for each measure, the data set that they are in, and their indicators."""
    if not extraction.measures:
        return
    rows = ((_STRUCTURE, node(PK.MeasureStructure)), (_WAS_DERIVED_FROM, node(iris.source)))
    yield from triples(iris.measures, (QB.DataSet,), rows)
    yield from describe_indicators(extraction.measures, iris)
    sentences = {sentence.index: sentence for sentence in extraction.outline.sentences}
    for measure in extraction.measures:
        about = find_subject(measure, extraction)
        yield from _describe(
            measure, sentences.get(measure.sentence), about=about, place=extraction.links.place, iris=iris
        )


def find_subject(measure: Measure, extraction: Extraction) -> Entity | None:
    """The entity that a measure is about; None when the text names one that was not linked."""
    if measure.subject is None:
        return extraction.links.place
    named = [mention for mention in extraction.mentions if mention.text == measure.subject]
    nearest = min(named, key=lambda mention: (abs(mention.start - measure.start), mention.start), default=None)
    return extraction.links.of.get(nearest) if nearest else None


def _describe(
    measure: Measure, sentence: Sentence | None, *, about: Entity | None, place: Entity, iris: Iris
) -> Iterator[Triple]:
    area = about if about and about.type is EntityType.PLACE else place
    rows: tuple[Row, ...] = (
        (_ABOUT, node(iris.entity(about.key)) if about else None),
        (_ABOUT_TEXT, plain(measure.subject)),
        (_AREA, node(iris.entity(area.key))),
        (_INDICATOR, node(indicator_iri(measure, iris))),
        (_INDICATOR_TEXT, plain(measure.indicator)),
        *_value_rows(measure),
        *period_rows(measure.period, iris),
        (_CONFIDENCE, score(measure.score)),
        (_EVIDENCE, node(iris.sentence(sentence.start, sentence.end)) if sentence else None),
        *span(measure.start, measure.end),
        (_DATA_SET, node(iris.measures)),
        (_WAS_DERIVED_FROM, node(iris.source)),
    )
    yield from triples(iris.measure(iris.sha256, *identify_measure(measure)), _list_classes(measure), rows)


def _value_rows(measure: Measure) -> tuple[Row, ...]:
    return (
        (_KIND, node(KINDS[measure.kind])),
        (_STATUS, node(MEASURE_STATUSES[measure.status])),
        (_VALUE, decimal(measure.number)),
        (_LOWER, decimal(measure.lower)),
        (_UPPER, decimal(measure.upper)),
        (_UNIT, plain(measure.unit)),
        (_VALUE_TEXT, plain(measure.value)),
    )


def _list_classes(measure: Measure) -> tuple[URIRef, ...]:
    return (PK.Measure, QB.Observation) if measure.number is not None else (PK.Measure,)


def identify_measure(measure: Measure) -> tuple[str, ...]:
    """What makes two measures of one source the same."""
    offsets = (str(measure.start), str(measure.end))
    return (*offsets, measure.indicator, measure.kind, measure.status, measure.period or "", measure.subject or "")
