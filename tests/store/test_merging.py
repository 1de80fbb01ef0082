"""A store of our own has one more copy of every triple, so that what two reports say is counted once."""

from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from kg.store import Store, bulk_load, load_files, open_store

BOTH = '<http://a/1> <http://a/name> "甲" <{}> .\n'
COUNT = "SELECT ?name (COUNT(*) AS ?rows) WHERE { ?thing <http://a/name> ?name } GROUP BY ?name ORDER BY ?name"
GRAPHS = "SELECT ?graph WHERE { GRAPH ?graph { ?thing <http://a/name> ?name } } ORDER BY ?graph"


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    """One triple in two graphs."""
    file = tmp_path / "twice.nq"
    file.write_text(BOTH.format("http://g/1") + BOTH.format("http://g/2"), "utf-8")
    return file


def values(store: Store, sparql: str) -> list[tuple[str, ...]]:
    return [tuple(getattr(cell, "value", "") for cell in row) for row in store.select(sparql).rows]


@pytest.mark.parametrize("way", ["file", "built", "loaded"])
def test_what_two_graphs_say_is_one_row_and_stays_in_both(twice: Path, tmp_path: Path, way: str) -> None:
    place = twice if way == "file" else tmp_path / "store"
    if way == "built":
        bulk_load(place, [twice])
    if way == "loaded":
        load_files([twice], to=str(place))
    assert values(open_store(place), COUNT) == [("甲", "1")]
    assert values(open_store(place), GRAPHS) == [("http://g/1",), ("http://g/2",)]


def test_a_triple_goes_when_the_last_graph_that_has_it_is_replaced(twice: Path, tmp_path: Path) -> None:
    place = tmp_path / "store"
    bulk_load(place, [twice])
    for graph, left in (("http://g/1", ["乙", "甲"]), ("http://g/2", ["乙"])):
        twice.write_text(BOTH.format(graph).replace("甲", "乙"), "utf-8")
        load_files([twice], to=str(place))
        assert values(open_store(place), COUNT) == [(name, "1") for name in left]


def test_a_triple_without_a_graph_outlives_graphs_that_say_the_same(twice: Path, tmp_path: Path) -> None:
    place, plain = tmp_path / "store", tmp_path / "plain.nt"
    plain.write_text('<http://a/1> <http://a/name> "甲" .\n', "utf-8")
    load_files([twice, plain], to=str(place))
    rest = BOTH.format("http://g/1").replace("甲", "乙") + BOTH.format("http://g/2").replace("甲", "丙")
    twice.write_text(rest, "utf-8")
    load_files([twice], to=str(place))
    assert values(open_store(place), COUNT) == [("丙", "1"), ("乙", "1"), ("甲", "1")]


def test_a_store_of_another_program_is_asked_for_the_union_and_stays_so(twice: Path, tmp_path: Path) -> None:
    place = tmp_path / "store"
    store = pyoxigraph.Store(str(place))
    store.bulk_load(twice.read_bytes(), RdfFormat.N_QUADS)
    store.flush()
    del store
    load_files([twice], to=str(place))
    assert open_store(place).ask('ASK { ?thing <http://a/name> "甲" }')
    assert values(open_store(place), GRAPHS) == [("http://g/1",), ("http://g/2",)]
    assert len(pyoxigraph.Store.read_only(str(place))) == 2
