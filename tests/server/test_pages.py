"""The pages: what they show, in which form, and that nothing in a report can do harm there."""

import re
import shutil
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.view.pages import page_file
from tests.explore.samples import make_reports
from tests.server.live import Live, serve
from tests.site.samples import SCRIPT, make_hostile, write_build

TOWN, PROGRAM = "/id/place/330681901", "/id/program/最多跑一次"
PAGES = [
    "/",
    "/search?q=明珠",
    TOWN,
    PROGRAM,
    "/graph",
    "/questions",
    "/questions/honours_won",
    "/query",
    "/entities/Program",
]
HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def find_documents(live: Live) -> list[str]:
    return re.findall(r'href="(/documents/[^"#]+)"', live.send("/").text)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_keeps_browsers_to_this_server(live: Live, path: str) -> None:
    answer = live.send(path, headers=HTML)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self' 'sha256-" in policy
    assert "unsafe-eval" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", answer.text)


def test_the_first_page_counts_and_lists(live: Live) -> None:
    page = live.send("/").text
    assert "<b>3</b>" in page
    assert len(find_documents(live)) == 3
    assert f'href="{PROGRAM}"' in _unquoted(page)


def test_an_entity_is_shown_with_its_facts_and_their_sentences(live: Live) -> None:
    page = live.send(PROGRAM).text
    assert "<h1>最多跑一次</h1>" in page
    assert "推行“<mark>最多跑一次</mark>”改革。" in page
    address = re.search(r'class="quote" href="([^"#]+)#(char=\d+,\d+)"', page)
    assert address is not None
    assert f'id="{address[2]}"' in live.send(_unquoted(address[1])).text


def test_a_place_has_its_figures_by_period(live: Live) -> None:
    page = live.send(TOWN).text
    assert "<th>2021</th><th>2022</th>" in page
    assert "50亿元" in page


