"""The page of what users ask is in step with the questions and with what the examples say."""

from pathlib import Path

import pytest

from docs.competency import PAGE, write_competency
from kg.store import open_store


@pytest.fixture(scope="module")
def page(demo: Path) -> str:
    return write_competency(open_store(demo / "store"))


def test_the_page_is_in_step_with_the_graph(page: str) -> None:
    assert page == PAGE.read_text("utf-8"), "run make docs"


def test_at_least_thirty_questions_are_asked_and_nearly_all_have_rows(page: str) -> None:
    assert page.count("\n## ") >= 30
    assert page.count("No rows") <= 2
