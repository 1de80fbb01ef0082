"""What went wrong in, a response that says so out: a page for people, JSON for programs, plain text for SPARQL."""

import html
from collections.abc import Callable, Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from kg.errors import KgError, NotFoundError, QueryError, RefusedError, StoreError, UsageError
from kg.server.negotiation import choose_type
from kg.server.shell import render, word

_STATUS: Mapping[type[KgError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    UsageError: HTTPStatus.BAD_REQUEST,
    QueryError: HTTPStatus.BAD_REQUEST,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
}


def respond(request: Request, status: int, sentence: str) -> Response:
    """One sentence about what is wrong, in the form that the asker reads."""
    path, accept = request.url.path, request.headers.get("accept", "")
    if path == "/sparql":
        return PlainTextResponse(f"{sentence}\n", status_code=status)
    if path.startswith("/api/") or choose_type(accept, ["text/html", "application/json"]) == "application/json":
        return JSONResponse({"error": sentence}, status_code=status)
    key = "not_found" if status == HTTPStatus.NOT_FOUND else "wrong"
    body = [f"<h1>{word(key)}</h1>", f'<p class="trouble" role="alert">{html.escape(sentence)}</p>']
    return HTMLResponse(render(body, title=str(status)).encode("utf-8", "replace"), status_code=status)


def _ours(request: Request, problem: Exception) -> Response:
    status = problem.status if isinstance(problem, RefusedError) else HTTPStatus.INTERNAL_SERVER_ERROR
    status = next((code for kind, code in _STATUS.items() if isinstance(problem, kind)), status)
    return respond(request, status, str(problem))


def _theirs(request: Request, problem: Exception) -> Response:
    if not isinstance(problem, HTTPException):
        return respond(request, HTTPStatus.INTERNAL_SERVER_ERROR, "Something broke here.")
    response = respond(request, problem.status_code, f"{problem.detail}: {request.method} {request.url.path}")
    response.headers.update(problem.headers or {})
    return response


HANDLERS: Mapping[type[Exception], Callable[[Request, Exception], Response]] = {KgError: _ours, HTTPException: _theirs}
