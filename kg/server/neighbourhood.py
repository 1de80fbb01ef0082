"""A store and an entity in, what stands around it out: the graph page of `kg view`, a part at a time.

The part has the form of `kg.graph.build_graph`, so the page, its layout and its payload are those of the exported view;
but it is read from the store when asked for, so a graph of any size can be walked through.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.explore.reading import HEAD, read_claims, read_figures, read_names, read_rows, to_terms
from kg.explore.values import Claim, Figure, Thing, make_thing
from kg.graph import Evidence, Observation, Report
from kg.model import Status
from kg.server.shelf import Shelf
from kg.server.sources import read_sources
from kg.view.catalogue import Catalogue
from kg.view.payload import make_payload

if TYPE_CHECKING:
    import networkx as nx

LIMIT = 150  # entities at once, unless more are asked for
MOST = 1000
_DESCRIBED = f"""{HEAD}
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?property ?value WHERE {{
  VALUES ?thing {{ %s }}
  VALUES ?property {{ skos:altLabel pk:scope pk:code }}
  ?thing ?property ?value
}}"""
_NAMED = f"""{HEAD}
SELECT ?thing ?source (COUNT(DISTINCT ?mention) AS ?count) WHERE {{
  VALUES ?thing {{ %s }}
  ?mention pk:refersTo ?thing ; pk:inSource ?source .
}}
GROUP BY ?thing ?source"""
_WEIGHTS = f"""{HEAD}
SELECT ?thing (COUNT(?node) AS ?count) WHERE {{ VALUES ?thing {{ %s }} ?node pk:subject|pk:object ?thing }}
GROUP BY ?thing"""


def make_neighbourhood(shelf: Shelf, key: str, *, limit: int = LIMIT) -> dict[str, Any]:
    """The payload of the graph page around an entity: its own facts, and those between the entities they lead to.

    Those that most is said of come first where there are more than `limit`; `missing` counts the others.
    """
    sources = read_sources(shelf)
    centre = shelf.iri(key)
    claims = _claims(shelf, [centre])
    around = {end.iri for claim in claims for end in (claim.subject, claim.object)} - {centre}
    weights = {row["thing"]: int(row["count"]) for row in read_rows(shelf.store, _WEIGHTS % to_terms(around))}
    near = sorted(around, key=lambda iri: (-weights.get(iri, 0), iri))
    chosen = {centre, *near[: limit - 1]}
    kept = read_claims(shelf.store, chosen, side="both")
    graph = _make_graph(shelf, [centre, *sorted(chosen - {centre})], kept, sources=sources)
    payload = make_payload(Catalogue(graph), focus=key, documents="/documents" if shelf.folder else None)
    return payload | {"missing": max(0, len(near) + 1 - limit), "server": True}


def _claims(shelf: Shelf, iris: Iterable[str]) -> tuple[Claim, ...]:
    iris = list(iris)
    found = {
        *read_claims(shelf.store, iris, side="subject"),
        *read_claims(shelf.store, iris, side="object"),
    }
    return tuple(sorted(found))


def _make_graph(
    shelf: Shelf, iris: Iterable[str], claims: Iterable[Claim], *, sources: Mapping[str, Report]
) -> "nx.MultiDiGraph":
    import networkx as nx

    centre, *_ = iris = list(iris)
    graph = nx.MultiDiGraph(documents={report.id: report for report in sorted(sources.values())})
    graph.add_nodes_from(sorted(_read_nodes(shelf, iris, centre=centre, sources=sources).items()))
    edges: dict[tuple[str, str, str], set[Evidence]] = defaultdict(set)
    for claim in claims:
        edges[claim.subject.key, claim.object.key, claim.predicate].add(_evidence(claim, sources))
    for (subject, target, predicate), proofs in sorted(edges.items()):
        evidence = tuple(sorted(proofs))
        statuses = tuple(sorted({proof.status for proof in evidence}))
        graph.add_edge(subject, target, key=predicate, predicate=predicate, statuses=statuses, evidence=evidence)
    return graph


def _read_nodes(
    shelf: Shelf, iris: list[str], *, centre: str, sources: Mapping[str, Report]
) -> dict[str, dict[str, Any]]:
    """The figures of a reporting place fill pages; they are read when it stands in the centre itself."""
    names = read_names(shelf.store, iris)
    things = {iri: make_thing(iri, names[iri]) for iri in iris}
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in read_rows(shelf.store, _DESCRIBED % to_terms(iris)):
        said[row["thing"]][row["property"].rpartition("#")[2]].add(row["value"])
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in read_rows(shelf.store, _NAMED % to_terms(iris)):
        if row["source"] in sources:
            counts[row["thing"]][sources[row["source"]].id] = int(row["count"])
    figures: dict[str, set[Observation]] = defaultdict(set)
    places = {report.place for report in sources.values()}
    for figure in read_figures(shelf.store, [i for i in iris if i == centre or things[i].key not in places]):
        figures[figure.about.iri].add(_observation(figure, sources))
    own = defaultdict(list)
    for report in sources.values():
        own[report.place].append(report.id)
    return {
        thing.key: _node(thing, said[iri])
        | {
            "documents": tuple(sorted({*counts[iri], *own[thing.key]})),
            "reports": tuple(sorted(own[thing.key])),
            "mentions": sum(counts[iri].values()),
            "measures": tuple(sorted(figures[iri])),
        }
        for iri, thing in things.items()
    }


def _node(thing: Thing, said: dict[str, set[str]]) -> dict[str, Any]:
    scopes = sorted(make_thing(iri, "").key for iri in said["scope"])
    return {
        "label": thing.name,
        "type": thing.type,
        "alternatives": tuple(sorted(said["altLabel"] - {thing.name})),
        "scope": scopes[0] if scopes else "",
        "code": min(said["code"], default=""),
        "level": "",
    }


def _evidence(claim: Claim, sources: Mapping[str, Report]) -> Evidence:
    proof = claim.proof
    return Evidence(
        document=sources[proof.source].id if proof.source in sources else "",
        start=proof.start,
        end=proof.end,
        sentence=proof.sentence,
        status=Status(claim.status),
        period=claim.period,
    )


def _observation(figure: Figure, sources: Mapping[str, Report]) -> Observation:
    proof = figure.proof
    return Observation(
        indicator=figure.name,
        period=figure.period,
        value=figure.value,
        kind=figure.kind,
        status="target" if figure.status == "targeted" else figure.status,
        number=figure.number,
        unit=figure.unit,
        document=sources[proof.source].id if proof.source in sources else "",
        start=proof.start,
        end=proof.end,
        sentence=proof.sentence,
    )
