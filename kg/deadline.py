"""Seconds in, a block that is interrupted after them out.

The timer interrupts Python code and whatever looks for signals while it waits. It cannot reach into a library that
never comes back: for that, the parent of a worker process watches the clock as well (`kg.engines.pool`).
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 1.0  # seconds after which the problem is raised anew, should some library have swallowed it


@contextmanager
def deadline(seconds: float, problem: Exception) -> Iterator[None]:
    """Raise `problem` inside the block once it has run for `seconds`; 0 is no limit.

    Without effect on Windows, which has no such timer, outside the main thread, where signals do not arrive, and where
    the caller has set the timer already, which is not ours to take.
    """
    if seconds <= 0 or not _has_timer():
        yield
        return

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise problem

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _has_timer() -> bool:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getitimer(signal.ITIMER_REAL)[0] == 0
