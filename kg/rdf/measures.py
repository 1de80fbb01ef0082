"""Measures in, observations and their indicators out."""

from collections.abc import Iterator

from pyoxigraph import Triple
from rdflib import URIRef
from rdflib.namespace import PROV, QB

from kg.model import Entity, EntityType, Extraction, Measure, Sentence
from kg.rdf.indicators import describe_indicators, indicator_iri
from kg.rdf.iris import Iris
from kg.rdf.periods import period_rows
from kg.rdf.terms import Row, decimal, node, plain, score, span, triples
from kg.vocabulary import KINDS, MEASURE_STATUSES, PK


def describe_measures(extraction: Extraction, iris: Iris) -> Iterator[Triple]:
    """A node for each measure, the data set that they are in, and their indicators."""
    if not extraction.measures:
        return
    rows = ((QB.structure, node(PK.MeasureStructure)), (PROV.wasDerivedFrom, node(iris.source)))
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
        (PK.about, node(iris.entity(about.key)) if about else None),
        (PK.aboutText, plain(measure.subject)),
        (PK.area, node(iris.entity(area.key))),
        (PK.indicator, node(indicator_iri(measure, iris))),
        (PK.indicatorText, plain(measure.indicator)),
        *_value_rows(measure),
        *period_rows(measure.period, iris),
        (PK.confidence, score(measure.score)),
        (PK.evidence, node(iris.sentence(sentence.start, sentence.end)) if sentence else None),
        *span(measure.start, measure.end),
        (QB.dataSet, node(iris.measures)),
        (PROV.wasDerivedFrom, node(iris.source)),
    )
    yield from triples(iris.measure(iris.sha256, *identify_measure(measure)), _list_classes(measure), rows)


def _value_rows(measure: Measure) -> tuple[Row, ...]:
    return (
        (PK.kind, node(KINDS[measure.kind])),
        (PK.status, node(MEASURE_STATUSES[measure.status])),
        (PK.value, decimal(measure.number)),
        (PK.lower, decimal(measure.lower)),
        (PK.upper, decimal(measure.upper)),
        (PK.unit, plain(measure.unit)),
        (PK.valueText, plain(measure.value)),
    )


def _list_classes(measure: Measure) -> tuple[URIRef, ...]:
    return (PK.Measure, QB.Observation) if measure.number is not None else (PK.Measure,)


def identify_measure(measure: Measure) -> tuple[str, ...]:
    """What makes two measures of one source the same."""
    offsets = (str(measure.start), str(measure.end))
    return (*offsets, measure.indicator, measure.kind, measure.status, measure.period or "", measure.subject or "")
