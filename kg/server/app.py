"""The folder of a build in, the web application over it out: which address is answered by what.

Every handler either reads a page from the shelf, in a thread, or puts a question to the pool. Nothing writes.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, cast

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from kg import __version__
from kg.errors import NotFoundError, RefusedError
from kg.query.binding import bind_parameters
from kg.resources import locate, read_data
from kg.server import answers, describing, editor, entities, finding, home, neighbourhood, reports
from kg.server.assets import load_asset
from kg.server.limits import Limits
from kg.server.negotiation import choose_type
from kg.server.pool import Pool
from kg.server.protocol import FORMATS, read_ask, to_response
from kg.server.shelf import Library, Shelf
from kg.server.trouble import HANDLERS
from kg.server.walls import make_walls
from kg.server.worker import Ask

_TYPES: Final = ["text/html", *describing.RDF_TYPES, "application/json"]
_KINDS: Final = ("doc", "statement", "measure", "indicator", "period", "software", "dataset")
_PAGE: Final = {"Vary": "Accept", "Cache-Control": "no-cache"}

Handler = Callable[[Request], Response] | Callable[[Request], Awaitable[Response]]


class Desk:
    """What all handlers share: the shelf of the newest build and the pool that answers from its store."""

    def __init__(self, place: Path, limits: Limits) -> None:
        self.limits = limits
        self._library = Library(place)
        self._pool: Pool | None = None
        self._store: object = None

    @property
    def shelf(self) -> Shelf:
        """The shelf, opened."""
        return self._library.open()

    async def pool(self) -> Pool:
        """The pool over the store of the newest build."""
        shelf = await run_in_threadpool(self._library.open)
        if self._pool is None or self._store is not shelf:
            self.close()
            self._pool, self._store = Pool(shelf.place, self.limits), shelf
            self._pool.warm()
        return self._pool

    def close(self) -> None:
        """End what runs."""
        if self._pool is not None:
            self._pool.close()
        self._pool = None


def make_app(
    place: Path, *, limits: Limits | None = None, origins: Sequence[str] = (), hosts: Sequence[str] = ()
) -> Starlette:
    """The application over an output folder or a store.

    Args:
        place: the folder that `kg build` wrote, or a store in a folder.
        limits: what a question may cost.
        origins: web pages of these origins may ask too; none, unless it is said.
        hosts: names by which the server may be called; none is any.

    Raises:
        StoreError: there is no store.
    """
    desk = Desk(place, limits or Limits())
    desk.shelf  # noqa: B018 -- tell at once when there is no store

    @asynccontextmanager
    async def live(_app: Starlette) -> AsyncIterator[None]:
        await desk.pool()
        yield
        desk.close()

    app = Starlette(
        routes=_list_routes(),
        lifespan=live,
        exception_handlers=cast("Any", HANDLERS),
        middleware=make_walls(origins=origins, hosts=hosts),
    )
    app.state.desk = desk
    return app


def _list_routes() -> list[Route]:
    pages: dict[str, Handler] = {
        "/": _show(lambda shelf, _: home.show_home(shelf)),
        "/search": _show(lambda shelf, request: finding.show_search(shelf, request.query_params.get("q", "")[:200])),
        "/entities/{kind}": _show(lambda shelf, request: home.show_type(shelf, request.path_params["kind"])),
        "/documents/{file}": _show(lambda shelf, request: reports.show_document(shelf, request.path_params["file"])),
        "/graph": _show(lambda shelf, request: reports.show_graph(shelf, request.query_params.get("entity", ""))),
        "/questions": _show(lambda _shelf, _request: answers.show_questions()),
        "/questions/{name}": _answer_question,
        "/query": _show(lambda shelf, _: editor.show_editor(shelf)),
        "/id/{key:path}": _show_entity,
        **{f"/{kind}/{{tail:path}}": _show_thing for kind in _KINDS},
        "/dataset": _show_thing,
        "/ontology": _send_ontology,
        "/api/search": _send_search,
        "/api/neighbourhood": _send_neighbourhood,
        "/api/questions": lambda _: JSONResponse(editor.list_questions()),
        "/api/terms": lambda request: JSONResponse(editor.list_terms(request.app.state.desk.shelf)),
        "/openapi.json": _send_description,
        "/static/{name}": _send_asset,
    }
    sparql = Route("/sparql", _answer_protocol, methods=["GET", "POST"])
    return [sparql, *(Route(path, handler, methods=["GET"]) for path, handler in pages.items())]


def _show(make: Callable[[Shelf, Request], str]) -> Handler:
    def handle(request: Request) -> Response:
        return HTMLResponse(make(request.app.state.desk.shelf, request).encode("utf-8", "replace"), headers=_PAGE)

    return handle


async def _answer_protocol(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    accept = request.headers.get("accept", "")
    if request.method == "GET" and _is_browser(accept) and "format" not in request.query_params:
        return RedirectResponse(f"/query?{request.url.query}" if request.url.query else "/query", status_code=303)
    ask = await read_ask(request, limits=desk.limits)
    if ask is None:
        return Response(editor.describe_service(request), media_type="text/turtle", headers={"Vary": "Accept"})
    pool = await desk.pool()
    form = request.query_params.get("format", "")
    return to_response(await pool.ask(ask, gone=request.is_disconnected), name=f"answer.{form}" if form else "")


def _is_browser(accept: str) -> bool:
    return choose_type(accept, ["application/sparql-results+json", "text/turtle", "text/html"]) == "text/html"


async def _answer_question(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    question = answers.find_question(request.path_params["name"])
    fields = request.query_params
    values = {param.name: fields[param.name].strip() for param in question.params if fields.get(param.name, "").strip()}
    shelf = await run_in_threadpool(lambda: desk.shelf)
    if not answers.is_ready(question, values):
        return HTMLResponse(await run_in_threadpool(answers.show_answer, shelf, question, values), headers=_PAGE)
    form = fields.get("format", "")
    if form and form not in FORMATS:
        raise RefusedError(f"format is one of {', '.join(FORMATS)}.", status=HTTPStatus.BAD_REQUEST)
    try:
        sparql = await run_in_threadpool(bind_parameters, shelf.store, question, values)
    except NotFoundError as problem:
        page = answers.show_answer(shelf, question, values, trouble=str(problem))
        return HTMLResponse(page, status_code=HTTPStatus.NOT_FOUND, headers=_PAGE)
    accept = FORMATS[form] if form else "text/tab-separated-values"
    reply = await (await desk.pool()).ask(Ask(query=sparql, accept=accept), gone=request.is_disconnected)
    if form:
        return to_response(reply, name=f"{question.name}.{form}")
    if reply.status != HTTPStatus.OK:
        page = answers.show_answer(shelf, question, values, trouble=reply.body.decode())
        return HTMLResponse(page, status_code=reply.status, headers=_PAGE)

    def show() -> str:
        return answers.show_answer(shelf, question, values, sparql=sparql, answer=answers.parse_table(reply.body))

    return HTMLResponse(await run_in_threadpool(show), headers=_PAGE)


def _show_entity(request: Request) -> Response:
    shelf, key = request.app.state.desk.shelf, request.path_params["key"]
    media_type = _choose(request)
    if media_type == "text/html":
        return HTMLResponse(entities.show_entity(shelf, key).encode("utf-8", "replace"), headers=_PAGE)
    if media_type == "application/json":
        return JSONResponse(entities.write_profile(entities.find_profile(shelf, key)), headers=_PAGE)
    return _send_rdf(shelf, shelf.iri(key), media_type)


def _show_thing(request: Request) -> Response:
    shelf = request.app.state.desk.shelf
    iri, media_type = shelf.base + describing.to_tail(request.scope["path"]), _choose(request)
    if media_type != "text/html":
        return _send_rdf(shelf, iri, "text/turtle" if media_type == "application/json" else media_type)
    if address := shelf.address(iri):
        return RedirectResponse(address, status_code=303, headers=_PAGE)
    return HTMLResponse(describing.show_thing(shelf, iri).encode("utf-8", "replace"), headers=_PAGE)


def _choose(request: Request) -> str:
    if form := request.query_params.get("format"):
        if form not in describing.FORMS:
            raise RefusedError(f"format is one of {', '.join(describing.FORMS)}.", status=HTTPStatus.BAD_REQUEST)
        return describing.FORMS[form]
    media_type = choose_type(", ".join(request.headers.getlist("accept")), _TYPES)
    if media_type is None:
        raise RefusedError(f"This can be had as {', '.join(_TYPES)}.", status=HTTPStatus.NOT_ACCEPTABLE)
    return media_type


def _send_rdf(shelf: Shelf, iri: str, media_type: str) -> Response:
    body = describing.write_rdf(shelf, describing.describe(shelf, iri), media_type)
    return Response(body, media_type=media_type, headers=_PAGE)


def _send_search(request: Request) -> Response:
    words = request.query_params.get("q", "")[:200]
    limit = _read_number(request, "limit", default=finding.LIMIT, most=finding.MOST)
    return JSONResponse(finding.search(request.app.state.desk.shelf, words, limit=limit))


def _send_neighbourhood(request: Request) -> Response:
    shelf, key = request.app.state.desk.shelf, request.query_params.get("entity", "")
    limit = _read_number(request, "limit", default=neighbourhood.LIMIT, most=neighbourhood.MOST)
    entities.check_entity(shelf, key)
    return JSONResponse(neighbourhood.make_neighbourhood(shelf, key, limit=limit))


def _read_number(request: Request, name: str, *, default: int, most: int) -> int:
    text = request.query_params.get(name, str(default))
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= most:
        raise RefusedError(f"{name} is a whole number from 1 to {most}.", status=HTTPStatus.BAD_REQUEST)
    return int(text)


def _send_ontology(_request: Request) -> Response:
    return Response(locate("ontology/policy.ttl").read_bytes(), media_type="text/turtle")


def _send_description(_request: Request) -> Response:
    description = json.loads(read_data("server/openapi.json"))
    description["info"]["version"] = __version__
    return JSONResponse(description)


def _send_asset(request: Request) -> Response:
    asset = load_asset(request.path_params["name"])
    if asset is None:
        raise NotFoundError("file", request.path_params["name"])
    headers = {"ETag": asset.tag, "Cache-Control": "no-cache", "Content-Encoding": "gzip"}
    if request.headers.get("if-none-match") == asset.tag:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(asset.body, headers=headers | {"Content-Type": asset.media_type})
