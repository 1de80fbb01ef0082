"""A folder of four tiny reports, and its output."""

from pathlib import Path

import pytest

from tests.building.samples import build, write_reports


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four reports."""
    return write_reports(tmp_path / "reports", "罗店镇", "嵊州市", "牛塘镇", "山下湖镇")


@pytest.fixture
def output(folder: Path) -> Path:
    """Their output."""
    build(folder, folder.parent / "output")
    return folder.parent / "output"
