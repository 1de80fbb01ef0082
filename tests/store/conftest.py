"""A real Oxigraph server on loopback, and a small graph in every form that a store may have."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

GRAPH = """\
<http://a/1> <http://a/p> "一" <http://g/1> .
<http://a/1> <http://a/p> "二" <http://g/1> .
<http://a/2> <http://a/p> "三"@zh <http://g/2> .
"""


@pytest.fixture
def quads(tmp_path: Path) -> Path:
    """Three quads in two graphs."""
    path = tmp_path / "graph.nq"
    path.write_text(GRAPH, "utf-8")
    return path


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an empty Oxigraph server in memory; its questions go to /query, its graphs to /store."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("oxigraph")
    process = subprocess.Popen(
        [program, "serve", "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait(address: str) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
