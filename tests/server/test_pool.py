"""Processes that answer, and that can be stopped."""

import multiprocessing
import os
import socket
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import anyio
import pytest

from kg.server.confine import confine
from kg.server.limits import Limits
from kg.server.pool import Pool
from kg.server.worker import Ask, Reply

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = "SELECT (GROUP_CONCAT(?all) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(CONCAT(STR(?c), STR(?f)) AS ?all) }"
QUICK = Ask(query="ASK { ?s ?p ?o }", accept="text/csv")


@asynccontextmanager
async def open_pool(folder: Path, limits: Limits) -> AsyncIterator[Pool]:
    pool = Pool(folder / "store", limits)
    try:
        yield pool
    finally:
        pool.close()


def run(folder: Path, limits: Limits, work: Callable[[Pool], Awaitable[object]]) -> None:
    async def main() -> None:
        async with open_pool(folder, limits) as pool:
            await work(pool)

    anyio.run(main)


def is_running(pid: int | None) -> bool:
    return pid is not None and Path(f"/proc/{pid}").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_long_question_is_stopped_with_its_process(folder: Path) -> None:
    async def work(pool: Pool) -> None:
        pool.warm()
        pids = [worker.pid for worker in pool._idle]
        reply = await pool.ask(Ask(query=ENDLESS))
        assert (reply.status, "after 1 seconds" in reply.body.decode()) == (503, True)
        assert not any(map(is_running, pids))
        assert (await pool.ask(QUICK)).body == b"true"

    run(folder, Limits(seconds=1, workers=1), work)


def test_a_question_ends_when_its_asker_goes(folder: Path) -> None:
    async def gone() -> bool:
        return True

    async def work(pool: Pool) -> None:
        pool.warm()
        assert (await pool.ask(QUICK)).status == 200
        with anyio.fail_after(20):
            await pool.ask(Ask(query=ENDLESS), gone=gone)

    run(folder, Limits(seconds=300, workers=1), work)


def test_who_comes_when_the_queue_is_full_is_told_so(folder: Path) -> None:
    replies: list[Reply] = []

    async def ask(pool: Pool) -> None:
        replies.append(await pool.ask(Ask(query=ENDLESS)))

    async def work(pool: Pool) -> None:
        async with anyio.create_task_group() as tasks:
            for _ in range(4):
                tasks.start_soon(ask, pool)

    run(folder, Limits(seconds=1, workers=1, waiting=2), work)
    told = sorted(reply.body.decode()[:8] for reply in replies)
    assert told == ["The ques", "The ques", "Too many", "Too many"]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
def test_a_question_that_takes_all_memory_breaks_only_its_process(folder: Path) -> None:
    async def work(pool: Pool) -> None:
        reply = await pool.ask(Ask(query=GREEDY))
        assert (reply.status, "memory" in reply.body.decode()) == (503, True)
        assert (await pool.ask(QUICK)).body == b"true"

    run(folder, Limits(seconds=60, workers=1, memory_bytes=700 * 1024 * 1024), work)


class _Canary(BaseHTTPRequestHandler):
    calls: list[str] = []  # noqa: RUF012 -- one server, one list

    def do_POST(self) -> None:
        self.calls.append(self.path)
        self.send_error(500)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_: object) -> None:
        """Nothing."""


def call_out(port: int, answers: "multiprocessing.Queue[str]") -> None:
    from pyoxigraph import Store

    confine(4 << 30)
    for work in (
        lambda: socket.create_connection(("127.0.0.1", port)),
        lambda: list(Store().query(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")),  # type: ignore[arg-type]
    ):
        try:
            work()
            answers.put("reached")
        except OSError as problem:
            answers.put(os.strerror(problem.errno) if problem.errno else "refused")


@pytest.mark.skipif(sys.platform != "linux", reason="connections are cut on Linux")
def test_a_process_can_reach_nobody_even_if_the_guard_were_wrong() -> None:
    server = HTTPServer(("127.0.0.1", 0), _Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[str] = context.Queue()
    process = context.Process(target=call_out, args=(server.server_port, answers))
    process.start()
    assert [answers.get(timeout=60) for _ in range(2)] == ["Permission denied", "refused"]
    process.join(60)
    server.shutdown()
    server.server_close()
    assert _Canary.calls == []
