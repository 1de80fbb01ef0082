"""One server over three made-up reports, and one over reports full of markup."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.server import Limits
from tests.server.live import Live, serve
from tests.site.samples import make_hostile, write_build

LIMITS = Limits(seconds=2, rows=300, workers=2, query_bytes=4000)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build of the three reports leaves."""
    return write_build(tmp_path_factory.mktemp("server") / "output")


@pytest.fixture(scope="session")
def live(folder: Path) -> Iterator[Live]:
    """A server over it, with tight limits."""
    with serve(folder, limits=LIMITS) as running:
        yield running


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server over reports whose every word is markup."""
    with serve(write_build(tmp_path_factory.mktemp("hostile") / "output", make_hostile())) as running:
        yield running
