"""An HTTP request in, a question of the SPARQL 1.1 Protocol out; the reply to it as an HTTP response."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import RefusedError
from kg.server.limits import Limits
from kg.server.worker import Ask, Reply

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
FORMATS: Final = {
    "json": "application/sparql-results+json, application/ld+json;q=0.9",
    "xml": "application/sparql-results+xml, application/rdf+xml;q=0.9",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
_FIELDS: Final = 100  # in a request
_READ_ONLY = "This endpoint is read only: it answers SELECT, ASK, CONSTRUCT and DESCRIBE."

Fields = Mapping[str, list[str]]


async def read_ask(request: Request, *, limits: Limits) -> Ask | None:
    """The question of a request; None where there is none, which is asking for the description of the service.

    Raises:
        RefusedError: the request is not what the protocol allows, or would change data.
    """
    fields = _parse(request.url.query)
    if request.method == "POST":
        return await _read_post(request, fields, limits=limits)
    if not fields:
        return None
    return _make_ask(fields, accept=_accept(request, fields), limits=limits)


def to_response(reply: Reply, *, name: str = "") -> Response:
    """The reply as a response; with a name it is a file to keep."""
    headers = {"Vary": "Accept"}
    if name and reply.status == HTTPStatus.OK:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if reply.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = "5"
    return Response(reply.body, status_code=reply.status, headers=headers | {"Content-Type": reply.media_type})


async def _read_post(request: Request, fields: Fields, *, limits: Limits) -> Ask:
    kind, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    if kind == UPDATE:
        raise RefusedError(_READ_ONLY)
    if kind not in {FORM, QUERY}:
        raise RefusedError(f"POST a question as {FORM} or {QUERY}.", status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    charset = next((p.removeprefix("charset=").strip('"') for p in parameters if p.startswith("charset=")), "utf-8")
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise RefusedError("Send the question in UTF-8.", status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    text = _decode(await _read_body(request, limits=limits))
    fields = _join(fields, _parse(text) if kind == FORM else {"query": [text]})
    return _make_ask(fields, accept=_accept(request, fields), limits=limits)


async def _read_body(request: Request, *, limits: Limits) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limits.query_bytes:
            raise _too_long(limits)
    return bytes(body)


def _make_ask(fields: Fields, *, accept: str, limits: Limits) -> Ask:
    if "update" in fields:
        raise RefusedError(_READ_ONLY)
    if len(queries := fields.get("query", [])) != 1:
        raise RefusedError(f"Give one query; there are {len(queries)}.", status=HTTPStatus.BAD_REQUEST)
    if len(queries[0].encode("utf-8", "replace")) > limits.query_bytes:
        raise _too_long(limits)
    return Ask(
        query=queries[0],
        accept=accept,
        default_graphs=tuple(filter(None, fields.get("default-graph-uri", ()))),
        named_graphs=tuple(filter(None, fields.get("named-graph-uri", ()))),
    )


def _join(first: Fields, second: Fields) -> Fields:
    return {name: [*first.get(name, ()), *second.get(name, ())] for name in (*first, *second)}


def _accept(request: Request, fields: Fields) -> str:
    """What a link asks for goes before what the browser says."""
    wanted = fields.get("format", [""])[0]
    if not wanted:
        return ", ".join(request.headers.getlist("accept")) or "*/*"
    if wanted not in FORMATS:
        raise RefusedError(f"format is one of {', '.join(FORMATS)}.", status=HTTPStatus.BAD_REQUEST)
    return FORMATS[wanted]


def _parse(text: str) -> Fields:
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError as problem:
        raise RefusedError(f"The fields cannot be read: {problem}", status=HTTPStatus.BAD_REQUEST) from problem


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise RefusedError("The question is not in UTF-8.", status=HTTPStatus.BAD_REQUEST) from problem


def _too_long(limits: Limits) -> RefusedError:
    sentence = f"A question may have {limits.query_bytes:,} bytes here."
    return RefusedError(sentence, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