@pytest.mark.parametrize(
    ("form", "media_type", "rdf"),
    [
        ("ttl", "text/turtle", RdfFormat.TURTLE),
        ("jsonld", "application/ld+json", RdfFormat.JSON_LD),
        ("nt", "application/n-triples", RdfFormat.N_TRIPLES),
        ("rdf", "application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_an_entity_is_data_too(live: Live, form: str, media_type: str, rdf: RdfFormat) -> None:
    asked, linked = live.send(PROGRAM, headers={"Accept": media_type}), live.send(f"{PROGRAM}?format={form}")
    assert asked.media_type == linked.media_type == media_type
    assert asked.headers["vary"] == "Accept"
    assert asked.body == linked.body
    quads = list(parse(asked.body, format=rdf))
    assert {str(quad.predicate).rpartition("#")[2] for quad in quads} >= {"label>", "evidence>", "status>"}


def test_an_entity_is_json_too(live: Live) -> None:
    found = live.send(PROGRAM, headers={"Accept": "application/json"}).json
    assert (found["thing"]["key"], len(found["inverse"])) == ("program/最多跑一次", 2)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/id/program/没有", 404, "There is no entity “program/没有”"),
        ("/nothing", 404, "Not Found"),
        ("/documents/../../documents.jsonl", 404, "Not Found"),
        ("/documents/documents.jsonl", 404, "There is no report"),
        ("/static/../../../../etc/passwd", 404, "Not Found"),
        ("/static/openapi.json", 404, "There is no file"),
        ("/entities/Nothing", 404, "There is no type of entity"),
        ("/questions/nothing", 404, "There is no question"),
        ("/questions/..%2F..%2FREADME.md", 404, "Not Found"),
        (f"{PROGRAM}?format=exe", 400, "format is one of"),
        ("/questions/honours_won?format=exe", 400, "format is one of"),
        ("/questions/honours_won?place=甲溪", 404, "甲溪镇"),
        ("/questions/honours_won?year=now", 400, "whole number"),
    ],
)
def test_what_is_not_there_is_told_on_a_page(live: Live, path: str, status: int, words: str) -> None:
    answer = live.send(path, headers=HTML)
    assert (answer.status, answer.media_type) == (status, "text/html")
    assert words in answer.text


@pytest.mark.parametrize("path", ["/api/neighbourhood?entity=x", "/api/neighbourhood", "/id/x/y"])
def test_programs_are_told_in_json(live: Live, path: str) -> None:
    answer = live.send(path, headers={"Accept": "application/json"})
    assert (answer.status, list(answer.json)) == (404, ["error"])


def test_search_finds_entities_and_sentences(live: Live) -> None:
    found = live.send("/api/search?q=明珠&limit=5").json
    assert {row["key"] for row in found["entities"]} == {"facility/330681901/明珠公园", "project/330681902/明珠公园"}
    sentence = found["sentences"][0]
    assert [sentence["text"][a:b] for a, b in sentence["spans"]] == ["明珠"]
    file, _, fragment = sentence["address"].partition("#")
    assert f'id="{fragment}"' in live.send(_unquoted(file)).text


@pytest.mark.parametrize("limit", ["0", "501", "-1", "x", "１", "9" * 30])
def test_a_limit_is_a_number_in_bounds(live: Live, limit: str) -> None:
    assert live.send(f"/api/search?q=明珠&limit={limit}").status == 400


def test_the_neighbourhood_is_that_of_the_exported_graph(live: Live) -> None:
    found = live.send("/api/neighbourhood?entity=place/330681901").json
    names = {entity[1] for entity in found["entities"]}
    assert names == {"甲溪镇", "最多跑一次", "明珠公园", "国家卫生镇", "环湖公路"}
    assert found["entities"][found["focus"]][1] == "甲溪镇"
    assert {fact[1] for fact in found["facts"]} == {"implements", "targets", "awarded"}
    assert all(document[4].startswith("/documents/") for document in found["documents"])
    assert live.send("/api/neighbourhood?entity=place/330681901&limit=3").json["missing"] == 2


def test_a_report_leads_to_entities(live: Live) -> None:
    page = live.send(_unquoted(find_documents(live)[0])).text
    assert f'href="{PROGRAM}"' in _unquoted(page)


def test_the_iri_of_a_report_leads_to_its_page(live: Live) -> None:
    source = live.query(
        "SELECT ?s { ?s a <https://w3id.org/policykg/ontology#Source> }", accept="text/csv"
    ).text.split()[1]
    path = source.removeprefix("https://w3id.org/policykg")
    answer = live.send(path, headers=HTML)
    assert (answer.status, answer.headers["location"].startswith("/documents/")) == (303, True)
    assert live.send(path, headers={"Accept": "text/turtle"}).media_type == "text/turtle"


def test_a_statement_has_a_plain_page(live: Live) -> None:
    iri = live.query(
        "SELECT ?s { ?s a <https://w3id.org/policykg/ontology#Statement> }", accept="text/csv"
    ).text.split()[1]
    page = live.send(iri.removeprefix("https://w3id.org/policykg"), headers=HTML).text
    assert "pk:evidence" in page


def test_a_question_is_answered_with_links(live: Live) -> None:
    page = live.send("/questions/honours_won?place=甲溪镇").text
    assert 'value="甲溪镇"' in page
    assert '<td class="sentence"><a href="/documents/' in page
    answer = live.send("/questions/honours_won?place=甲溪镇&format=csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="honours_won.csv"'
    assert "国家卫生镇" in answer.text


def test_a_question_that_needs_a_name_asks_for_it(live: Live) -> None:
    page = live.send("/questions/common_to_two").text
    assert " *</span><input name=" in page
    assert "SPARQL" in page


def test_assets_are_sent_once(live: Live) -> None:
    first = live.send("/static/yasgui.min.js")
    assert (first.headers["content-encoding"], first.media_type) == ("gzip", "text/javascript")
    again = live.send("/static/yasgui.min.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/", "/search?q=行动", "/graph", "/entities/Program", "/questions/honours_won", "/query"]
)
def test_markup_in_reports_is_shown_and_never_run(hostile: Live, path: str) -> None:
    _check_harmless(hostile.send(path).text)


def test_markup_in_names_is_shown_and_never_run(hostile: Live) -> None:
    found = hostile.send("/api/search?q=行动").json["entities"] + hostile.send("/api/search?q=镇").json["entities"]
    assert len(found) >= 3
    for entity in found:
        page = hostile.send(_unquoted(entity["address"]))
        assert page.status == 200
        _check_harmless(page.text)
    for address in find_documents(hostile):
        _check_harmless(hostile.send(_unquoted(address)).text)


def test_a_reflected_word_is_escaped(live: Live) -> None:
    for path in (
        f"/search?q={SCRIPT}",
        f"/id/{SCRIPT}",
        f"/graph?entity={SCRIPT}",
        f"/questions/honours_won?place={SCRIPT}",
    ):
        _check_harmless(live.send(path.replace("+", "%2B"), headers=HTML).text)


def test_a_new_build_is_taken_up(tmp_path: Path) -> None:
    folder = write_build(tmp_path / "output")
    with serve(folder) as live:
        assert "甲溪镇" in live.send("/").text
        shutil.rmtree(folder / "store")
        write_build(folder, make_hostile())
        assert "甲溪镇" not in live.send("/").text
        assert live.query("SELECT ?n { ?s ?p ?n FILTER(STR(?n) = '甲溪镇') }", accept="text/csv").text == "n\r\n"


def test_a_store_alone_can_be_served(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "store", tmp_path / "alone")
    with serve(tmp_path / "alone") as live:
        assert live.send("/").status == 200
        assert "推行“<mark>最多跑一次</mark>”改革。" in live.send(PROGRAM).text
        assert live.send("/api/search?q=明珠").json == {"entities": [], "sentences": []}
        assert "no reports" in live.send("/search?q=明珠").text
        assert live.send("/api/neighbourhood?entity=place/330681901").json["documents"][0][4] == ""


def test_the_name_of_a_page_is_that_of_the_exported_view(live: Live) -> None:
    from kg.graph import document_id

    names = {page_file(document_id(report.document)) for report in make_reports()}
    assert {_unquoted(address).rpartition("/")[2] for address in find_documents(live)} == names


def _unquoted(text: str) -> str:
    from urllib.parse import unquote

    return unquote(text)


def _check_harmless(page: str) -> None:
    assert '<script>document.title="owned"' not in page
    assert "<img" not in page
