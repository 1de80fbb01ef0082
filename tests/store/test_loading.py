"""Files go into folders and servers; a graph that comes again is replaced."""

from pathlib import Path

import pytest
from pyoxigraph import Literal

from kg.errors import StoreError
from kg.store import load_files, loading, open_store

OBJECTS = "SELECT ?o WHERE { ?s <http://a/p> ?o } ORDER BY STR(?o)"
NEW = '<http://a/1> <http://a/p> "新" <http://g/1> .\n'


@pytest.fixture(params=["folder", "server"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Where to load to, and where to ask."""
    if request.param == "folder":
        return str(tmp_path / "store"), str(tmp_path / "store")
    server = request.getfixturevalue("server")
    return f"{server}/query", f"{server}/query"


def test_loading_again_replaces_the_graph(target: tuple[str, str], quads: Path) -> None:
    to, place = target
    assert load_files([quads], to=to) == 3
    quads.write_text(NEW, "utf-8")
    assert load_files([quads], to=to) == 1
    rows = open_store(place).select(OBJECTS).rows
    assert set(rows) == {(Literal("三", language="zh"),), (Literal("新"),)}


def test_a_graph_larger_than_a_request_arrives_whole(server: str, quads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_CHUNK", 1)
    told: list[tuple[int, int, str]] = []
    load_files([quads], to=f"{server}/store", progress=lambda *step: told.append(step))
    assert told == [(1, 3, "http://g/1"), (2, 3, "http://g/1"), (3, 3, "http://g/2")]
    assert len(open_store(f"{server}/query").select(OBJECTS).rows) == 3


def test_triples_go_into_the_default_graph(target: tuple[str, str], tmp_path: Path) -> None:
    file = tmp_path / "more.ttl"
    file.write_text('<http://a/default> <http://a/q> "四" .', "utf-8")
    load_files([file], to=target[0])
    assert open_store(target[1]).ask("ASK { <http://a/default> <http://a/q> '四' }")


def test_a_broken_file_loses_nothing_in_a_folder(quads: Path, tmp_path: Path) -> None:
    load_files([quads], to=str(tmp_path / "store"))
    quads.write_text(NEW + "nonsense\n", "utf-8")
    with pytest.raises(StoreError, match="line 2"):
        load_files([quads], to=str(tmp_path / "store"))
    assert len(open_store(tmp_path / "store").select(OBJECTS).rows) == 3


def test_a_server_that_is_away_is_tried_four_times(quads: Path) -> None:
    pauses: list[float] = []
    with pytest.raises(StoreError, match="cannot be reached"):
        load_files([quads], to="http://127.0.0.1:9/store", pause=pauses.append)
    assert pauses == [1.0, 2.0, 4.0]
