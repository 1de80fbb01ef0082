"""Requests and responses, made safe: names by which the server may be called, and what browsers may do with its pages.

A server on the loopback can be reached by any page in the user's browser that has a name pointing there; so it answers
only to its own names. Pages may run the scripts of this server and nothing else, and may ask nobody else for anything.
"""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.resources import read_data


def make_walls(*, origins: Sequence[str], hosts: Sequence[str]) -> list[Middleware]:
    """What stands before every handler."""
    walls = [Middleware(_Walls, hosts=tuple(hosts), shared=bool(origins))]
    if origins:
        walls.append(Middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"]))
    return walls


class _Walls:
    def __init__(self, app: ASGIApp, *, hosts: tuple[str, ...], shared: bool) -> None:
        self._app = app
        self._hosts = hosts
        self._headers = {
            "Content-Security-Policy": make_policy(),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "cross-origin" if shared else "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        app = self._app if self._may_be_called(Headers(scope=scope).get("host", "")) else _wrong_name()
        await app(scope, receive, send_safely)

    def _may_be_called(self, host: str) -> bool:
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        return not self._hosts or name.lower() in self._hosts


def _wrong_name() -> PlainTextResponse:
    sentence = "This server does not answer to that name; use the address that it printed when it was started.\n"
    return PlainTextResponse(sentence, status_code=HTTPStatus.MISDIRECTED_REQUEST)


@cache
def make_policy() -> str:
    """The Content-Security-Policy of every response. The page of a report carries its script inside it."""
    digest = base64.b64encode(hashlib.sha256(read_data("view/document.js").encode("utf-8")).digest()).decode()
    return (
        f"default-src 'none'; script-src 'self' 'sha256-{digest}'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
