"""Poison for tests: with this folder on PYTHONPATH, documents that name a poison harm the process that reads them.

Python imports `sitecustomize` by itself, so worker processes and the processes of a cluster are reached as well; the
product knows nothing of it. A poison works at the first sentence of a text that holds its name: 毒：exit.
"""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType


def _once() -> None:
    """Die the first time, so that the second try goes well; a file remembers."""
    mark = Path(os.environ["POLICYKG_TEST_MARK"])
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def _kill_executor() -> None:
    """Kill the Java process that our parents were started by, the first time."""
    mark = Path(os.environ["POLICYKG_TEST_MARK"])
    if mark.exists():
        return
    pid = os.getpid()
    while pid > 1:
        pid = int(Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[1])
        if b"ExecutorBackend" in Path(f"/proc/{pid}/cmdline").read_bytes():
            mark.touch()
            os.kill(pid, signal.SIGKILL)
            time.sleep(600)


def _loop() -> None:
    while True:
        time.sleep(0.01)


def _hang() -> None:
    """What a foreign library can do: never come back to Python."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    time.sleep(600)


def _fail() -> None:
    message = "a mistake of ours"
    raise LookupError(message)


POISONS: dict[str, Callable[[], object]] = {
    "毒：exit": lambda: os._exit(7),
    "毒：segfault": lambda: ctypes.string_at(0),
    "毒：once": _once,
    "毒：executor": _kill_executor,
    "毒：loop": _loop,
    "毒：hang": _hang,
    "毒：fail": _fail,
}


def _poison(module: ModuleType) -> None:
    find = module.find_measures

    def find_measures(document: object, *args: object, **options: object) -> object:
        for name, harm in POISONS.items():
            if name in getattr(document, "text", ""):
                harm()
        return find(document, *args, **options)

    vars(module)["find_measures"] = find_measures


class _Finder(MetaPathFinder):
    """Lets `kg.measure` load as ever, then puts the poison in."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != "kg.measure":
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.loader:
            _wrap(spec.loader)
        return spec


def _wrap(loader: Loader) -> None:
    run = loader.exec_module

    def exec_module(module: ModuleType) -> None:
        run(module)
        _poison(module)

    vars(loader)["exec_module"] = exec_module


sys.meta_path.insert(0, _Finder())
