"""Real servers, and a small graph in every form that a store may have."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.servers import run_oxigraph, run_virtuoso

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
    with run_oxigraph() as address:
        yield address


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Virtuoso server, which the tests of a session share."""
    if not shutil.which("virtuoso-t"):
        pytest.skip("Virtuoso is not installed")
    with run_virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address
