"""The memory of a build at ten times the documents; the figures go to docs/decisions/0030-kept-parts.md."""

from pathlib import Path

import pytest

from tests.building.samples import write_reports
from tests.building.test_size import measure

pytestmark = pytest.mark.soak


def test_ten_times_the_documents_take_the_same_memory(tmp_path: Path) -> None:
    small = write_reports(tmp_path / "small", *(f"第{number}镇" for number in range(500)))
    large = write_reports(tmp_path / "large", *(f"第{number}镇" for number in range(5000)))
    assert measure(large) < 1.2 * measure(small)
