"""The endpoint as the SPARQL 1.1 Protocol wants it, read only and bounded."""

import threading
from collections.abc import Iterator
from http.server import HTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from kg.query import load_query, run_query
from kg.store import Table, open_store
from tests.server.live import Live, serve
from tests.server.test_pool import ENDLESS, _Canary

ROWS = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 3"
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def post(live: Live, kind: str, body: str, path: str = "/sparql") -> tuple[int, str]:
    answer = live.send(path, method="POST", body=body.encode(), headers={"Content-Type": kind, "Accept": "text/csv"})
    return answer.status, answer.text


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("application/sparql-results+json", QueryResultsFormat.JSON),
        ("application/sparql-results+xml", QueryResultsFormat.XML),
        ("text/tab-separated-values", QueryResultsFormat.TSV),
        ("*/*", QueryResultsFormat.JSON),
        ("application/json", QueryResultsFormat.JSON),
    ],
)
def test_rows_come_in_every_form(live: Live, accept: str, form: QueryResultsFormat) -> None:
    answer = live.query(ROWS, accept=accept)
    assert answer.status == 200
    assert answer.media_type == (accept if accept != "*/*" else "application/sparql-results+json")
    assert len(list(parse_query_results(answer.body, format=form))) == 3  # type: ignore[arg-type]


def test_rows_come_as_csv_too(live: Live) -> None:
    answer = live.query(ROWS, accept="text/csv")
    assert (answer.media_type, answer.headers["vary"]) == ("text/csv", "Accept")
    assert answer.text.splitlines()[0] == "s,p,o"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("*/*", RdfFormat.TURTLE),
    ],
)
@pytest.mark.parametrize("sparql", [GRAPH, "DESCRIBE <https://w3id.org/policykg/id/place/330681901>"])
def test_graphs_come_in_every_form(live: Live, accept: str, form: RdfFormat, sparql: str) -> None:
    answer = live.query(sparql, accept=accept)
    assert answer.status == 200
    assert len(list(parse(answer.body, format=form))) >= 3


def test_yes_or_no_is_an_answer(live: Live) -> None:
    assert live.query("ASK { ?s ?p ?o }", accept="application/sparql-results+json").json["boolean"] is True


def test_a_question_may_be_posted(live: Live) -> None:
    count = live.query(COUNT, accept="text/csv").text
    assert post(live, DIRECT, COUNT) == (200, count)
    assert post(live, f"{DIRECT}; charset=UTF-8", COUNT) == (200, count)
    assert post(live, FORM, urlencode({"query": COUNT})) == (200, count)


def test_a_dataset_may_be_named(live: Live) -> None:
    graphs = live.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", accept="text/csv").text.split()[1:]
    one = live.query(COUNT, accept="text/csv", default_graph_uri=graphs[0]).text
    assert one != live.query(COUNT, accept="text/csv").text
    assert live.query(COUNT.replace("{", f"FROM <{graphs[0]}> {{"), accept="text/csv").text == one
    assert post(live, DIRECT, COUNT, f"/sparql?default-graph-uri={graphs[0]}") == (200, one)
    assert live.query(COUNT, accept="text/csv", named_graph_uri=graphs[0]).text.split() == ["n", "0"]
    within = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert live.query(within, accept="text/csv", named_graph_uri=graphs[0]).text == one


