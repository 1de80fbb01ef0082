"""Triple terms of RDF 1.2 and direct triples: nothing lost, nothing invented."""

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kg.assemble import read_extractions
from kg.errors import NotFoundError
from kg.export import export_build, read_base
from kg.rdf import to_quads
from tests.export.conftest import BASE

REIFIES = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")


def triples(path: Path) -> set[Triple]:
    return {quad.triple for quad in parse(path=str(path))}


def test_each_statement_reifies_the_triple_that_it_states(small_build: Path, tmp_path: Path) -> None:
    export_build(small_build, tmp_path, form="rdf12")
    plain, found = triples(small_build / "graph.ttl"), triples(tmp_path / "graph.ttl")
    terms = {triple.object for triple in found if triple.predicate == REIFIES}
    assert len(terms) > 50
    assert terms <= plain
    assert {triple for triple in found if triple.predicate != REIFIES} == plain


def test_quads_and_turtle_reify_alike(small_build: Path, tmp_path: Path) -> None:
    export_build(small_build, tmp_path, form="rdf12")
    reified = [{t for t in triples(tmp_path / name) if t.predicate == REIFIES} for name in ("graph.ttl", "graph.nq")]
    assert reified[0] == reified[1]
    graphs = {quad.graph_name for quad in parse(path=str(tmp_path / "graph.nq"), format=RdfFormat.N_QUADS)}
    assert graphs == {quad.graph_name for quad in parse(path=str(small_build / "graph.nq"))}


def test_flat_is_what_the_mapping_calls_flat(small_build: Path, tmp_path: Path) -> None:
    export_build(small_build, tmp_path, form="flat")
    (extraction,) = read_extractions(small_build / "documents.jsonl")
    quads, _ = to_quads(extraction, base=BASE, flat=True)
    assert triples(tmp_path / "graph.ttl") == triples(tmp_path / "graph.nt") == {quad.triple for quad in quads}
    assert len(rdflib.Graph().parse(tmp_path / "graph.ttl")) == len(quads)


@pytest.mark.parametrize("form", ["neo4j", "rdf12", "flat"])
def test_the_same_build_gives_the_same_bytes(small_build: Path, tmp_path: Path, form: str) -> None:
    one, two = (export_build(small_build, tmp_path / name, form=form) for name in ("one", "two"))
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in two]


def test_the_base_is_that_of_the_build(small_build: Path) -> None:
    assert read_base(small_build) == BASE


@pytest.mark.parametrize(("folder", "form", "name"), [("nowhere", "flat", "nowhere"), (".", "csv", "neo4j")])
def test_what_is_not_there_is_told(tmp_path: Path, folder: str, form: str, name: str) -> None:
    with pytest.raises(NotFoundError, match=name):
        export_build(tmp_path / folder, tmp_path / "out", form=form)
