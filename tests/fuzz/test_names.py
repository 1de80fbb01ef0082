"""Names out of a document in every output: they stay text, whatever they look like to a reader of that format."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph
import pytest
import rdflib
from lxml import html
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import NotFoundError
from kg.export import export_build
from kg.query.names import find_named
from kg.store.embedded import open_folder

DANGEROUS = (
    *(
        "<script>",
        "onerror=",
        "<http://evil/s>",
        "=HYPERLINK",
        "+1+",
        "=cmd",
        "@SUM",
        "DROPALL",
        "${payload}",
        "\\u0022",
    ),
    *("&lt;", "javascript:", "[red]", "|乙*"),
)
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def run(*arguments: str | Path) -> str:
    answer = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert answer.exit_code == 0, answer.output
    return answer.output


def pages(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.html")))


def iris(path: Path) -> set[str]:
    terms = (term for quad in pyoxigraph.parse(path=str(path)) for term in (quad.subject, quad.predicate, quad.object))
    return {term.value for term in terms if isinstance(term, pyoxigraph.NamedNode)}


@pytest.mark.parametrize("part", DANGEROUS)
def test_what_is_dangerous_has_got_as_far_as_the_entities(names: frozenset[str], part: str) -> None:
    assert any(part in name for name in names)


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nq", "graph.jsonld"])
def test_rdf_holds_names_as_text_alone(besieged: Path, names: frozenset[str], name: str) -> None:
    found = iris(besieged / name)
    assert not [iri for iri in found if iri.startswith("http://evil")]
    assert not [iri for iri in found if re.search(r'[\s<>"{}|\\^`]', iri)]
    labels = {
        quad.object.value for quad in pyoxigraph.parse(path=str(besieged / name)) if "label" in str(quad.predicate)
    }
    assert labels >= names


def test_another_parser_reads_the_same_turtle(besieged: Path) -> None:
    graph = rdflib.Graph().parse(besieged / "graph.ttl")
    assert len(graph) == len({quad.triple for quad in pyoxigraph.parse(path=str(besieged / "graph.ttl"))})


def test_graphml_has_no_node_of_theirs(besieged: Path, names: frozenset[str]) -> None:
    tree = ET.parse(besieged / "graph.graphml")  # noqa: S314 -- our own
    nodes = [str(node.get("id")) for node in tree.iter("{http://graphml.graphdrawing.org/xmlns}node")]
    assert "evil" not in nodes
    assert len([node for node in nodes if node.startswith("facility/")]) == len(names)


def test_pages_have_no_element_handler_or_address_of_theirs(besieged: Path) -> None:
    files = list(pages(besieged))
    assert len(files) > 10
    for path in files:
        tree = html.parse(io.BytesIO(path.read_bytes()), html.HTMLParser(encoding="utf-8", huge_tree=True)).getroot()
        assert not tree.xpath("//img[@src='x']|//node|//*[@onerror]"), path.name
        scripts = [script.text or "" for script in tree.iter("script")]
        assert not [script for script in scripts if script.strip() == "alert(1)"], path.name
        assert not [link for link in tree.xpath("//@href|//@src") if str(link).strip().startswith("javascript:")], (
            path.name
        )


def test_links_of_the_site_stay_inside_it(besieged: Path) -> None:
    assert not list(besieged.parent.rglob("evil*"))
    for path in pages(besieged / "site"):
        tree = html.parse(io.BytesIO(path.read_bytes()), html.HTMLParser(encoding="utf-8", huge_tree=True)).getroot()
        links = [str(link).split("#")[0] for link in tree.xpath("//a/@href")]
        targets = {(path.parent / link).resolve() for link in links if link and ":" not in link}
        assert all(target.is_relative_to(besieged.resolve()) for target in targets), path.name


def test_no_cell_of_a_csv_for_people_is_a_formula(besieged: Path) -> None:
    texts = [path.read_text("utf-8-sig") for path in sorted((besieged / "site").rglob("*.csv"))]
    texts += [run("query", "facilities_built", "--store", besieged / "store", "--format", "csv")]
    texts += [run("merges", "--from", besieged, "--format", "csv")]
    cells = [cell for text in texts for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'@SUM(A1)公园" in cells
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r＝＋－＠") and not _NUMBER.fullmatch(cell)]


def test_cells_for_neo4j_fit_their_columns_and_are_the_names(
    besieged: Path, names: frozenset[str], tmp_path: Path
) -> None:
    for path in export_build(besieged, tmp_path, form="neo4j"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
        assert len({len(row) for row in rows}) == 1
        if path.stem == "entities":
            assert {row[2] for row in rows} >= names


def test_a_name_asked_for_finds_its_entity_alone(besieged: Path, names: frozenset[str]) -> None:
    store = open_folder(besieged / "store")
    assert {name: len(find_named(store, "Facility", name)) for name in names} == dict.fromkeys(names, 1)


def test_a_value_of_a_question_ends_no_text(besieged: Path) -> None:
    with pytest.raises(NotFoundError):
        find_named(open_folder(besieged / "store"), "Facility", '甲公园" } UNION { ?thing ?p ?o } #')


@pytest.mark.parametrize("form", ["table", "md"])
def test_names_steer_no_terminal_and_no_viewer(besieged: Path, form: str) -> None:
    text = run("query", "facilities_built", "--store", besieged / "store", "--format", form)
    assert "\x1b" not in text
    assert form == "table" or "<script" not in text
    assert form == "md" or "[red]甲[/red]公园" in text.replace("\n", "")
