"""A server on the loopback for tests, and requests to it by hand: no client library tidies them up."""

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import uvicorn

from kg.server import Limits, make_app, open_socket


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Live:
    """A server that runs."""

    base: str

    def send(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float = 60,
    ) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.base).netloc, timeout=seconds)
        try:
            connection.request(method, quote(path, safe="/?&=%+:,#"), body, dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def query(self, sparql: str, *, accept: str = "*/*", **fields: str) -> Answer:
        asked = urlencode({"query": sparql, **{name.replace("_", "-"): value for name, value in fields.items()}})
        return self.send(f"/sparql?{asked}", headers={"Accept": accept})


@contextmanager
def serve(folder: Path, *, limits: Limits | None = None, origins: tuple[str, ...] = ()) -> Iterator[Live]:
    """A server over a folder, on a port that is free."""
    app = make_app(folder, limits=limits, origins=origins, hosts=("127.0.0.1",))
    listening = open_socket("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield Live(f"http://127.0.0.1:{listening.getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join(30)
        listening.close()
