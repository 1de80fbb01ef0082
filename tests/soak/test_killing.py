"""kill -9 at sixty steps and at forty moments, with one process and with two; docs/decisions/0030-kept-parts.md."""

import random

import pytest

from tests.building.killing import Crime, choose_steps

pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def crime(tmp_path_factory: pytest.TempPathFactory) -> Crime:
    return Crime(tmp_path_factory.mktemp("crime"))


@pytest.mark.parametrize("number", range(60))
def test_killed_at_a_step(crime: Crime, number: int) -> None:
    crime.kill_at(list(choose_steps(crime.steps, count=60, seed=60))[number])
    assert crime.check().read <= 2


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("number", range(20))
def test_killed_at_a_moment(crime: Crime, number: int, workers: int) -> None:
    crime.kill_after(random.Random(number).uniform(0, 4), workers=workers)  # noqa: S311
    assert crime.check().read <= 2
