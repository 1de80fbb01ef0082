"""Files say the same in every format and every library, byte for byte the same each time."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad, RdfFormat, parse
from rdflib import Graph

from kg.rdf import (
    describe_dataset,
    merge_lines,
    to_quads,
    write_jsonld,
    write_lines,
    write_nquads,
    write_turtle,
)
from tests.rdf.samples import PROGRAM, TEXT, make_extraction

OTHER = TEXT.replace("46亿元", "47亿元")
HOSTILE = "<script>\"a\\b'\x00\x07\u202e\u2028\x85\ttab{}|^`#?%𠮷"


@pytest.fixture
def lines() -> list[str]:
    """The union of two reports."""
    return list(merge_lines(write_lines(to_quads(make_extraction(text))[0]) for text in (TEXT, OTHER)))


def test_turtle_and_json_ld_say_what_the_lines_say(lines: list[str], tmp_path: Path) -> None:
    expected = {quad.triple for quad in parse("\n".join(lines), format=RdfFormat.N_TRIPLES)}
    write_turtle(tmp_path / "g.ttl", lines)
    write_jsonld(tmp_path / "g.jsonld", lines)
    assert {quad.triple for quad in parse(path=str(tmp_path / "g.ttl"))} == expected
    assert {quad.triple for quad in parse(path=str(tmp_path / "g.jsonld"))} == expected


def test_rdflib_reads_the_same_turtle(lines: list[str], tmp_path: Path) -> None:
    write_turtle(tmp_path / "g.ttl", lines)
    assert set(Graph().parse(tmp_path / "g.ttl")) == set(Graph().parse(data="\n".join(lines), format="nt"))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_rdflib_reads_the_same_json_ld(lines: list[str], tmp_path: Path) -> None:
    write_jsonld(tmp_path / "g.jsonld", lines)
    assert set(Graph().parse(tmp_path / "g.jsonld")) == set(Graph().parse(data="\n".join(lines), format="nt"))


def test_the_same_lines_give_the_same_bytes(lines: list[str], tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_turtle(tmp_path / f"{name}.ttl", lines)
        write_jsonld(tmp_path / f"{name}.jsonld", lines)
    assert (tmp_path / "one.ttl").read_bytes() == (tmp_path / "two.ttl").read_bytes()
    assert (tmp_path / "one.jsonld").read_bytes() == (tmp_path / "two.jsonld").read_bytes()
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".jsonld", ".jsonld", ".ttl", ".ttl"]


def test_turtle_is_made_for_people(lines: list[str], tmp_path: Path) -> None:
    write_turtle(tmp_path / "g.ttl", lines)
    text = (tmp_path / "g.ttl").read_text("utf-8")
    assert text.startswith("@prefix brand: <https://w3id.org/policykg/id/brand/> .\n@prefix dcat:")
    assert '\n\nprogram:八八战略 a pk:Entity , pk:Program ;\n\trdfs:label "八八战略"@zh ;\n' in text
    assert text.count("\nprogram:八八战略 ") == 1


def test_subjects_stay_whole_when_batches_are_small(
    lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_turtle(tmp_path / "large.ttl", lines)
    monkeypatch.setattr("kg.rdf.files._BATCH", 1)
    write_turtle(tmp_path / "small.ttl", lines)
    assert (tmp_path / "small.ttl").read_bytes() == (tmp_path / "large.ttl").read_bytes()


def test_a_crash_leaves_the_old_file(lines: list[str], tmp_path: Path) -> None:
    write_nquads(tmp_path / "g.nq", lines)
    before = (tmp_path / "g.nq").read_bytes()
    with pytest.raises(ZeroDivisionError):
        write_nquads(tmp_path / "g.nq", (line * (1 // 0) for line in lines))
    assert [path.name for path in tmp_path.iterdir()] == ["g.nq"]
    assert (tmp_path / "g.nq").read_bytes() == before


def test_graphs_built_apart_merge_by_union() -> None:
    parts = [write_lines(to_quads(make_extraction(text))[0]) for text in (TEXT, OTHER)]
    assert list(merge_lines(parts)) == list(merge_lines(parts[::-1]))
    together = {quad.triple for part in parts for quad in parse("\n".join(part), format=RdfFormat.N_QUADS)}
    assert {quad.triple for quad in parse("\n".join(merge_lines(parts)), format=RdfFormat.N_TRIPLES)} == together


@settings(max_examples=40, deadline=None)
@given(name=st.text(min_size=1).filter(str.strip) | st.just(HOSTILE))
def test_whatever_a_name_holds_comes_back(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    entity = replace(PROGRAM, key=f"program/{name}", name=name, alternatives=(f"{name}!",))
    quads = _describe(entity_name=entity.name, key=entity.key)
    lines = list(merge_lines([write_lines(quads)]))
    write_turtle(folder / "g.ttl", lines)
    write_jsonld(folder / "g.jsonld", lines)
    expected = {quad.triple for quad in quads}
    assert {quad.triple for quad in parse(path=str(folder / "g.ttl"))} == expected
    assert {quad.triple for quad in parse(path=str(folder / "g.jsonld"))} == expected
    assert len(Graph().parse(folder / "g.ttl")) == len(expected)


def _describe(*, entity_name: str, key: str) -> list[Quad]:
    """The graph of a report whose only program has this name."""
    extraction = make_extraction(facts=())
    entity = replace(PROGRAM, key=key, name=entity_name)
    of = {mention: entity if each == PROGRAM else each for mention, each in extraction.links.of.items()}
    links = replace(extraction.links, entities=tuple({e.key: e for e in of.values()}.values()), of=of)
    return to_quads(replace(extraction, links=links), flat=True)[0]


def test_the_dataset_is_described_with_its_counts(lines: list[str]) -> None:
    said = {
        tuple(re.split(r"[#/]", str(term).strip("<>"))[-1] for term in quad): quad for quad in describe_dataset(lines)
    }
    counts = {key[:2]: quad.object.value for key, quad in said.items() if isinstance(quad.object, Literal)}
    assert counts["dataset", "triples"] == str(len(lines))
    assert counts["dataset", "documents"] == "2"
    assert counts["Program", "entities"] == "1"
    assert counts["implements", "triples"] == "1"
