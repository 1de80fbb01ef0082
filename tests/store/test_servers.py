"""The same graph and the same questions in every store: the named questions on the five examples, row by row.

Two things differ in Virtuoso. It compares only the start of long strings when it sorts, so rows with long names may
stand in another order; and it keeps `xsd:nonNegativeInteger`, which Oxigraph turns into `xsd:integer`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.errors import StoreError
from kg.query import Question, list_queries, load_query, run_query
from kg.store import Store, Table, load_files, open_store, sending
from kg.store.addresses import Addresses
from kg.store.endpoint import EndpointStore
from tests.store.servers import ADMINISTRATOR, MOST_ROWS, PATIENCE, run_oxigraph

PLACES, PROGRAM = {"a": "山下湖镇", "b": "嵊州市"}, {"name": "最多跑一次"}
VALUES: dict[str, dict[str, str]] = {
    "common_to_two": PLACES,
    "entities_with": {"text": "珍珠"},
    "facts_of_entity": PROGRAM,
    "first_use": PROGRAM,
    "indicator_ranking": {"indicator": "GDP"},
    "located_in": {"place": "浙江省"},
    "measures_of_entity": {"name": "山下湖镇"},
    "mentions_of_entity": PROGRAM,
    "neighbourhood": {"name": "珍珠产业"},
    "only_in_first": PLACES,
    "programs_in_region": {"region": "浙江省"},
    "sentences_with": {"text": "珍珠"},
}
MORE = [
    ("entities_with", {"text": "珍珠", "type": "Brand"}),
    ("facilities_built", {"status": "done"}),
    ("facts_of_entity", {"name": "https://w3id.org/policykg/id/place/330681108"}),
    ("honours_won", {"year": "2021"}),
    ("indicator_by_place", {"indicator": "GDP", "year": "2021"}),
    ("plans_without_result", {"predicate": "implements"}),
    ("programs_shared", {"least": "3"}),
]
ASKED = [(question, VALUES.get(question.name, {})) for question in list_queries()]
ASKED += [(load_query(name), values) for name, values in MORE]
LONG_NAMES = {
    "indicator_by_place",
    "indicators_of_place",
    "slogan_places",
}  # sorted by names longer than Virtuoso reads


@pytest.fixture(scope="module")
def oxigraph(demo: Path) -> Iterator[Store]:
    """An Oxigraph server with the five examples."""
    with run_oxigraph() as address:
        load_files([demo / "graph.nq"], to=f"{address}/query")
        yield EndpointStore(f"{address}/query", timeout=PATIENCE)


@pytest.fixture(scope="module")
def loaded_virtuoso(demo: Path, virtuoso: str) -> Iterator[str]:
    """A Virtuoso server with the five examples, and the right to change it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_STORE_USER", ADMINISTRATOR)
        patch.setenv("KG_STORE_PASSWORD", ADMINISTRATOR)
        load_files([demo / "graph.nq"], to=f"{virtuoso}/sparql")
        yield virtuoso


def read(store: Store, question: Question, values: dict[str, str]) -> list[str]:
    answer = run_query(store, question, values)
    rows = [" | ".join(map(str, row)) for row in answer.rows] if isinstance(answer, Table) else map(str, (answer,))
    return [row.replace("#nonNegativeInteger>", "#integer>") for row in rows]


def test_every_question_has_the_same_rows_in_an_oxigraph_server(demo: Path, oxigraph: Store) -> None:
    embedded = open_store(demo / "store")
    for question, values in ASKED:
        assert read(oxigraph, question, values) == read(embedded, question, values), question.name


def test_every_question_has_the_same_rows_in_virtuoso(demo: Path, loaded_virtuoso: str) -> None:
    embedded, server = open_store(demo / "store"), EndpointStore(f"{loaded_virtuoso}/sparql", timeout=PATIENCE)
    for question, values in ASKED:
        expected, rows = read(embedded, question, values), read(server, question, values)
        assert sorted(rows) == sorted(expected), question.name
        assert rows == expected or question.name in LONG_NAMES, question.name


@pytest.mark.parametrize("way", ["sparql", "sparql-graph-crud-auth", "sparql-auth"])
def test_loading_again_replaces_the_graphs_of_virtuoso(
    loaded_virtuoso: str, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, file = f"http://g/{way}", tmp_path / "graph.nq"
    if way == "sparql-auth":
        monkeypatch.setattr(sending, "find_addresses", lambda place: Addresses(graph_stores=(), updates=(place,)))
    for count in (2500, 1200):
        lines = [
            f'<http://a/{number}> <http://a/图> "\\"{"长" * 200}\\n{number}"@zh <{graph}> .' for number in range(count)
        ]
        file.write_text("\n".join(lines), "utf-8")
        load_files([file], to=f"{loaded_virtuoso}/{way}")
        found = open_store(f"{loaded_virtuoso}/sparql").construct(
            f"CONSTRUCT WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        )
        assert set(found) == {quad.triple for quad in parse(path=file, format=RdfFormat.N_QUADS)}


def test_each_graph_has_as_many_triples_in_virtuoso_as_in_the_file(demo: Path, loaded_virtuoso: str) -> None:
    graphs = Counter(str(quad.graph_name) for quad in parse(path=demo / "graph.nq", format=RdfFormat.N_QUADS))
    counts = {graph: str(count) for graph, count in graphs.items()}
    table = open_store(f"{loaded_virtuoso}/sparql").select(
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), '/policykg/')) } GROUP BY ?g"
    )
    assert {str(graph): str(count).split('"')[1] for graph, count in table.rows} == counts


def test_a_wrong_password_is_told(loaded_virtuoso: str, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_PASSWORD", "wrong")
    with pytest.raises(StoreError, match=r"refuses access \(401\).*check KG_STORE_USER"):
        load_files([demo / "graph.nq"], to=f"{loaded_virtuoso}/sparql")


def test_triples_without_a_graph_are_told_to_name_one(loaded_virtuoso: str, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text('<http://a/1> <http://a/p> "一" .', "utf-8")
    with pytest.raises(StoreError, match=re.escape("name one with --graph")):
        load_files([tmp_path / "a.ttl"], to=f"{loaded_virtuoso}/sparql", pause=lambda _: None)


def test_a_cut_answer_is_no_answer(loaded_virtuoso: str) -> None:
    store = EndpointStore(f"{loaded_virtuoso}/sparql", timeout=PATIENCE)
    with pytest.raises(StoreError, match=f"cuts answers at {MOST_ROWS} rows"):
        store.select("SELECT * { ?s ?p ?o }")
