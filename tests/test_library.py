"""The package as a library: one call, and the graph in every form."""

from pathlib import Path

import pyoxigraph
import pytest

import kg
from kg.store import Table


@pytest.fixture(scope="module")
def graph(reports: Path) -> kg.KnowledgeGraph:
    return kg.build([reports / "luodian_2021h1.txt", reports / "shanxiahu_2021.txt"], tagger="none")


def test_the_public_names_are_sorted_and_there() -> None:
    assert kg.__all__ == sorted(kg.__all__)
    assert all(hasattr(kg, name) for name in kg.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = kg.nothing


def test_every_form_holds_the_same_facts(graph: kg.KnowledgeGraph) -> None:
    turtle = {str(quad.triple) for quad in pyoxigraph.parse(graph.to_turtle(), format=pyoxigraph.RdfFormat.TURTLE)}
    lines = {str(quad.triple) for quad in pyoxigraph.parse("\n".join(graph.quads), format=pyoxigraph.RdfFormat.N_QUADS)}
    assert turtle == lines
    assert len(graph.to_rdflib()) == len(turtle)
    assert graph.to_network().number_of_nodes() > 100


def test_a_named_question_is_answered(graph: kg.KnowledgeGraph) -> None:
    answer = graph.query("programs_shared")
    assert isinstance(answer, Table)
    assert answer.rows


def test_nothing_to_read_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(kg.KgError, match="No readable report"):
        kg.build([tmp_path])
