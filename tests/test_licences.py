"""The page of licences lists what a default installation brings in, and nothing in it binds its users."""

import re
import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
LICENCES = runpy.run_path(str(DOCS / "licences.py"))


def binds(licence: str) -> bool:
    """Whether every choice that a licence leaves is GPL, AGPL or LGPL."""
    return all(re.search(r"GPL|General Public|Affero", choice) for choice in licence.split(" OR "))


def test_every_package_of_the_default_installation_is_listed() -> None:
    assert set(LICENCES["list_licences"]()) - set(LICENCES["read_page"]()) == set()


def test_no_package_is_under_a_licence_that_binds() -> None:
    licences = LICENCES["list_licences"]() | LICENCES["read_page"]()
    assert len(licences) > 20
    assert {name for name, licence in licences.items() if binds(licence) or licence == "not stated"} == set()


@pytest.mark.parametrize(
    ("licence", "is_bound"),
    [("MIT", False), ("GPL-3.0-only", True), ("MPL-1.1 OR GPL-2.0-only", False), ("GNU Affero", True)],
)
def test_a_choice_is_a_choice(licence: str, is_bound: bool) -> None:
    assert binds(licence) is is_bound
