"""Questions in, replies out: a bounded number of processes that answer, each of which can be killed.

A question that runs too long, or whose asker has gone, ends with its process, and a new one takes its place. Questions
wait in a queue of bounded length; who comes when it is full is told to come again.
"""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from http import HTTPStatus
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from typing import Final

import anyio
import anyio.to_thread

from kg.server.limits import Limits
from kg.server.worker import READY, Ask, Reply, run_worker, say

_GLANCE: Final = 0.2  # seconds between looks at the clock and at the asker
_START: Final = 60.0  # seconds that a process may take to start
_CONTEXT: Final = get_context("spawn")  # a server has threads, which fork does not copy

Gone = Callable[[], Awaitable[bool]]  # whether the asker has hung up


async def _stays() -> bool:
    return False


class Worker:
    """One process with its pipe."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=run_worker, args=(theirs, str(store), limits), daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False

    @property
    def pid(self) -> int | None:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.is_alive()

    async def ask(self, ask: Ask, *, seconds: float, gone: Gone) -> Reply | None:
        """The reply; None when the asker has gone or the time is up, and then the process must be killed.

        Raises:
            EOFError: the process has died, most likely for want of memory.
        """
        if not self._ready:
            await self._wait(_START, gone)
            self._pipe.recv_bytes(len(READY))
            self._ready = True
        await anyio.to_thread.run_sync(self._pipe.send, ask)
        if not await self._wait(seconds, gone):
            return None
        reply: Reply = await anyio.to_thread.run_sync(self._pipe.recv)
        return reply

    async def _wait(self, seconds: float, gone: Gone) -> bool:
        end = monotonic() + seconds
        while not await anyio.to_thread.run_sync(self._pipe.poll, max(0.0, min(_GLANCE, end - monotonic()))):
            if monotonic() >= end or await gone():
                return False
        return True

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


class Pool:
    """The processes of one store."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._slots = anyio.Semaphore(limits.workers)
        self._waiting = 0
        self._closed = False

    def warm(self) -> None:
        """Start the processes before the first question."""
        self._idle += [Worker(self._store, self._limits) for _ in range(self._limits.workers - len(self._idle))]

    async def ask(self, ask: Ask, *, gone: Gone = _stays) -> Reply:
        """The reply to a question, in words when it was stopped."""
        if self._waiting >= self._limits.waiting:
            return say(HTTPStatus.SERVICE_UNAVAILABLE, "Too many questions are waiting; ask again in a moment.")
        async with self._slot(), self._worker() as worker:
            return await self._put(worker, ask, gone)

    def close(self) -> None:
        """End all processes; later questions are answered with regret."""
        self._closed = True
        for worker in (*self._idle, *self._busy):
            worker.kill()
        self._idle.clear()
        self._busy.clear()

    async def _put(self, worker: Worker, ask: Ask, gone: Gone) -> Reply:
        seconds = self._limits.seconds
        try:
            reply = await worker.ask(ask, seconds=seconds, gone=gone)
        except (EOFError, OSError):
            return say(HTTPStatus.SERVICE_UNAVAILABLE, "The question broke its process, most likely by want of memory.")
        if reply is None:
            sentence = f"The question was stopped after {seconds:g} seconds, the limit of this server. Narrow it down."
            return say(HTTPStatus.SERVICE_UNAVAILABLE, sentence)
        self._idle.append(worker)
        return reply

    @contextlib.asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        self._waiting += 1
        try:
            await self._slots.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._slots.release()

    @contextlib.asynccontextmanager
    async def _worker(self) -> AsyncIterator[Worker]:
        """A process for one question; one that was not given back afterwards is killed and replaced."""
        while self._idle and not self._idle[-1].alive:
            self._idle.pop().kill()
        worker = self._idle.pop() if self._idle else await anyio.to_thread.run_sync(Worker, self._store, self._limits)
        self._busy.add(worker)
        try:
            yield worker
        finally:
            self._busy.discard(worker)
            if worker not in self._idle or self._closed:
                worker.kill()
                if not self._closed:
                    self._idle.append(Worker(self._store, self._limits))
