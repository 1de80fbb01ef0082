"""Items → outcomes in a pool of processes that no document can bring down.

Each process has one item at a time and a pipe of its own, so when a process ends or does not answer, it is known which
document it had. Such a document is tried once more with no other beside it, in case it was memory that ran out; then it
is named and left out. Processes start fresh (no fork), so they hold no state of the caller.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from kg.batch import Content, Item, Outcome, leave_out, path_of, process_file
from kg.errors import CrashError, KgError, TooSlowError, WorkerError
from kg.settings import Settings

AHEAD: Final = 32  # items a worker that may be finished before the one whose turn it is, so that memory stays bounded
GRACE: Final = 10.0  # seconds after its own limit in which a process must answer; then it hangs in foreign code
START: Final = 600.0  # seconds in which it must be ready

_FOREVER: Final = float("inf")
_THREADS: Final = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
# Tables and models are loaded when they are first needed: by this, so that no document pays for it with its seconds.
_FIRST: Final = Content(path=Path("first.txt"), data="2021年嵊州市政府工作报告\n新建公园1个。\n".encode())


class _Worker:
    """A process, its pipe, and the item that it has."""

    def __init__(self, context: SpawnContext, settings: Settings) -> None:
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=serve, args=(theirs, settings), daemon=True)
        with _use_one_thread():
            self.process.start()
        theirs.close()  # so that its end is felt at ours
        self.ready = False
        self.task: tuple[int, Item] | None = None
        self.until = time.monotonic() + START

    def give(self, number: int, item: Item, seconds: float) -> None:
        self.task = (number, item)
        if self.ready:
            self.start_clock(seconds)
        try:
            self.pipe.send(item)
        except OSError:
            return  # it has ended; the pipe says so when it is read

    def start_clock(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds + GRACE if seconds > 0 else _FOREVER

    def end(self) -> str:
        """Stop it, and say how it ended."""
        self.process.join(0.5)  # an ending process has closed its pipe before it has a code
        self.process.kill()
        self.process.join()
        self.pipe.close()
        code = self.process.exitcode or 0
        return f"exit code {code}" if code >= 0 else signal.Signals(-code).name


class Pool:
    """Some processes, started when there is work for them and kept between runs. Use it in a `with` block."""

    def __init__(self, settings: Settings, *, workers: int) -> None:
        self._settings = settings
        self._most = workers
        self._workers: list[_Worker] = []
        self._context = multiprocessing.get_context("spawn")
        self._again: deque[tuple[int, Item]] = deque()
        self._tried: set[int] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of its processes."""
        return tuple(worker.process.pid or 0 for worker in self._workers)

    def run(self, items: Iterable[Item]) -> Iterator[Outcome]:
        """The outcomes in the order of the items."""
        queue, finished, turn = enumerate(items), dict[int, Outcome](), 0
        self._again.clear()
        self._tried.clear()
        try:
            while self._hand_out(queue, room=self._most * AHEAD - len(finished)):
                finished |= dict(self._collect())
                self._hand_out(queue, room=self._most * AHEAD - len(finished))  # nobody waits for the caller
                while turn in finished:
                    yield finished.pop(turn)
                    turn += 1
        finally:
            for worker in self._busy():  # the caller has turned away
                self._remove(worker)

    def _hand_out(self, queue: Iterator[tuple[int, Item]], *, room: int) -> bool:
        """Give work to whoever has none; whether there is anything to wait for."""
        if self._again and not self._busy():
            self._give(*self._again.popleft())
        if self._again or any(worker.task and worker.task[0] in self._tried for worker in self._workers):
            return True  # nothing else goes out until it has been tried
        while len(self._busy()) < min(self._most, max(room, 1)) and (task := next(queue, None)):
            self._give(*task)
        return bool(self._busy())

    def _give(self, number: int, item: Item) -> None:
        worker = next((worker for worker in self._workers if worker.task is None), None)
        if worker is None:
            worker = _Worker(self._context, self._settings)
            self._workers.append(worker)
        worker.give(number, item, self._settings.max_seconds)

    def _collect(self) -> Iterator[tuple[int, Outcome]]:
        """Wait until a process answers, ends or is late."""
        busy = self._busy()
        first = min(worker.until for worker in busy)
        left = None if first == _FOREVER else max(0.0, first - time.monotonic())
        answered = wait([worker.pipe for worker in busy], left)
        for worker in busy:
            if worker.pipe in answered:
                yield from self._hear(worker)
            elif worker.until <= time.monotonic():
                yield from self._give_up(worker)

    def _hear(self, worker: _Worker) -> Iterator[tuple[int, Outcome]]:
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        if isinstance(answer, KgError):
            raise answer
        if answer is None:
            worker.ready = True
            worker.start_clock(self._settings.max_seconds)
        elif worker.task:
            yield worker.task[0], answer
            worker.task = None

    def _bury(self, worker: _Worker) -> Iterator[tuple[int, Outcome]]:
        """A process has ended: its document is tried once more, alone, or left out."""
        task, how = worker.task, self._remove(worker)
        if task and task[0] not in self._tried:
            self._tried.add(task[0])
            self._again.append(task)
        elif not worker.ready:
            raise WorkerError(
                f"A worker process does not start ({how}); what it printed says why. A script that uses workers needs "
                'its calls under `if __name__ == "__main__":`.'
            )
        elif task:
            yield task[0], leave_out(task[1], CrashError(str(path_of(task[1])), how))

    def _give_up(self, worker: _Worker) -> Iterator[tuple[int, Outcome]]:
        """A process hangs where no timer reaches it."""
        task = worker.task
        worker.process.kill()
        self._remove(worker)
        if not worker.ready:
            raise WorkerError(f"A worker process was not ready after {START:g} seconds; use fewer workers.")
        if task:
            problem = TooSlowError(str(path_of(task[1])), f"{self._settings.max_seconds:g} seconds")
            yield task[0], leave_out(task[1], problem)

    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.task]

    def _remove(self, worker: _Worker) -> str:
        self._workers.remove(worker)
        return worker.end()


@contextmanager
def _use_one_thread() -> Iterator[None]:
    """Processes that start here compute with one thread each, unless the environment says otherwise.

    Two of them with two threads each took three times as long as with one.
    """
    new = {name: "1" for name in _THREADS if name not in os.environ}
    os.environ.update(new)
    try:
        yield
    finally:
        for name in new:
            del os.environ[name]


def serve(pipe: Connection, settings: Settings) -> None:
    """The life of a worker process: load all that is needed, say so with None, then an outcome for each item."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        process_file(_FIRST, replace(settings, max_seconds=0))
        pipe.send(None)
        while True:
            pipe.send(process_file(pipe.recv(), settings))
    except KgError as problem:
        pipe.send(problem)
    except (EOFError, OSError):
        return  # the parent has gone


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