@pytest.mark.parametrize(
    ("sparql", "fields", "status", "words"),
    [
        ("SELECT * {", {}, 400, "This is not SPARQL 1.1: error at 1:"),
        (COUNT, {"default_graph_uri": "https://example.org/none"}, 400, "There is no graph <https://example.org/none>"),
        (COUNT, {"default_graph_uri": "file:///etc/passwd"}, 403, "reads no file"),
        ("SELECT * FROM <http://example.org/none> { ?s ?p ?o }", {}, 400, "nothing is fetched"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", {}, 403, "reads no file"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", {}, 403, "read only"),
        ("LOAD <file:///etc/passwd>", {}, 403, "read only"),
        ("SELECT * { ?s ?p ?o }", {}, 422, "more than 300 rows"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", {}, 422, "more than 300 triples"),
        (ENDLESS, {}, 503, "stopped after 2 seconds"),
        (COUNT, {"format": "yaml"}, 400, "format is one of"),
        (COUNT, {"update": "CLEAR ALL"}, 403, "read only"),
        (f"{COUNT} #{'x' * 4000}", {}, 413, "4,000 bytes"),
    ],
)
def test_what_is_wrong_is_said(live: Live, sparql: str, fields: dict[str, str], status: int, words: str) -> None:
    answer = live.query(sparql, **fields)
    assert (answer.status, answer.media_type) == (status, "text/plain")
    assert words in answer.text
    assert ("retry-after" in answer.headers) == (status == 503)


@pytest.mark.parametrize(
    ("kind", "body", "status", "words"),
    [
        ("application/sparql-update", "CLEAR ALL", 403, "read only"),
        (FORM, urlencode({"update": "CLEAR ALL"}), 403, "read only"),
        (FORM, "", 400, "Give one query"),
        (FORM, urlencode([("query", COUNT), ("query", COUNT)]), 400, "there are 2"),
        ("text/plain", COUNT, 415, "POST a question as"),
        ("", COUNT, 415, "POST a question as"),
        (f"{DIRECT}; charset=gb18030", COUNT, 415, "UTF-8"),
        (DIRECT, "x" * 5000, 413, "4,000 bytes"),
    ],
)
def test_what_is_wrong_with_a_post_is_said(live: Live, kind: str, body: str, status: int, words: str) -> None:
    found, text = post(live, kind, body)
    assert (found, words in text) == (status, True)


def test_a_broken_encoding_is_told(live: Live) -> None:
    answer = live.send("/sparql", method="POST", body=b"ASK { ?s ?p '\xff' }", headers={"Content-Type": DIRECT})
    assert (answer.status, answer.text) == (400, "The question is not in UTF-8.\n")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_else_can_be_done(live: Live, method: str) -> None:
    answer = live.send("/sparql", method=method)
    assert answer.status == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_a_form_that_is_not_had_is_told(live: Live) -> None:
    assert live.query(ROWS, accept="image/png").status == 406


def test_a_link_may_ask_for_a_form(live: Live) -> None:
    answer = live.query(ROWS, accept="text/html", format="csv")
    assert answer.media_type == "text/csv"
    assert answer.headers["content-disposition"] == 'attachment; filename="answer.csv"'


def test_without_a_question_the_service_is_described(live: Live) -> None:
    answer = live.send("/sparql")
    assert answer.media_type == "text/turtle"
    assert any("UnionDefaultGraph" in str(quad.object) for quad in parse(answer.body, format=RdfFormat.TURTLE))


def test_a_browser_is_sent_to_the_editor(live: Live) -> None:
    answer = live.query("ASK { }", accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert (answer.status, answer.headers["location"]) == (303, "/query?query=ASK+%7B+%7D")


@pytest.fixture
def canary() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "PREFIX e: <{0}> SELECT * {{ SERVICEe: {{ ?s ?p ?o }} }}",
        "SELECT * {{ FILTER(1<1)SERVICE#>\n<{0}>{{ ?s ?p ?o }} }}",
        "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
        "LOAD <{0}>",
    ],
)
def test_no_question_makes_a_call(live: Live, canary: str, sparql: str) -> None:
    assert live.query(sparql.format(canary)).status in {400, 403}
    assert _Canary.calls == []


def test_other_pages_may_not_ask_unless_it_is_said(live: Live, folder: Path) -> None:
    origin = {"Origin": "https://example.org"}
    assert "access-control-allow-origin" not in live.send("/sparql", headers=origin).headers
    with serve(folder, origins=("https://example.org",)) as shared:
        headers = shared.send("/sparql", headers=origin).headers
        assert headers["access-control-allow-origin"] == "https://example.org"
        others = shared.send("/sparql", headers={"Origin": "https://example.com"}).headers
        assert "access-control-allow-origin" not in others


def test_the_server_answers_to_its_own_name_only(live: Live) -> None:
    assert live.send("/", headers={"Host": "rebound.example.org"}).status == 421
    assert live.send("/", headers={"Host": "127.0.0.1"}).status == 200


@pytest.mark.parametrize("name", ["programs_shared", "honours_won", "indicator_by_place"])
def test_named_questions_are_answered_as_by_the_store_itself(live: Live, folder: Path, name: str) -> None:
    question = load_query(name)
    there = run_query(open_store(f"{live.base}/sparql"), question)
    assert there == run_query(open_store(folder / "store"), question)
    assert isinstance(there, Table)
    assert there.rows
