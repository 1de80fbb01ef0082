"""The same question has the same answer in a folder, a file and a server."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import QueryError, StoreError
from kg.store import Store, Table, bulk_load, load_files, open_store

SELECT = "SELECT ?s ?o ?none WHERE { ?s <http://a/p> ?o } ORDER BY ?o"
TABLE = Table(
    columns=("s", "o", "none"),
    rows=(
        (NamedNode("http://a/1"), Literal("一"), None),
        (NamedNode("http://a/2"), Literal("三", language="zh"), None),
        (NamedNode("http://a/1"), Literal("二"), None),
    ),
)


@pytest.fixture(params=["file", "folder", "server"])
def store(request: pytest.FixtureRequest, quads: Path, tmp_path: Path) -> Store:
    if request.param == "file":
        return open_store(quads)
    if request.param == "folder":
        bulk_load(tmp_path / "store", [quads])
        return open_store(tmp_path / "store")
    server = request.getfixturevalue("server")
    load_files([quads], to=f"{server}/store")
    return open_store(f"{server}/query")


def test_select_gives_columns_and_terms(store: Store) -> None:
    table = store.select(SELECT)
    assert table.columns == TABLE.columns
    assert sorted(table.rows, key=str) == sorted(TABLE.rows, key=str)


@pytest.mark.parametrize(("object_", "expected"), [("一", True), ("四", False)])
def test_ask_gives_a_bool(store: Store, object_: str, expected: bool) -> None:
    assert store.ask(f'ASK {{ ?s ?p "{object_}" }}') is expected


def test_construct_gives_sorted_triples(store: Store) -> None:
    triples = store.construct("CONSTRUCT { ?s <http://a/q> ?o } WHERE { ?s <http://a/p> ?o FILTER(lang(?o) = '') }")
    one, said = NamedNode("http://a/1"), NamedNode("http://a/q")
    assert sorted(triples, key=str) == sorted(
        [Triple(one, said, Literal("一")), Triple(one, said, Literal("二"))], key=str
    )


def test_a_question_that_does_not_parse_says_so(store: Store) -> None:
    with pytest.raises(QueryError, match="cannot be run"):
        store.query("SELECT ?x WHERE { ?x ")


@pytest.mark.parametrize(
    ("method", "sparql"),
    [("select", "ASK { ?s ?p ?o }"), ("ask", SELECT), ("construct", SELECT)],
)
def test_the_wrong_form_says_so(store: Store, method: str, sparql: str) -> None:
    with pytest.raises(QueryError, match="it is not"):
        getattr(store, method)(sparql)


@pytest.mark.parametrize(
    ("name", "detail"), [("none", "nothing at this path"), ("graph.xyz", "ending .xyz"), ("", "not a store")]
)
def test_what_is_no_store_says_so(tmp_path: Path, name: str, detail: str) -> None:
    (tmp_path / "graph.xyz").touch()
    with pytest.raises(StoreError, match=detail):
        open_store(tmp_path / name)


def test_a_broken_file_says_the_line(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text('<http://a/1> <http://a/p> "一" .\n<http://a/1> nonsense .\n', "utf-8")
    with pytest.raises(StoreError, match="line 2"):
        open_store(tmp_path / "broken.ttl")


def test_a_folder_may_be_opened_twice(quads: Path, tmp_path: Path) -> None:
    bulk_load(tmp_path / "store", [quads])
    first, second = open_store(tmp_path / "store"), open_store(tmp_path / "store")
    assert first.select(SELECT) == second.select(SELECT)


def test_a_new_store_takes_the_place_of_the_old(quads: Path, tmp_path: Path) -> None:
    bulk_load(tmp_path / "store", [quads])
    quads.write_text('<http://a/9> <http://a/p> "九" <http://g/9> .\n', "utf-8")
    bulk_load(tmp_path / "store", [quads])
    assert open_store(tmp_path / "store").select(SELECT).rows == ((NamedNode("http://a/9"), Literal("九"), None),)


def test_a_failed_load_leaves_the_old_store(quads: Path, tmp_path: Path) -> None:
    bulk_load(tmp_path / "store", [quads])
    quads.write_text("nonsense", "utf-8")
    with pytest.raises(StoreError):
        bulk_load(tmp_path / "store", [quads])
    assert len(open_store(tmp_path / "store").select(SELECT).rows) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.nq", "store"]
