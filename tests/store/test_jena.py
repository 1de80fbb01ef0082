"""The files of a build in Apache Jena: no warning, and the same counts as in rdflib and pyoxigraph."""

from collections import Counter
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from tests.store.jena import Jena, has_jena

pytestmark = pytest.mark.skipif(not has_jena(), reason="Jena is not installed")

FILES = {"graph.ttl": RdfFormat.TURTLE, "graph.nq": RdfFormat.N_QUADS}
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
EVERYWHERE = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
PREDICATES = f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ {EVERYWHERE} }} GROUP BY ?p"
CLASSES = f"SELECT ?o (COUNT(DISTINCT ?s) AS ?n) WHERE {{ {EVERYWHERE} FILTER(?p = <{TYPE}>) }} GROUP BY ?o"


@pytest.fixture(scope="module")
def jena(tmp_path_factory: pytest.TempPathFactory) -> Jena:
    return Jena(tmp_path_factory.mktemp("jena"))


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # rdflib's own, while it parses
@pytest.mark.parametrize("name", FILES)
def test_the_counts_are_those_of_rdflib_and_pyoxigraph(demo: Path, jena: Jena, name: str) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(demo / name)
    quads = set(parse(path=demo / name, format=FILES[name]))
    assert jena.count(demo / name) == len(quads) == sum(map(len, dataset.graphs()))


@pytest.mark.parametrize("name", FILES)
def test_predicates_and_classes_are_counted_alike(demo: Path, jena: Jena, name: str) -> None:
    quads = list(parse(path=demo / name, format=FILES[name]))
    predicates = Counter(quad.predicate.value for quad in quads)
    classes = Counter(
        kind for _, kind in {(quad.subject, quad.object) for quad in quads if quad.predicate.value == TYPE}
    )
    assert {p: int(n) for p, n in jena.select(demo / name, PREDICATES)} == predicates
    assert {f"<{o}>": int(n) for o, n in jena.select(demo / name, CLASSES)} == {str(o): n for o, n in classes.items()}
