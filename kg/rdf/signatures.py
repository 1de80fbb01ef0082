"""ontology/policy.ttl in, domain and range of each predicate out.

The ontology is the only place that says which types a predicate takes; this reads it from there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDFS

from kg.model import EntityType, Predicate
from kg.resources import locate
from kg.vocabulary import CLASSES, PK, PREDICATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a predicate takes on either side. A type in `narrower` takes only objects of its own type."""

    domain: frozenset[EntityType]
    range: frozenset[EntityType]
    narrower: frozenset[EntityType] = frozenset()

    def complain(self, subject: EntityType, target: EntityType) -> str | None:
        """What is wrong with a pair of types; None when nothing is."""
        if subject not in self.domain:
            return "domain"
        if target not in self.range or (subject in self.narrower and subject != target):
            return "range"
        return None


@cache
def load_signatures() -> dict[Predicate, Signature]:
    """The signature of each predicate, as the ontology declares it."""
    graph = Graph().parse(locate("ontology/policy.ttl"))
    return {
        predicate: Signature(
            domain=frozenset(_types(graph, graph.value(term, RDFS.domain))),
            range=frozenset(_types(graph, graph.value(term, RDFS.range))),
            narrower=frozenset(_closed_types(graph, term)),
        )
        for predicate, term in PREDICATES.items()
    }


def _types(graph: Graph, declared: Any) -> Iterator[EntityType]:  # noqa: ANN401 - rdflib's nodes
    union = graph.value(declared, OWL.unionOf)
    terms = Collection(graph, union) if union else (declared,)
    named: dict[Any, EntityType] = {term: entity_type for entity_type, term in CLASSES.items()}
    return (named[term] for term in terms)


def _closed_types(graph: Graph, term: URIRef) -> Iterator[EntityType]:
    for restriction in graph.subjects(OWL.onProperty, term):
        only = graph.value(restriction, OWL.allValuesFrom)
        for owner in graph.subjects(RDFS.subClassOf, restriction):
            if owner == only:
                yield EntityType(str(owner).removeprefix(str(PK)))
