"""What the guard refuses, however it is written, and what it lets pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RefusedError
from kg.query import Question, list_queries
from kg.server.guard import check_query, find_graphs

SERVICES = {
    "plain": "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "lower case": "SELECT * { service silent <http://x/> { ?s ?p ?o } }",
    "no blank": "SELECT * { SERVICE<http://x/>{ ?s ?p ?o } }",
    "nested": "SELECT * { FILTER EXISTS { { SELECT * { SERVICE <http://x/> { ?s ?p ?o } } } } }",
    "variable": "SELECT * { BIND(<http://x/> AS ?e) SERVICE ?e { ?s ?p ?o } }",
    "prefixed": "PREFIX e: <http://x/> SELECT * { SERVICE e:a { ?s ?p ?o } }",
    "glued to a prefix": "PREFIX e: <http://x/> SELECT * { SERVICEe: { ?s ?p ?o } }",
    "glued to silent": "SELECT * { SERVICESILENT<http://x/>{ ?s ?p ?o } }",
    "glued to a literal": "SELECT * { ?a ?b trueSERVICE<http://x/>{ ?s ?p ?o } }",
    "comments": "SELECT * { SERVICE # {\n#\r # a <b> {\n <http://x/> #\n { ?s ?p ?o } }",
    "escaped letter": "SELECT * { SERV\\u0049CE <http://x/> { ?s ?p ?o } }",
    "long escape": "SELECT * { \\U00000053ERVICE <http://x/> { ?s ?p ?o } }",
    "escaped line break in a comment": "SELECT * { # \\u000ASERVICE <http://x/> { ?s ?p ?o }\n }",
    "escape and a comment": "SELECT * { S\\u0045RVICE # \\u000A x\n <http://x/> { ?s ?p ?o } }",
    "less-than, not an IRI": "SELECT * { FILTER(1<1)SERVICE#>\n<http://x/>{ ?s ?p ?o } }",
    "quote within what looks like an IRI": "SELECT * { FILTER(1<'>')SERVICE <http://x/> { } } # '",
    "after a string that looks open": "SELECT * { ?s ?p '''a'b''' . SERVICE <http://x/> { } } # '",
    "escaped prefix name": "PREFIX e: <http://x/> SELECT * { SERVICE e:a\\#b { } }",
}
WRITES = [
    "INSERT DATA { <a:a> <a:b> <a:c> }",
    "PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }",
    "LOAD <http://x/>",
    "# select\nLOAD <file:///etc/passwd>",
    "load silent <http://x/> into graph <a:a>",
    "CLEAR ALL",
    "drop default",
    "WITH <http://x/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
]
FILES = [
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * from#\nnamed <FILE:/etc/passwd> { ?s ?p ?o }",
    "ASK FROM <ftp://x/> { ?s ?p ?o }",
]
HARMLESS = [
    "SELECT ?service { ?service ?p ?o }",
    "PREFIX service: <http://service/> SELECT * { ?s service:x ?service . { ?a service:b ?c } }",
    "SELECT * { ?s ?p 'the service is good' . FILTER(?a < 3) }",
    "DESCRIBE <http://x/service>",
    "SELECT ?from { ?from ?load 'insert' } # delete",
    "PREFIX load: <x:> SELECT * { ?s load:insert ?o }",
    "SELECT * FROM <https://w3id.org/policykg/doc/1> { ?s ?p ?o }",
]


@pytest.mark.parametrize("sparql", SERVICES.values(), ids=SERVICES.keys())
def test_a_call_of_another_server_is_refused(sparql: str) -> None:
    with pytest.raises(RefusedError, match="SERVICE is not allowed"):
        check_query(sparql)


@pytest.mark.parametrize("sparql", WRITES)
def test_an_update_is_refused(sparql: str) -> None:
    with pytest.raises(RefusedError, match="read only"):
        check_query(sparql)


@pytest.mark.parametrize("sparql", FILES)
def test_a_file_is_no_graph(sparql: str) -> None:
    with pytest.raises(RefusedError, match="reads no file"):
        check_query(sparql)


@pytest.mark.parametrize("sparql", HARMLESS)
def test_a_question_that_only_sounds_so_passes(sparql: str) -> None:
    check_query(sparql)


@pytest.mark.parametrize("question", list_queries(), ids=lambda question: question.name)
def test_every_named_question_passes(question: Question) -> None:
    check_query(question.sparql)


BLANKS = st.lists(st.sampled_from([" ", "\t", "\n", "\r", "#\n", "# {\r", "#'\n", '#"""\n']), max_size=5).map("".join)
BEFORE = st.text("'\"#<>{}()\\ua1 \n", max_size=30)


@given(before=BEFORE, first=BLANKS, silent=st.sampled_from(["", "SILENT", "silent "]), second=BLANKS, third=BLANKS)
def test_no_blank_and_nothing_before_it_hides_a_call(
    before: str, first: str, silent: str, second: str, third: str
) -> None:
    with pytest.raises(RefusedError):
        check_query(f"SELECT * {{ {before} SERVICE{first}{silent}{second}<http://x/>{third}{{ ?s ?p ?o }} }}")


def test_graphs_are_found_outside_strings_and_comments_only() -> None:
    sparql = "SELECT * FROM <urn:a> # FROM <urn:b>\nFROM NAMED e:c { ?s ?p 'FROM <urn:d>' . ?from <urn:e> ?o }"
    assert find_graphs(sparql) == ["urn:a", ""]
