"""A store of three made-up reports."""

import pytest

from kg.store import Store, open_store
from tests.explore.samples import write_graph


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The reports as RDF in memory."""
    return open_store(write_graph(tmp_path_factory.mktemp("explore") / "graph.nq"))
