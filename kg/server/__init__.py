"""The folder of a build in, a web server over it out: SPARQL, pages of entities and reports, search.

Starlette and uvicorn are asked for when a server is made, so that nothing else needs them.
"""

import socket
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import MissingExtraError, UsageError
from kg.server.limits import Limits

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["Limits", "make_app", "open_socket", "run_app"]


def make_app(
    place: Path, *, limits: Limits | None = None, origins: Sequence[str] = (), hosts: Sequence[str] = ()
) -> "Starlette":
    """The application; `kg.server.app.make_app` says what the arguments are.

    Raises:
        MissingExtraError: Starlette or uvicorn is not installed.
        StoreError: there is no store.
    """
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as problem:
        raise MissingExtraError("kg serve", "serve") from problem
    from kg.server import app

    return app.make_app(place, limits=limits, origins=origins, hosts=hosts)


def open_socket(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        UsageError: somebody else listens there, or there is no such address.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except OSError as problem:
        listening.close()
        raise UsageError(
            f"Nothing can listen on {host}, port {port}: {problem.strerror}. Give another with --port."
        ) from problem
    return listening


def run_app(app: "Starlette", listening: socket.socket) -> None:
    """Serve until somebody stops it."""
    import uvicorn

    config = uvicorn.Config(app, log_level="warning", server_header=False, lifespan="on")
    uvicorn.Server(config).run(sockets=[listening])
