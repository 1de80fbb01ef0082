"""What many tests share: the example reports, and one build of them a test session."""

from pathlib import Path

import pytest

from kg.building import BuildReport, build_folder
from kg.model import Extraction
from kg.pipeline import extract_document
from kg.read import read_document
from kg.recognisers import make_recognisers
from kg.settings import Settings

REPORTS = Path(__file__).parents[1] / "examples" / "reports"


@pytest.fixture(scope="session")
def reports() -> Path:
    """The folder of the five example reports."""
    return REPORTS


@pytest.fixture(scope="session")
def demo_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    """The output folder of `kg build examples/reports`, and its report."""
    output = tmp_path_factory.mktemp("demo") / "output"
    return output, build_folder([REPORTS], output)


@pytest.fixture(scope="session")
def demo(demo_build: tuple[Path, BuildReport]) -> Path:
    """The output folder of `kg build examples/reports`."""
    return demo_build[0]


@pytest.fixture(scope="session")
def luodian() -> Extraction:
    """All that 罗店镇's report says."""
    document = read_document(REPORTS / "luodian_2021h1.txt")
    return extract_document(document, recognisers=make_recognisers(Settings()))
