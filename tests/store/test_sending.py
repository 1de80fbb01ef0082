"""What goes to a server: which requests, in which order, again after which answers, and on whose authority."""

import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from pyoxigraph import RdfFormat, parse

from kg.errors import StoreError
from kg.store import load_files, open_store
from kg.store.addresses import find_addresses
from kg.store.connection import Connection

Answer = tuple[int, dict[str, str]]
DIGEST = 'Digest realm="r", nonce="n{}", qop="auth", algorithm=MD5, stale="{}"'


@dataclass
class Recorder:
    """A server that writes down what it is sent and answers as a test says."""

    address: str = ""
    answer: Callable[["Recorder"], Answer] = lambda _: (204, {})
    requests: list[tuple[str, str, str]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)

    @property
    def asked(self) -> list[str]:
        return [f"{method} {unquote(path)}" for method, path, _ in self.requests]

    @property
    def authority(self) -> list[str]:
        return [header for _, _, header in self.requests]


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    for name in ("KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN", "KG_STORE_AUTH"):
        monkeypatch.delenv(name, raising=False)
    kept = Recorder()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kept.requests.append((self.command, self.path, self.headers["Authorization"] or ""))
            kept.bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8"))
            code, headers = kept.answer(kept)
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_PUT(self) -> None:
            self.do_POST()

        def log_message(self, *_args: object) -> None:
            """Tests are quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    kept.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield kept
    server.shutdown()
    thread.join()
    server.server_close()


def answer_in_turn(*codes: int, headers: dict[str, str] | None = None) -> Callable[[Recorder], Answer]:
    return lambda recorder: (codes[min(len(recorder.requests), len(codes)) - 1], headers or {})


def test_a_graph_is_put_and_the_next_one_too(recorder: Recorder, quads: Path) -> None:
    load_files([quads], to=f"{recorder.address}/query")
    assert recorder.asked == ["PUT /store?graph=http://g/1", "PUT /store?graph=http://g/2"]


def test_graphs_of_one_name_in_two_files_are_united(recorder: Recorder, quads: Path) -> None:
    load_files([quads, quads], to=f"{recorder.address}/store")
    assert [line.split(" ")[0] for line in recorder.asked] == ["PUT", "PUT", "POST", "POST"]


def test_a_file_that_mixes_graphs_makes_one_request_for_each(recorder: Recorder, tmp_path: Path) -> None:
    lines = [f'<http://a/{n}> <http://a/p> "{n}" <http://g/{n % 2}> .' for n in range(100)]
    (tmp_path / "mixed.nq").write_text("\n".join(lines), "utf-8")
    load_files([tmp_path / "mixed.nq"], to=f"{recorder.address}/store")
    assert recorder.asked == ["PUT /store?graph=http://g/0", "PUT /store?graph=http://g/1"]


def test_where_there_is_no_graph_store_updates_are_sent(recorder: Recorder, quads: Path) -> None:
    recorder.answer = lambda kept: (204 if kept.requests[-1][1].startswith("/update") else 404, {})
    load_files([quads], to=f"{recorder.address}/query")
    assert recorder.asked[:2] == ["PUT /store?graph=http://g/1", "PUT /data?graph=http://g/1"]
    assert recorder.asked[2:] == ["POST /update"] * 4
    assert recorder.bodies[2] == "DROP SILENT GRAPH <http://g/1>"
    assert recorder.bodies[-1] == 'INSERT DATA { GRAPH <http://g/2> {\n<http://a/2> <http://a/p> "三"@zh .\n} }'


def test_a_server_that_takes_no_graphs_says_so(recorder: Recorder, quads: Path) -> None:
    recorder.answer = answer_in_turn(404)
    with pytest.raises(StoreError, match="give the address of its Graph Store"):
        load_files([quads], to=f"{recorder.address}/sparql")
    assert len(recorder.requests) == 4


@pytest.mark.parametrize(
    ("codes", "headers", "pauses"),
    [
        ((503, 500, 204), {}, [1.0, 2.0]),
        ((429, 204), {"Retry-After": "7"}, [7.0]),
        ((408, 204), {"Retry-After": "9999"}, [60.0]),
        ((502, 204), {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, [1.0]),
    ],
)
def test_what_may_pass_is_tried_again_later(
    recorder: Recorder, quads: Path, codes: tuple[int, ...], headers: dict[str, str], pauses: list[float]
) -> None:
    waited: list[float] = []
    recorder.answer = answer_in_turn(*codes, headers=headers)
    load_files([quads], to=f"{recorder.address}/store", pause=waited.append)
    assert waited == pauses
    assert recorder.bodies[0] == recorder.bodies[len(codes) - 1]


@pytest.mark.parametrize("code", [401, 403, 409, 413])
def test_what_will_not_pass_is_not_tried_again(recorder: Recorder, quads: Path, code: int) -> None:
    recorder.answer = answer_in_turn(code)
    with pytest.raises(StoreError, match=str(code)):
        load_files([quads], to=f"{recorder.address}/store", pause=lambda _: pytest.fail("it waits"))
    assert len(recorder.requests) == 1


def test_triples_without_a_graph_go_where_the_user_says(recorder: Recorder, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text('<http://a/1> <http://a/p> "一" .', "utf-8")
    load_files([tmp_path / "a.ttl"], to=f"{recorder.address}/store", graph="http://g/图")
    load_files([tmp_path / "a.ttl"], to=f"{recorder.address}/store")
    assert recorder.asked == ["PUT /store?graph=http://g/图", "POST /store?default"]


def test_blank_nodes_have_the_same_names_each_time_and_in_each_request(
    recorder: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.store.loading._CHUNK", 1)
    (tmp_path / "a.ttl").write_text('<http://a/1> <http://a/p> [ <http://a/q> "一" ], [] .', "utf-8")
    for _ in range(2):
        load_files([tmp_path / "a.ttl"], to=f"{recorder.address}/store")
    assert recorder.bodies[:3] == recorder.bodies[3:]
    triples = [quad.triple for body in recorder.bodies[:3] for quad in parse(body, format=RdfFormat.N_TRIPLES)]
    assert len({str(t.subject) for t in triples} & {str(t.object) for t in triples}) == 1
    assert "_:" not in "".join(recorder.bodies)


def test_a_digest_is_sent_to_who_asks_for_one_and_again_without_asking(
    recorder: Recorder, quads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE_USER", "ann")
    monkeypatch.setenv("KG_STORE_PASSWORD", "secret")
    monkeypatch.setenv("KG_STORE_AUTH", "digest")
    recorder.answer = lambda kept: (
        (204, {}) if kept.authority[-1] else (401, {"WWW-Authenticate": DIGEST.format(1, "false")})
    )
    load_files([quads], to=f"{recorder.address}/store")
    assert recorder.authority[0] == ""
    numbers = [re.findall(r'^Digest username="ann".* nc=(\d+)', header) for header in recorder.authority[1:]]
    assert numbers == [["00000001"], ["00000002"]]
    assert "secret" not in "".join(recorder.authority)


class _HangingUp(BaseHTTPRequestHandler):
    """A server that hangs up on a body without a digest, and says that it wants one to who asks with none."""

    def do_PUT(self) -> None:
        if (self.headers["Authorization"] or "").startswith("Digest"):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(204)
            self.end_headers()
        else:
            self.connection.shutdown(socket.SHUT_RDWR)

    def do_HEAD(self) -> None:
        self.send_response(401)
        if self.headers["Authorization"] is None:
            self.send_header("WWW-Authenticate", DIGEST.format(1, "false"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def hanging_up() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _HangingUp) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/store"
        server.shutdown()
        thread.join()


def test_a_server_that_hangs_up_is_asked_for_its_challenge(hanging_up: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_STORE_TOKEN", raising=False)
    with pytest.raises(StoreError):
        Connection().send(hanging_up, b"." * 8_000_000, headers={}, method="PUT")
    monkeypatch.setenv("KG_STORE_USER", "ann")
    monkeypatch.setenv("KG_STORE_PASSWORD", "secret")
    assert Connection().send(hanging_up, b"." * 8_000_000, headers={}, method="PUT").body == b""


def test_a_wrong_digest_is_not_sent_for_ever(recorder: Recorder, quads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_USER", "ann")
    recorder.answer = answer_in_turn(401, headers={"WWW-Authenticate": DIGEST.format(1, "false")})
    with pytest.raises(StoreError, match="is not enough"):
        load_files([quads], to=f"{recorder.address}/store")
    assert [header.split(" ")[0] for header in recorder.authority] == ["Basic", "Digest"]


@pytest.mark.parametrize(
    ("place", "graph_stores", "updates"),
    [
        ("/query", "/store /data", "/update"),
        ("/ds/sparql", "/ds/sparql-graph-crud-auth /ds/data", "/ds/update /ds/sparql"),
        ("/repositories/r", "/repositories/r/rdf-graphs/service", "/repositories/r/statements"),
        ("/blazegraph/namespace/kb/sparql", "", "/blazegraph/namespace/kb/sparql"),
        ("", "/store /", "/update /"),
        ("/?a=1", "/store?a=1 /?a=1", "/update?a=1 /?a=1"),
        ("/ds/", "/ds /ds/data", "/ds /ds/update"),
    ],
)
def test_the_addresses_that_are_tried(place: str, graph_stores: str, updates: str) -> None:
    found = find_addresses(f"http://h{place}")
    assert [address.removeprefix("http://h") for address in found.graph_stores] == graph_stores.split()
    assert [address.removeprefix("http://h") for address in found.updates] == updates.split()


def test_what_an_update_sends_arrives_in_a_real_server(server: str, quads: Path) -> None:
    for text in (quads.read_text("utf-8"), '<http://a/1> <http://a/p> "新" <http://g/1> .'):
        quads.write_text(text, "utf-8")
        load_files([quads], to=f"{server}/update")
    rows = open_store(f"{server}/query").select("SELECT ?o { ?s <http://a/p> ?o }").rows
    assert sorted(str(cell) for (cell,) in rows) == ['"三"@zh', '"新"']
