"""Nodes of JSON-LD are written from lines, and say what the lines say."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from kg.rdf.jsonld import NodeWriter

PREFIXES = {"a": "http://a/", "deep": "http://a/b/", "x": "http://x#"}


def write_node(*pairs: str) -> object:
    (node,) = NodeWriter(PREFIXES)(f"<http://a/s> {pair} ." for pair in pairs)
    return json.loads(node)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_is_the_same_in_json(text: str) -> None:
    assert write_node(f"<http://a/p> {Literal(text)}") == {"@id": "a:s", "a:p": [text]}


def test_astral_characters_may_be_escaped() -> None:
    assert write_node('<http://a/p> "\\U00020000\\\\u0041"') == {"@id": "a:s", "a:p": ["\U00020000\\u0041"]}


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("<http://a/b/镇>", {"@id": "deep:镇"}),
        ("<http://a/b>", {"@id": "a:b"}),
        ("<http://x#y/z>", {"@id": "x:y/z"}),
        ("<http://a///c>", {"@id": "http://a///c"}),
        ("<urn:c>", {"@id": "urn:c"}),
        ('"说\\"好\\""@zh', {"@value": '说"好"', "@language": "zh"}),
        ('"5"^^<http://x#int>', {"@value": "5", "@type": "x:int"}),
    ],
)
def test_terms_become_values(term: str, value: object) -> None:
    assert write_node(f"<http://a/p> {term}") == {"@id": "a:s", "a:p": [value]}


def test_types_and_label_come_first() -> None:
    node = write_node(
        '<http://a/p> "1"',
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x#C>",
        '<http://www.w3.org/2000/01/rdf-schema#label> "s"',
    )
    assert isinstance(node, dict)
    assert list(node) == ["@id", "@type", "http://www.w3.org/2000/01/rdf-schema#label", "a:p"]
    assert node["@type"] == ["x:C"]
