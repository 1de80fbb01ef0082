"""An extraction in, the quads of its graph and the facts that break the schema out.

A pure function of one document: the graph is named by the source's IRI and holds all that its statements need. So
graphs built apart, in any order, on any machine, merge by union.
"""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Quad, RdfFormat, parse

from kg.model import Entity, Extraction, Predicate
from kg.rdf.entities import describe_divisions, describe_entities, gather_entities, list_divisions
from kg.rdf.iris import Iris, check_base
from kg.rdf.measures import describe_measures
from kg.rdf.periods import describe_periods
from kg.rdf.sources import (
    describe_extraction,
    describe_mentions,
    describe_sections,
    describe_sentences,
    describe_source,
)
from kg.rdf.statements import Claim, Rejected, describe_claims, relate, sort_facts
from kg.rdf.terms import Triple, write_graph
from kg.vocabulary import DEFAULT_BASE


def to_quads(
    extraction: Extraction, *, base: str = DEFAULT_BASE, flat: bool = False
) -> tuple[list[Quad], tuple[Rejected, ...]]:
    """What `to_lines` gives, as quads: for a store in memory."""
    lines, rejected = to_lines(extraction, base=base, flat=flat)
    return list(parse("\n".join(lines), format=RdfFormat.N_QUADS)), rejected


def to_lines(
    extraction: Extraction, *, base: str = DEFAULT_BASE, flat: bool = False
) -> tuple[list[str], tuple[Rejected, ...]]:
    """The graph of one document as lines of N-Quads, sorted and without repeats, and what was kept out of it.

    `flat` leaves out all but the entities and the direct triples between them.

    Raises:
        UsageError: `base` is no IRI to build on.
    """
    iris = Iris(base=check_base(base), sha256=extraction.document.sha256)
    claims, rejected = sort_facts(extraction.facts, links=extraction.links, document=extraction.document)
    entities = gather_entities(extraction.links)
    found = set(_describe_things(entities, claims, iris))
    if not flat:
        found.update(*_describe_proof(extraction, claims, iris), describe_divisions(list_divisions(entities), iris))
    return write_graph(found, iris.source), rejected


def _describe_things(entities: Mapping[str, Entity], claims: Iterable[Claim], iris: Iris) -> Iterator[Triple]:
    yield from describe_entities(entities, iris)
    for inner, outer in list_divisions(entities):
        yield relate(inner, Predicate.LOCATED_IN, outer, iris=iris)
    for claim in claims:
        yield relate(claim.subject, claim.predicate, claim.object, iris=iris)


def _describe_proof(extraction: Extraction, claims: tuple[Claim, ...], iris: Iris) -> tuple[Iterable[Triple], ...]:
    periods = [claim.period for claim in claims] + [measure.period for measure in extraction.measures]
    return (
        describe_source(extraction, iris),
        describe_extraction(iris),
        describe_sections(extraction.outline, iris),
        describe_sentences(extraction.outline, text=extraction.document.text, iris=iris),
        describe_mentions(extraction, iris),
        describe_claims(claims, iris),
        describe_measures(extraction, iris),
        describe_periods(set(filter(None, periods)), iris),
    )
