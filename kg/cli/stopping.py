"""Ctrl-C or a request to end in, an exception out that unwinds everything, so that workers end and locks are let go."""

import signal
from types import FrameType


class Stopped(BaseException):
    """The user, or the system, wants us to end. Not an Exception: no library is to take it for a failure of its own."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


def watch_signals() -> None:
    """Raise Stopped when asked to end. Whoever asks twice gets what the system does."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)


def _stop(number: int, _frame: FrameType | None) -> None:
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_DFL)
    raise Stopped(number)
