"""`kg serve` as people run it."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import MissingExtraError, StoreError, UsageError
from kg.server import make_app, open_socket
from tests.server.live import Live

KG = [sys.executable, "-m", "kg", "serve"]


@pytest.mark.skipif(sys.platform == "win32", reason="sends the signal of Ctrl-C")
def test_it_tells_its_address_and_stops_with_its_processes(folder: Path) -> None:
    command = [*KG, "--store", str(folder), "--port", "0", "--row-limit", "5"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.match(r"(http://127\.0\.0\.1:\d+)/", process.stdout.readline())
        assert found is not None
        live = Live(found[1])
        assert live.query("SELECT * { ?s ?p ?o }").status == 422
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        started = children.read_text().split() if children.exists() else []
        process.send_signal(signal.SIGINT)
        assert process.wait(30) in {0, 130, -signal.SIGINT}
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    assert [pid for pid in started if not _has_ended(pid)] == []


def test_a_port_that_is_taken_is_told() -> None:
    with open_socket("127.0.0.1", 0) as taken, pytest.raises(UsageError, match="Give another with --port"):
        open_socket("127.0.0.1", taken.getsockname()[1])


def test_a_place_without_a_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        make_app(tmp_path)


def test_the_extra_is_named_where_it_is_missing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "starlette", None)
    with pytest.raises(MissingExtraError, match=r"policykg\[serve\]"):
        make_app(folder)


def _has_ended(pid: str, seconds: float = 20) -> bool:
    """Whether a process is gone soon: the one that watches over the others goes a moment after them."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
