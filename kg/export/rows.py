"""Extractions in, rows of four tables out: reports, facts, measures, entities; the tables that Neo4j and Parquet share.

A row says what the graph says, under the same IRIs: facts that break the schema are left out, and a fact that one
sentence states twice is one row. Reports, facts and measures stream; only entities are held until all are known.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg.export.tables import EntityRow, FactRow, MeasureRow, ReportRow, Row
from kg.model import Entity, Extraction, Measure, Sentence
from kg.rdf.entities import gather_entities, list_divisions
from kg.rdf.iris import Iris, entity_iri
from kg.rdf.measures import find_subject, identify_measure
from kg.rdf.periods import parse_period
from kg.rdf.statements import Claim, sort_facts


def make_report(extraction: Extraction, base: str) -> ReportRow:
    """The row of a document."""
    document, metadata = extraction.document, extraction.document.metadata
    return ReportRow(
        iri=Iris(base=base, sha256=document.sha256).source,
        document=document.name,
        title=metadata.title,
        place=entity_iri(extraction.links.place.key, base=base),
        reviewed=metadata.reviewed,
        planned=metadata.planned,
        date=metadata.date,
        organ=metadata.organ,
        sha256=document.sha256,
    )


def make_facts(extraction: Extraction, base: str) -> Iterator[FactRow]:
    """The rows of a document's facts, sorted as in the graph."""
    iris = Iris(base=base, sha256=extraction.document.sha256)
    names = {entity.key: entity.name for entity in (extraction.links.place, *extraction.links.entities)}
    claims, _ = sort_facts(extraction.facts, links=extraction.links, document=extraction.document)
    for claim in claims:
        yield _make_fact(claim, extraction, iris=iris, names=names)


def make_measures(extraction: Extraction, base: str) -> Iterator[MeasureRow]:
    """The rows of a document's measures, each once."""
    iris = Iris(base=base, sha256=extraction.document.sha256)
    found = {iris.measure(iris.sha256, *identify_measure(each)): each for each in extraction.measures}
    for iri, measure in found.items():
        yield _make_measure(measure, extraction, iri=iri, iris=iris)


class EntityRows:
    """Entities of many documents, gathered one document at a time."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._versions: defaultdict[str, set[Entity]] = defaultdict(set)
        self._documents: defaultdict[str, set[str]] = defaultdict(set)
        self._mentions: Counter[str] = Counter()
        self._within: dict[str, str] = {}

    def add(self, extraction: Extraction) -> None:
        """Take in what a document names, with the divisions around."""
        links, entities = extraction.links, gather_entities(extraction.links)
        for entity in entities.values():
            self._versions[entity.key].add(entity)
        for entity in (links.place, *links.of.values()):
            self._documents[entity.key].add(extraction.document.name)
        self._mentions.update(links.of[mention].key for mention in extraction.mentions)
        self._within.update(list_divisions(entities))

    def __iter__(self) -> Iterator[EntityRow]:
        """The rows, sorted by key."""
        for key in sorted(self._versions):
            yield self._make(key, sorted(self._versions[key], key=lambda entity: (entity.name, entity.alternatives)))

    def _make(self, key: str, versions: list[Entity]) -> EntityRow:
        first = versions[0]
        names = {name for entity in versions for name in (entity.name, *entity.alternatives)}
        return EntityRow(
            iri=entity_iri(key, base=self._base),
            key=key,
            name=first.name,
            type=first.type,
            alternatives=tuple(sorted(names - {first.name})),
            scope=self._iri(min((entity.scope for entity in versions if entity.scope), default=None)),
            within=self._iri(self._within.get(key)),
            code=min((entity.code for entity in versions if entity.code), default=None),
            level=min((entity.level for entity in versions if entity.level), default=None),
            mentions=self._mentions[key],
            documents=tuple(sorted(self._documents[key])),
        )

    def _iri(self, key: str | None) -> str | None:
        return entity_iri(key, base=self._base) if key else None


def _make_fact(claim: Claim, extraction: Extraction, *, iris: Iris, names: dict[str, str]) -> FactRow:
    fact, sentence, period = claim.fact, claim.fact.sentence, parse_period(claim.period)
    return FactRow(
        iri=iris.statement(iris.sha256, *claim.identity),
        subject=iris.entity(claim.subject),
        subject_name=names[claim.subject],
        predicate=claim.predicate,
        object=iris.entity(claim.object),
        object_name=names[claim.object],
        status=fact.status,
        period=period.notation if period else None,
        start_year=period.start_year if period else None,
        year=period.year if period else None,
        confidence=round(fact.score, 2),
        rule=fact.rule,
        sentence=_read(extraction, sentence),
        begin=sentence.start,
        end=sentence.end,
        report=iris.source,
        document=extraction.document.name,
    )


def _make_measure(measure: Measure, extraction: Extraction, *, iri: str, iris: Iris) -> MeasureRow:
    about, period = find_subject(measure, extraction), parse_period(measure.period)
    sentence = extraction.outline.sentences[measure.sentence]
    return MeasureRow(
        iri=iri,
        about=iris.entity(about.key) if about else None,
        about_name=about.name if about else measure.subject or "",
        indicator=measure.indicator,
        concept=measure.concept,
        kind=measure.kind,
        status=measure.status,
        value=measure.value,
        number=measure.number,
        lower=measure.lower,
        upper=measure.upper,
        unit=measure.unit,
        period=period.notation if period else None,
        start_year=period.start_year if period else None,
        year=period.year if period else None,
        confidence=round(measure.score, 2),
        sentence=_read(extraction, sentence),
        begin=measure.start,
        end=measure.end,
        report=iris.source,
        document=extraction.document.name,
    )


def _read(extraction: Extraction, sentence: Sentence) -> str:
    return " ".join(extraction.document.text[sentence.start : sentence.end].split())


def make_rows(extractions: Iterable[Extraction], base: str) -> Iterator[Row]:
    """All rows: of each document its report, facts and measures; at the end the entities."""
    entities = EntityRows(base)
    for extraction in extractions:
        yield make_report(extraction, base)
        yield from make_facts(extraction, base)
        yield from make_measures(extraction, base)
        entities.add(extraction)
    yield from entities
