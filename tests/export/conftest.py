"""One small build, and its exports."""

from pathlib import Path

import pytest

from kg.building import build_folder
from kg.settings import Settings

BASE = "https://example.org/kg/"


@pytest.fixture(scope="session")
def small_build(tmp_path_factory: pytest.TempPathFactory, reports: Path) -> Path:
    """The output of building one report under a base IRI of its own."""
    output = tmp_path_factory.mktemp("small") / "output"
    build_folder([reports / "luodian_2021h1.txt"], output, settings=Settings(tagger="none", base=BASE))
    return output
