"""Terms are written as N-Triples asks, whatever a document says."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from rdflib.namespace import XSD

from kg.rdf.terms import Term, chinese, day, decimal, english, integer, node, plain, span, triples, write_graph

DECIMAL = NamedNode(str(XSD.decimal))


def read_term(term: Term | None) -> object:
    (quad,) = parse(f"<http://a> <http://b> {term} .", format=RdfFormat.N_TRIPLES)
    return quad.object


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_text_is_read_as_it_was(text: str) -> None:
    assert read_term(plain(text)) == Literal(text)
    assert read_term(chinese(text)) == Literal(text, language="zh")
    assert "\n" not in str(plain(text))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('说"好"', '"说\\"好\\""'),
        ("a\\b", '"a\\\\b"'),
        ("一\n二\r\t", '"一\\n二\\r\\t"'),
        ("\x00\x0b\x7f\x08\x0c", '"\\u0000\\u000B\\u007F\\b\\f"'),
        ("\u2028\x85", '"\u2028\x85"'),
        ("\ufffe\uffff", '"\\uFFFE\\uFFFF"'),
        ("半\ud800个", '"半\ufffd个"'),
    ],
)
def test_characters_that_lines_cannot_hold_are_escaped(text: str, written: str) -> None:
    assert plain(text) == written


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (english("GDP"), Literal("GDP", language="en")),
        (integer(-5), Literal(-5)),
        (day("2022-01-20"), Literal("2022-01-20", datatype=NamedNode(str(XSD.date)))),
        (decimal(Decimal("-0.50")), Literal("-0.5", datatype=DECIMAL)),
        (decimal(Decimal("-0.00")), Literal("0.0", datatype=DECIMAL)),
        (decimal(Decimal("46E+8")), Literal("4600000000.0", datatype=DECIMAL)),
        (node("http://a/镇"), NamedNode("http://a/镇")),
    ],
)
def test_values_have_their_types(term: Term, expected: object) -> None:
    assert read_term(term) == expected


def test_nothing_has_no_term() -> None:
    assert (plain(""), plain(None), decimal(None)) == (None, None, None)


def test_a_row_without_a_value_is_no_triple_and_a_triple_is_written_once() -> None:
    found = triples("http://s", ("http://c",), ((node("http://p"), None), *span(0, 1), *span(0, 1)))
    lines = write_graph(found, "http://g")
    assert len(found) == 5
    assert len(lines) == 3
    assert lines == sorted(lines)
    assert {str(quad.graph_name) for quad in parse("\n".join(lines), format=RdfFormat.N_QUADS)} == {"<http://g>"}
