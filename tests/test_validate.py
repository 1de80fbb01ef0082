"""What we write conforms; each way to break the schema is reported with the node and the reason in two languages."""

from pathlib import Path

import pytest
from pyoxigraph import parse

from kg.errors import StoreError
from kg.rdf import merge_lines, to_quads, write_lines, write_turtle
from kg.validate import validate_file
from tests.rdf.samples import make_extraction

PREFIXES = """
@prefix pk: <https://w3id.org/policykg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <http://example.org/> .
ex:town a pk:Entity , pk:Place , pk:Town ; rdfs:label "镇"@zh ; skos:prefLabel "镇"@zh ; pk:level pk:townLevel .
ex:slogan a pk:Entity , pk:Slogan ; rdfs:label "口号"@zh ; skos:prefLabel "口号"@zh .
"""


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """The Turtle of the sample report."""
    path = tmp_path / "graph.ttl"
    write_turtle(path, merge_lines([write_lines(to_quads(make_extraction())[0])]))
    return path


def test_what_we_write_conforms(graph: Path) -> None:
    report = validate_file(graph)
    assert report.conforms
    assert report.as_text() == f"Conforms to the shapes: {len(list(parse(path=str(graph))))} triples. 符合规则。"


@pytest.mark.parametrize(
    ("broken", "path", "message"),
    [
        ("ex:town pk:upholds ex:slogan .", None, None),
        ("ex:slogan pk:upholds ex:slogan .", "", "The subject of pk:upholds must be one of: Place, Organization."),
        ("ex:town pk:hosts ex:slogan .", "hosts", "The object of pk:hosts must be one of: Event."),
        ("ex:town pk:partOf ex:slogan .", "partOf", "The object of pk:partOf must be"),
        ("ex:town a pk:Slogan .", "type", "exactly one of the thirteen types"),
        ('ex:town pk:code "3306" .', "code", "6, 9 or 12 digits"),
        ('ex:slogan rdfs:label "slogan" .', "label", "needs a label in Chinese"),
        ("ex:town pk:level pk:cityLevel .", "level", "one administrative level at most"),
        ("ex:town pk:unheard ex:slogan .", "unheard", "only the properties that the ontology gives it"),
        ("ex:m a pk:Measure .", "value", None),
        ("ex:st a pk:Statement .", "evidence", "needs one sentence as evidence"),
        ('ex:p a pk:Period ; pk:period "2021-13" .', "period", None),
    ],
)
def test_each_breach_is_reported(tmp_path: Path, broken: str, path: str | None, message: str | None) -> None:
    (tmp_path / "broken.ttl").write_text(PREFIXES + broken, "utf-8")
    report = validate_file(tmp_path / "broken.ttl")
    found = [each for each in report.violations if path is not None and each.path.endswith(path)]
    assert report.conforms is (path is None)
    assert message is None or any(message in each.message and each.message_zh for each in found)


def test_a_report_names_the_node_for_people_and_programs(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text(PREFIXES + "ex:town pk:hosts ex:slogan .", "utf-8")
    report = validate_file(tmp_path / "broken.ttl")
    assert report.as_text().splitlines()[:2] == [
        "Breaks the shapes in 1 places. 不符合规则。",
        "- http://example.org/town https://w3id.org/policykg/ontology#hosts http://example.org/slogan",
    ]
    assert report.as_json()["violations"][0]["message_zh"] == "pk:hosts（举办）的客体类型必须是：Event。"


@pytest.mark.parametrize(
    ("name", "text", "detail"),
    [
        ("broken.ttl", "<http://a/1> <http://a/p> .\n", "line 1 is not what the format allows"),
        ("graph.csv", "a,b", "ending .csv"),
        ("none.ttl", None, "No such file"),
    ],
)
def test_what_is_no_graph_is_one_sentence(tmp_path: Path, name: str, text: str | None, detail: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(StoreError, match=detail):
        validate_file(tmp_path / name)
