"""What goes to a server, and what is made of its answers."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kg.errors import KgError, QueryError, StoreError
from kg.store import EndpointStore
from kg.store.endpoint import find_form

ANSWERS = {
    "/login": (401, b"", {}),
    "/moved": (307, b"", {"Location": "http://elsewhere.example/"}),
    "/broken": (500, b"<p>out of\n memory</p>", {}),
    "/page": (200, b"<html>welcome</html>", {}),
    "/bad": (400, b"line 1: expected WHERE", {}),
    "/true": (200, b'{"head":{},"boolean":true}', {}),
}


class _Handler(BaseHTTPRequestHandler):
    seen: list[str | None] = []  # noqa: RUF012 - one list for the one test that reads it

    def do_POST(self) -> None:
        self.seen.append(self.headers["Authorization"])
        self.rfile.read(int(self.headers["Content-Length"]))
        code, body, headers = ANSWERS[self.path]
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Tests are quiet."""


@pytest.fixture(scope="module")
def stand_in() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "error", "said"),
    [
        ("/login", StoreError, "set KG_STORE_USER and KG_STORE_PASSWORD"),
        ("/moved", StoreError, "sends on to http://elsewhere.example/"),
        ("/broken", StoreError, "answers 500 Internal Server Error: <p>out of memory</p>"),
        ("/page", StoreError, "not SPARQL results"),
        ("/bad", QueryError, "line 1: expected WHERE"),
    ],
)
def test_an_answer_that_is_none_says_why(stand_in: str, path: str, error: type[KgError], said: str) -> None:
    with pytest.raises(error, match=said):
        EndpointStore(stand_in + path).query("ASK {}")


@pytest.mark.parametrize(
    ("environment", "header"),
    [
        ({}, None),
        ({"KG_STORE_USER": "ann", "KG_STORE_PASSWORD": "b:c"}, "Basic YW5uOmI6Yw=="),
        ({"KG_STORE_TOKEN": "t", "KG_STORE_USER": "ann"}, "Bearer t"),
    ],
)
def test_the_environment_authorises(
    stand_in: str, environment: dict[str, str], header: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert EndpointStore(f"{stand_in}/true").ask("ASK {}")
    assert _Handler.seen[-1] == header


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(StoreError) as caught:
        EndpointStore("http://ann:secret@127.0.0.1/query")
    assert "KG_STORE_PASSWORD" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("sparql", "form"),
    [
        ("select * {}", "select"),
        ("# ask\nASK {}", "ask"),
        ("BASE <http://select/>\nPREFIX ask: <http://a#> CONSTRUCT WHERE {}", "construct"),
        ("DESCRIBE <http://a/select>", "describe"),
        ("PREFIX : <http://a/> SELECT ('ask' AS ?x) {}", "select"),
        ("nonsense", ""),
    ],
)
def test_the_form_of_a_question_is_found(sparql: str, form: str) -> None:
    assert find_form(sparql) == form
