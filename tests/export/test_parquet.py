"""The Parquet tables: typed columns, the same facts as the graph, the same bytes."""

import sys
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from kg.errors import MissingExtraError
from kg.export import export_build
from tests.export.conftest import BASE

PK = "https://w3id.org/policykg/ontology#"
TYPE = pyoxigraph.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture(scope="module")
def tables(small_build: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    files = export_build(small_build, tmp_path_factory.mktemp("parquet"), form="parquet")
    return {file.stem: parquet.read_table(file) for file in files}


def count(build: Path, name: str) -> int:
    store = pyoxigraph.Store.read_only(str(build / "store"))
    kind = pyoxigraph.NamedNode(PK + name)
    return len({quad.subject for quad in store.quads_for_pattern(None, TYPE, kind, None)})


@pytest.mark.parametrize(
    ("table", "name"), [("entities", "Entity"), ("facts", "Statement"), ("measures", "Measure"), ("reports", "Source")]
)
def test_a_table_has_a_row_for_each_thing_of_the_graph(
    tables: dict[str, Any], small_build: Path, table: str, name: str
) -> None:
    assert len(tables[table]) == len(set(tables[table]["iri"].to_pylist())) == count(small_build, name) > 0


def test_columns_have_types(tables: dict[str, Any]) -> None:
    types = {field.name: str(field.type) for table in tables.values() for field in table.schema}
    assert (types["number"], types["year"], types["name"]) == ("double", "int64", "string")
    assert types["alternatives"] in {"list<element: string>", "list<item: string>"}


def test_ends_of_facts_and_measures_are_entities(tables: dict[str, Any]) -> None:
    known = set(tables["entities"]["iri"].to_pylist())
    ends = {*tables["facts"]["subject"].to_pylist(), *tables["facts"]["object"].to_pylist()}
    ends |= set(tables["measures"]["about"].to_pylist()) - {None}
    assert ends <= known
    assert f"{BASE}id/place/330702100" in ends


def test_the_same_build_gives_the_same_bytes(small_build: Path, tmp_path: Path) -> None:
    one, two = (export_build(small_build, tmp_path / name, form="parquet") for name in ("one", "two"))
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in two]


def test_a_missing_library_is_told_with_its_pip_line(
    small_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"policykg\[parquet\]"):
        export_build(small_build, tmp_path / "out", form="parquet")
    assert list((tmp_path / "out").iterdir()) == []
