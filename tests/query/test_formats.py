"""Formats: what stands in a document cannot steer a terminal, a spreadsheet or a Markdown viewer."""

import csv
import io
import json

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import UsageError
from kg.query import FORMATS, format_answer
from kg.store import Answer, Cell, Table

PK = "https://w3id.org/policykg/ontology#"
XSD_INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
TRIPLES = (
    Triple(NamedNode("https://example.org/a"), NamedNode(f"{PK}implements"), NamedNode("https://example.org/b")),
)


def make_table(*cells: Cell) -> Table:
    return Table(columns=tuple(f"c{number}" for number in range(len(cells))), rows=(cells,))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("+8%", "'+8%"),
        ("\t=1", "'\t=1"),
        ("-5.2", "-5.2"),
        ("珍珠，“产业”", "珍珠，“产业”"),
    ],
)
def test_csv_cells_are_no_formulas(text: str, cell: str) -> None:
    rows = list(csv.reader(io.StringIO(format_answer(make_table(Literal(text)), "csv"))))
    assert rows == [["c0"], [cell]]


def test_json_is_the_standard_form_of_results() -> None:
    table = make_table(Literal("甲", language="zh"), NamedNode(f"{PK}done"), Literal("3", datatype=XSD_INTEGER), None)
    result = json.loads(format_answer(table, "json"))
    assert result["head"] == {"vars": ["c0", "c1", "c2", "c3"]}
    assert result["results"]["bindings"] == [
        {
            "c0": {"type": "literal", "value": "甲", "xml:lang": "zh"},
            "c1": {"type": "uri", "value": f"{PK}done"},
            "c2": {"type": "literal", "value": "3", "datatype": XSD_INTEGER.value},
        }
    ]


def test_a_table_shows_names_without_markup_or_control_characters() -> None:
    text = format_answer(make_table(Literal("[red]甲\x1b[31m\u202e镇"), NamedNode(f"{PK}done")), "table")
    assert "[red]甲[31m镇" in text
    assert "pk:done" in text
    assert text.endswith("1 row\n")


def test_markdown_cells_hold_no_markup() -> None:
    text = format_answer(make_table(Literal("a|b\n<script>*c*[d](e)")), "md")
    assert text.splitlines()[2] == r"| a\|b &lt;script&gt;\*c\*\[d\](e) |"


def test_turtle_of_a_graph_reads_back() -> None:
    text = format_answer(TRIPLES, "ttl")
    assert "pk:implements" in text
    assert [quad.triple for quad in parse(text, format=RdfFormat.TURTLE)] == list(TRIPLES)


def test_turtle_needs_a_graph() -> None:
    with pytest.raises(UsageError, match="CONSTRUCT"):
        format_answer(make_table(Literal("a")), "ttl")


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"ttl"}))
@pytest.mark.parametrize(("answer", "word"), [(TRIPLES, "implements"), (True, "true")], ids=["graph", "truth"])
def test_a_graph_and_a_truth_value_print_in_every_format(form: str, answer: Answer, word: str) -> None:
    assert word in format_answer(answer, form)


def test_an_unknown_format_is_told_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="table, csv, json"):
        format_answer(TRIPLES, "xls")
