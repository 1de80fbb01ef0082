"""kill -9 at any moment, then the same command: what an uninterrupted run gives. `make soak` tries many more."""

import pytest

from tests.building.killing import Crime, choose_steps


@pytest.fixture(scope="module")
def crime(tmp_path_factory: pytest.TempPathFactory) -> Crime:
    return Crime(tmp_path_factory.mktemp("crime"))


@pytest.mark.parametrize("share", range(6))
def test_a_killed_build_goes_on(crime: Crime, share: int) -> None:
    steps = list(choose_steps(crime.steps, count=6, seed=6))
    crime.kill_at(steps[share])
    assert crime.check().read <= 2


def test_a_build_killed_at_its_last_step_has_nothing_left_to_read(crime: Crime) -> None:
    crime.kill_at(crime.steps)
    assert crime.check().read == 0


def test_a_first_build_goes_on_too(crime: Crime) -> None:
    crime.kill_at(12, first=True)
    assert 0 < crime.check().read <= 5
