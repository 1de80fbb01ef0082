"""The command `kg`: parse, call, print. The only place that speaks to people, exits, or catches our errors."""

import os
import sys

from kg.cli import ask, check, explore, export, learn, make, publish, serving
from kg.cli.app import app
from kg.cli.printing import print_problem
from kg.cli.stopping import Stopped, watch_signals
from kg.errors import KgError

__all__ = ["app", "ask", "check", "explore", "export", "learn", "main", "make", "publish", "serving"]


def main() -> None:
    """Run `kg`: exit code 0 is fine, 1 means findings, 2 an error told in one sentence.

    Whoever stops it gets what shells say of a signal: 130 for Ctrl-C, 143 for a request to end.
    """
    # One thread: the network's matrices are small, and processes, not threads, share the work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    watch_signals()
    try:
        app()
    except KgError as problem:
        print_problem(str(problem))
        sys.exit(2)
    except Stopped as stop:
        sys.exit(stop.exit_code)
