"""A site made once."""

from pathlib import Path

import pytest

from kg.site import write_site
from tests.site.samples import make_hostile, write_build


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of three made-up reports."""
    folder = write_build(tmp_path_factory.mktemp("site") / "output")
    return write_site(folder, folder / "site").parent


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of reports that are full of markup."""
    folder = write_build(tmp_path_factory.mktemp("hostile") / "output", make_hostile())
    return write_site(folder, folder / "site", title="<b>名</b>").parent
