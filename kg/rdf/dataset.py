"""A graph's lines in, its description out: VoID and DCAT, with counts.

This is the only part of the output that depends on all documents at once, so it has a graph of its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Quad
from rdflib import URIRef
from rdflib.namespace import DCAT, DCTERMS, OWL, RDF, RDFS, VOID

from kg import __version__
from kg.rdf.iris import encode
from kg.rdf.terms import Row, Triple, chinese, english, integer, node, plain, to_graph, triples
from kg.vocabulary import DEFAULT_BASE, PK, PREFIXES

_TYPE: Final = f"<{RDF.type}>"
_MEDIA: Final = {"graph.ttl": "text/turtle", "graph.nq": "application/n-quads", "graph.jsonld": "application/ld+json"}


@dataclass(slots=True)
class Counts:
    """What was counted; `classes` and `properties` by IRI in angle brackets. Graphs without a common subject add up."""

    triples: int = 0
    subjects: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)


def describe_dataset(lines: Iterable[str], *, base: str = DEFAULT_BASE) -> list[Quad]:
    """The description of the graph that these sorted N-Triples lines are, in the graph `BASEdataset`."""
    return describe_counts(count_triples(lines), base=base)


def describe_counts(counts: Counts, *, base: str = DEFAULT_BASE) -> list[Quad]:
    """The description of a graph that was counted, in the graph `BASEdataset`."""
    dataset = f"{base}dataset"
    found = [
        *_describe(dataset, counts, base),
        *_describe_parts(dataset, counts),
        *_describe_files(dataset),
    ]
    return to_graph(found, dataset)


def count_triples(lines: Iterable[str]) -> Counts:
    """The counts of sorted lines of N-Triples or N-Quads; each line counts."""
    counts, last = Counts(), ""
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        counts.triples += 1
        counts.subjects += subject != last
        counts.properties[predicate] += 1
        if predicate == _TYPE:
            counts.classes[rest.split(" ", 1)[0]] += 1
        last = subject
    return counts


def _describe(dataset: str, counts: Counts, base: str) -> Iterator[Triple]:
    rows: tuple[Row, ...] = (
        (node(RDFS.label), chinese("政策知识图谱")),
        (node(DCTERMS.title), chinese("政策知识图谱")),
        (node(DCTERMS.title), english("Policy knowledge graph")),
        (node(OWL.versionInfo), plain(__version__)),
        (node(DCTERMS.conformsTo), node(str(PK).removesuffix("#"))),
        (node(VOID.uriSpace), plain(base)),
        *((node(VOID.vocabulary), node(PREFIXES[name])) for name in ("nif", "pk", "prov", "qb", "skos")),
        (node(VOID.triples), integer(counts.triples)),
        (node(VOID.distinctSubjects), integer(counts.subjects)),
        (node(VOID.entities), integer(counts.classes[f"<{PK.Entity}>"])),
        (node(VOID.documents), integer(counts.classes[f"<{PK.Source}>"])),
        (node(VOID.classes), integer(len(counts.classes))),
        (node(VOID.properties), integer(len(counts.properties))),
    )
    yield from triples(dataset, (VOID.Dataset, DCAT.Dataset), rows)


def _describe_parts(dataset: str, counts: Counts) -> Iterator[Triple]:
    parts = (
        ("class", VOID.classPartition, URIRef(VOID + "class"), VOID.entities, counts.classes),
        ("property", VOID.propertyPartition, VOID.property, VOID.triples, counts.properties),
    )
    for kind, link, names, how_many, counter in parts:
        for bracketed, count in sorted(counter.items()):
            iri = bracketed.strip("<>")
            part = f"{dataset}/{kind}/{encode(iri.split('//', 1)[-1]).replace('%23', '/')}"
            yield Triple(f"{node(dataset)} {node(link)} {node(part)}")
            yield from triples(part, (VOID.Dataset,), ((node(names), node(iri)), (node(how_many), integer(count))))


def _describe_files(dataset: str) -> Iterator[Triple]:
    for name, media in _MEDIA.items():
        file = f"{dataset}/{name}"
        yield Triple(f"{node(dataset)} {node(DCAT.distribution)} {node(file)}")
        yield from triples(
            file, (DCAT.Distribution,), ((node(DCTERMS.title), plain(name)), (node(DCTERMS.format), plain(media)))
        )
