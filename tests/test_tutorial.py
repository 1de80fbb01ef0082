"""The tutorials do what they say: their commands are run, and what they show is what comes out."""

import csv
from pathlib import Path

import pytest
from lxml import etree

from docs.tutorial import PAGES, PICTURES, fill_page, list_commands, run_commands


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tutorial")


@pytest.fixture(scope="module")
def outputs(folder: Path) -> list[str]:
    """What the commands print, in a folder with the example reports."""
    return list(run_commands(list_commands(PAGES[0].read_text("utf-8")), folder))


def test_both_languages_give_the_same_commands() -> None:
    english, chinese = (list_commands(page.read_text("utf-8")) for page in PAGES)
    assert english == chinese
    assert [command.split()[:2] for command in english if command.startswith("kg")] == [
        ["kg", "build"],
        ["kg", "query"],
        ["kg", "show"],
        ["kg", "query"],
        ["kg", "report"],
        ["kg", "view"],
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_what_a_page_shows_is_what_comes_out(page: Path, outputs: list[str]) -> None:
    text = page.read_text("utf-8")
    assert fill_page(text, outputs) == text, "run make docs"


@pytest.mark.parametrize("made", sorted(PICTURES))
def test_the_picture_on_the_page_is_the_one_that_was_made(made: str, folder: Path, outputs: list[str]) -> None:
    assert outputs
    text = (folder / made).read_text("utf-8")
    assert text == PICTURES[made].read_text("utf-8"), "run make docs"
    assert etree.fromstring(text.encode()).tag == "{http://www.w3.org/2000/svg}svg"


def test_the_table_and_the_page_for_the_talk_are_there(folder: Path, outputs: list[str]) -> None:
    assert outputs
    rows = list(csv.DictReader((folder / "fengqiao.csv").read_text("utf-8-sig").splitlines()))
    assert {row["programName"] for row in rows} == {"枫桥经验"}
    assert all(row["sentence"] for row in rows)
    assert "枫桥经验" in (folder / "fengqiao.html").read_text("utf-8")


def test_outputs_are_put_under_their_commands() -> None:
    page = "```sh\na\n```\n\n```text\nold\n```\n\n```sh\nb\n```\n\nwords\n"
    assert fill_page(page, ["new\n", "quiet\n"]) == "```sh\na\n```\n\n```text\nnew\n```\n\n```sh\nb\n```\n\nwords\n"


def test_a_command_that_fails_says_which(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no-such-command"):
        list(run_commands(["no-such-command"], tmp_path))
