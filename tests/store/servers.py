"""Real servers on loopback, started and stopped here: Oxigraph, and a Virtuoso that has little memory."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 300  # seconds for a server to start or stop on a busy machine
MOST_ROWS = 20_000  # that Virtuoso gives as an answer
ADMINISTRATOR = "dba"  # name and password in every new Virtuoso database

_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 6
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
MaxQueryMem = 64M
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 3
[SPARQL]
ResultSetMaxRows = {rows}
"""


@contextmanager
def run_oxigraph() -> Iterator[str]:
    """The address of an empty Oxigraph server in memory; its questions go to /query, its graphs to /store."""
    address = f"127.0.0.1:{find_port()}"
    program = Path(sys.executable).with_name("oxigraph")
    with _running([str(program), "serve", "--bind", address], f"http://{address}/", folder=None) as place:
        yield place


@contextmanager
def run_virtuoso(folder: Path) -> Iterator[str]:
    """The address of an empty Virtuoso; its questions go to /sparql, its graphs to /sparql-graph-crud-auth."""
    http = find_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=find_port(), http=http, rows=MOST_ROWS), "utf-8")
    program = shutil.which("virtuoso-t") or "virtuoso-t"
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    with _running(command, f"http://127.0.0.1:{http}/sparql", folder=folder) as place:
        yield place.removesuffix("/sparql")


def find_port() -> int:
    """A port that is free now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], address: str, *, folder: Path | None) -> Iterator[str]:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, address)
        yield address.rstrip("/")
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
