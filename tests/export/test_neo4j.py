"""The CSV files for Neo4j: each row fits its header, each relationship has both ends, no cell breaks a line."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.export import export_build
from kg.export.neo4j import HEADERS, NODES, RELATIONSHIPS, name_type, write_neo4j
from kg.model import EntityType, Predicate, Status
from kg.records import to_record, write_records
from tests.export.conftest import BASE
from tests.made_up import Line, Says, make_report, make_town

TYPED: dict[str, Callable[[str], object]] = {"int": int, "double": float, "string[]": str}


@pytest.fixture(scope="module")
def tables(small_build: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    files = export_build(small_build, tmp_path_factory.mktemp("neo4j"), form="neo4j")
    return {file.stem: read_rows(file) for file in files}


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_is_a_file_for_each_kind_of_node_and_relationship(tables: dict[str, list[dict[str, str]]]) -> None:
    assert set(tables) == {*NODES, *RELATIONSHIPS} == set(HEADERS)
    assert all(tables.values())


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_every_typed_cell_is_of_its_type(tables: dict[str, list[dict[str, str]]], name: str) -> None:
    typed = [column for column in HEADERS[name] if column.rpartition(":")[2] in TYPED]
    cells = [(column, row[column]) for row in tables[name] for column in typed if row[column]]
    assert all(TYPED[column.rpartition(":")[2]](cell) is not None for column, cell in cells)


def test_no_id_stands_twice_and_no_end_is_missing(tables: dict[str, list[dict[str, str]]]) -> None:
    ids = [row["iri:ID(thing)"] for name in NODES for row in tables[name]]
    assert len(ids) == len(set(ids))
    assert all(iri.startswith(BASE) for iri in ids)
    ends = {
        row[end] for name in RELATIONSHIPS for row in tables[name] for end in (":START_ID(thing)", ":END_ID(thing)")
    }
    assert ends <= set(ids)


def test_a_place_has_its_labels_and_its_county(tables: dict[str, list[dict[str, str]]]) -> None:
    (town,) = [row for row in tables["entities"] if row["code"] == "330702100"]
    assert (town["name"], town[":LABEL"]) == ("罗店镇", "Entity;Place;Town")
    outer = {
        row[":END_ID(thing)"]
        for row in tables["links"]
        if row[":START_ID(thing)"] == town["iri:ID(thing)"] and row[":TYPE"] == "LOCATED_IN"
    }
    assert outer == {f"{BASE}id/place/330702"}


def test_cells_are_quoted_and_kept_as_they_are(tmp_path: Path) -> None:
    text = '他说"=1+1",\t推行“最多跑一次”改革;完。'
    fact = Says(Predicate.IMPLEMENTS, ("最多跑一次", EntityType.PROGRAM), Status.ONGOING)
    report = make_report(make_town("甲;镇", "330681108"), 2021, [Line(text, [fact])])
    write_records(tmp_path / "documents.jsonl", [to_record(report)])
    (tmp_path / "out").mkdir()
    write_neo4j(tmp_path, tmp_path / "out", BASE)
    lines = (tmp_path / "out/facts.csv").read_text("utf-8").splitlines()
    assert len(lines) == 2
    assert '"他说""=1+1"", 推行“最多跑一次”改革;完。"' in lines[1]
    entities = read_rows(tmp_path / "out/entities.csv")
    assert {row["documents:string[]"] for row in entities} >= {"甲；镇2021"}


@pytest.mark.parametrize("predicate", Predicate)
def test_a_relationship_is_named_in_capitals(predicate: Predicate) -> None:
    assert re.fullmatch("[A-Z]+(_[A-Z]+)*", name_type(predicate))
