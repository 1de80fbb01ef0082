"""A block is interrupted after its seconds, and nothing of the caller's is taken away."""

import contextlib
import signal
import threading
import time

import pytest

from kg import deadline as deadlines
from kg.deadline import deadline

LATE = TimeoutError("late")


def sleep_stubbornly() -> None:
    with contextlib.suppress(TimeoutError):
        time.sleep(10)
    time.sleep(10)


def test_a_block_that_takes_too_long_is_interrupted() -> None:
    with pytest.raises(TimeoutError, match="late"), deadline(0.05, LATE):
        time.sleep(10)


def test_code_that_swallows_the_interruption_is_interrupted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "AGAIN", 0.05)
    with pytest.raises(TimeoutError, match="late"), deadline(0.05, LATE):
        sleep_stubbornly()


@pytest.mark.parametrize("seconds", [0, 5])
def test_a_block_in_time_is_left_alone_and_no_timer_stays(seconds: float) -> None:
    before = signal.getsignal(signal.SIGALRM)
    with deadline(seconds, LATE):
        time.sleep(0.01)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_timer_of_the_caller_is_not_touched() -> None:
    signal.setitimer(signal.ITIMER_REAL, 60)
    try:
        with deadline(0.01, LATE):
            time.sleep(0.05)
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 50
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def test_other_threads_have_no_deadline() -> None:
    done = []

    def work() -> None:
        with deadline(0.01, LATE):
            time.sleep(0.05)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
