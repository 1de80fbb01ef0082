"""Extractions in, one networkx MultiDiGraph out: nodes are entities, edges are facts with all their evidence.

A fact that several sentences support is one edge, keyed by its predicate, whose `evidence` lists every sentence:
`MultiDiGraph.add_edge` with a key that exists would overwrite the earlier proof, so evidence is gathered first and
edges are added once. Nodes and edges go in sorted, so that the order of the input files does not matter.

Node attributes: label, type, alternatives, scope, code, level, documents (ids of the reports that name it), reports
(ids of the reports that are this place's own), mentions (how often it is named), measures (a tuple of Observation).
Edge attributes: predicate, statuses, evidence (a tuple of Evidence). Graph attribute: documents (id → Report).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.model import Document, Entity, Extraction, Fact, Measure, Sentence, Status

if TYPE_CHECKING:
    import networkx as nx

_HASH_DIGITS = 8


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Report:
    """What the graph says of a document it was made from; `place` is the key of its jurisdiction."""

    id: str
    name: str
    title: str
    place: str
    reviewed: str = ""
    planned: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Evidence:
    """One sentence that supports a fact; the span points into the document's source text."""

    document: str
    start: int
    end: int
    sentence: str
    status: Status
    period: str = ""
    score: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Observation:
    """One measure of an entity, with its sentence. `number` is in `unit`, as a decimal string, empty when unknown."""

    indicator: str
    period: str
    value: str
    kind: str
    status: str
    number: str = ""
    unit: str = ""
    concept: str = ""
    document: str
    start: int
    end: int
    sentence: str


def document_id(document: Document) -> str:
    """The identity of a document in graph and pages: its name and the first digits of its hash."""
    return f"{document.name}-{document.sha256[:_HASH_DIGITS]}"


def document_title(extraction: Extraction) -> str:
    """The title as people should see it: with the place, which half of the reports leave out of theirs."""
    place, title = extraction.links.place.name, extraction.document.metadata.title or extraction.document.name
    return title if place in title else f"{place} · {title}"


def build_graph(extractions: Iterable[Extraction]) -> "nx.MultiDiGraph":
    """The graph of all the extractions; the same for any order of them. It needs one of them at a time."""
    import networkx as nx

    gathered = _Gathered()
    for extraction in extractions:
        gathered.add(extraction)
    graph = nx.MultiDiGraph(documents={report.id: report for report in sorted(gathered.reports)})
    graph.add_nodes_from((key, gathered.describe(key)) for key in sorted(gathered.entities))
    for (subject, target, predicate), evidence in sorted(gathered.edges.items()):
        graph.add_edge(subject, target, key=predicate, **_edge(predicate, evidence))
    return graph


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What all extractions say of each entity, by its key, and of each fact."""

    reports: list[Report] = field(default_factory=list)
    entities: dict[str, set[Entity]] = field(default_factory=lambda: defaultdict(set))
    documents: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    own: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # the reports of a place
    measures: dict[str, set[Observation]] = field(default_factory=lambda: defaultdict(set))
    mentions: Counter[str] = field(default_factory=Counter)
    edges: dict[tuple[str, str, str], set[Evidence]] = field(default_factory=lambda: defaultdict(set))

    def add(self, extraction: Extraction) -> None:
        identity, links = document_id(extraction.document), extraction.links
        self.reports.append(_report(extraction))
        for entity in (*links.entities, links.place):
            self.entities[entity.key].add(entity)
            self.documents[entity.key].add(identity)
        self.own[links.place.key].add(identity)
        self.mentions.update(links.of[mention].key for mention in extraction.mentions)
        for key, observation in _observations(extraction):
            self.measures[key].add(observation)
        for fact in extraction.facts:
            subject = links.of[fact.subject] if fact.subject else links.place
            edge = (subject.key, links.of[fact.object].key, fact.predicate.value)
            self.edges[edge].add(_evidence(extraction.document, fact))

    def describe(self, key: str) -> dict[str, Any]:
        """The attributes of a node."""
        return _describe(self.entities[key]) | {
            "documents": tuple(sorted(self.documents[key])),
            "reports": tuple(sorted(self.own.get(key, ()))),
            "mentions": self.mentions[key],
            "measures": tuple(sorted(self.measures.get(key, ()))),
        }


def _report(extraction: Extraction) -> Report:
    document = extraction.document
    return Report(
        id=document_id(document),
        name=document.name,
        title=document_title(extraction),
        place=extraction.links.place.key,
        reviewed=document.metadata.reviewed or "",
        planned=document.metadata.planned or "",
    )


def _describe(versions: Iterable[Entity]) -> dict[str, Any]:
    """One description of an entity met in several documents: the first name in order, the others beside it."""
    ordered = sorted(versions, key=lambda entity: (entity.name, entity.alternatives))
    label = ordered[0].name
    names = {name for entity in ordered for name in (entity.name, *entity.alternatives)}
    levels = sorted(entity.level for entity in ordered if entity.level)
    return {
        "label": label,
        "type": ordered[0].type.value,
        "alternatives": tuple(sorted(names - {label})),
        "scope": min((entity.scope for entity in ordered if entity.scope), default=""),
        "code": min((entity.code for entity in ordered if entity.code), default=""),
        "level": levels[0].value if levels else "",
    }


def _observations(extraction: Extraction) -> Iterable[tuple[str, Observation]]:
    """Each measure with the key of what it measures; a measure of an unrecognised name stays with the document."""
    links = extraction.links
    subjects = {mention.text: entity.key for mention, entity in links.of.items()}
    subjects |= {entity.name: entity.key for entity in links.entities if entity.name not in subjects}
    for measure in extraction.measures:
        key = links.place.key if measure.subject is None else subjects.get(measure.subject)
        if key is not None:
            yield key, _observation(extraction, measure)


def _observation(extraction: Extraction, measure: Measure) -> Observation:
    sentence = extraction.outline.sentences[measure.sentence]
    return Observation(
        indicator=measure.indicator,
        period=measure.period or "",
        value=measure.value,
        kind=measure.kind.value,
        status=measure.status.value,
        number="" if measure.number is None else f"{measure.number:f}",
        unit=measure.unit,
        concept=measure.concept or "",
        document=document_id(extraction.document),
        start=sentence.start,
        end=sentence.end,
        sentence=_text(extraction.document, sentence),
    )


def _evidence(document: Document, fact: Fact) -> Evidence:
    return Evidence(
        document=document_id(document),
        start=fact.sentence.start,
        end=fact.sentence.end,
        sentence=_text(document, fact.sentence),
        status=fact.status,
        period=fact.period or "",
        score=round(fact.score, 3),
        rule=fact.rule,
    )


def _edge(predicate: str, evidence: Iterable[Evidence]) -> dict[str, Any]:
    ordered = tuple(sorted(evidence))
    statuses = tuple(sorted({item.status.value for item in ordered}))
    return {"predicate": predicate, "statuses": statuses, "evidence": ordered}


def _text(document: Document, sentence: Sentence) -> str:
    return " ".join(document.text[sentence.start : sentence.end].split())
