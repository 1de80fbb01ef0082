"""Requests in, the answers of a server out, authorised as the environment says.

User and password or a token come from the environment, never from the address, so that they stay out of messages and
shell history. A redirect is not followed: it would carry them to a place the user did not name.
"""

import base64
import http.client
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Final

from kg.errors import KgError, QueryError, StoreError

TIMEOUT: Final = 60.0  # seconds
USER, PASSWORD, TOKEN = "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"  # names of variables
SCHEME: Final = "KG_STORE_AUTH"  # “digest” keeps the password from being sent as it is, even once

_PAGE: Final = 4_000  # bytes of an error page that are read
_DETAIL: Final = 300  # characters of it that are worth showing


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_named: object) -> None:
        return None


_OPENER: Final = urllib.request.build_opener(_Stay)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answers to a request that it takes."""

    body: bytes
    headers: Message


class Connection:
    """A server that is asked again and again; it remembers the challenge to digest a password with."""

    def __init__(self, *, timeout: float = TIMEOUT) -> None:
        self.timeout = timeout
        self._passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        self._digest = urllib.request.HTTPDigestAuthHandler(self._passwords)
        self._challenge: Mapping[str, str] | None = None
        self._bare = False

    def send(self, place: str, body: bytes, *, headers: Mapping[str, str], method: str = "POST") -> Reply:
        """Send a request and give back the answer.

        Raises:
            QueryError: the server says that the question is wrong.
            StoreError: it cannot be reached, says no, or takes too long.
        """
        try:
            return self._send(place, body, headers, method=method)
        except urllib.error.HTTPError as problem:
            raise _explain(place, problem) from problem
        except TimeoutError as problem:
            raise StoreError(place, f"no answer in {self.timeout:g} seconds") from problem
        except urllib.error.URLError as problem:
            raise StoreError(place, f"it cannot be reached ({problem.reason}); is the server running?") from problem
        except (http.client.HTTPException, OSError) as problem:
            raise StoreError(place, f"the connection broke ({problem})") from problem

    def _send(self, place: str, body: bytes, headers: Mapping[str, str], *, method: str) -> Reply:
        while True:
            try:
                return self._send_once(place, body, headers, method=method)
            except urllib.error.HTTPError as problem:
                if not self._learn(problem):
                    raise
                problem.close()
            except (urllib.error.URLError, ConnectionError) as problem:
                if not _hung_up(problem) or not self._ask_challenge(place):
                    raise

    def _ask_challenge(self, place: str) -> bool:
        """Whether a server that hung up on a long body, as Virtuoso does on one without a password, wants a digest."""
        if self._challenge is not None or not os.environ.get(USER):
            return False
        try:
            self._send_once(place, None, {}, method="HEAD")
        except urllib.error.HTTPError as problem:
            with problem:
                return self._learn(problem)
        return False

    def _send_once(self, place: str, body: bytes | None, headers: Mapping[str, str], *, method: str) -> Reply:
        request = urllib.request.Request(place, body, dict(headers), method=method)  # noqa: S310 - checked
        if authorisation := self._authorise(request):
            request.add_unredirected_header("Authorization", authorisation)
        with _OPENER.open(request, timeout=self.timeout) as answer:
            return Reply(body=answer.read(), headers=answer.headers)

    def _authorise(self, request: urllib.request.Request) -> str | None:
        if self._challenge is None:
            return None if self._bare else read_authorisation()
        self._passwords.add_password(None, request.full_url, *_read_pair())
        try:
            return f"Digest {self._digest.get_authorization(request, self._challenge)}"
        except ValueError as problem:  # an algorithm that this Python does not have
            raise StoreError(request.full_url, str(problem)) from problem

    def _learn(self, problem: urllib.error.HTTPError) -> bool:
        """Whether there is something new to try: a digest, or to come without a password to be told of the digest."""
        if problem.code != http.client.UNAUTHORIZED or not os.environ.get(USER) or os.environ.get(TOKEN):
            return False
        known, bare = self._challenge, self._bare
        self._challenge = _find_challenge(problem.headers) or known
        if self._challenge is None and "WWW-Authenticate" not in problem.headers:
            self._bare = True  # Virtuoso says nothing to those who send their password as it is
            return not bare
        return self._challenge is not None and (known is None or self._challenge.get("stale", "").lower() == "true")


def check_address(place: str) -> str:
    """The address, if it can be one of a server.

    Raises:
        StoreError: it has no host, or a password in it.
    """
    parts = urllib.parse.urlsplit(place)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise StoreError(place, "give the address of a SPARQL endpoint, such as http://localhost:7878/query")
    if parts.username or parts.password:
        bare = parts._replace(netloc=parts.netloc.rsplit("@", 1)[-1]).geturl()
        raise StoreError(bare, f"give the user and password in {USER} and {PASSWORD}, not in the address")
    return urllib.parse.quote(place, safe="%/:=&?~#+!$,;'@()*[]")


def read_authorisation() -> str | None:
    """What the environment says of the user, as a header; none when it says nothing, or that a digest is to be sent."""
    if token := os.environ.get(TOKEN):
        return f"Bearer {token}"
    user, password = _read_pair()
    if not user or os.environ.get(SCHEME, "").lower() == "digest":
        return None
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"


def _read_pair() -> tuple[str, str]:
    return os.environ.get(USER, ""), os.environ.get(PASSWORD, "")


def _hung_up(problem: OSError) -> bool:
    reason = problem.reason if isinstance(problem, urllib.error.URLError) else problem
    return isinstance(reason, BrokenPipeError | ConnectionResetError)


def _find_challenge(headers: Message) -> Mapping[str, str] | None:
    for header in headers.get_all("WWW-Authenticate") or ():
        scheme, _, rest = header.partition(" ")
        if scheme.lower() == "digest":
            return urllib.request.parse_keqv_list(list(filter(None, urllib.request.parse_http_list(rest))))
    return None


def _explain(place: str, problem: urllib.error.HTTPError) -> KgError:
    with problem:
        page = problem.read(_PAGE).decode("utf-8", "replace")
    if problem.headers.get_content_type() == "text/html":
        page = re.sub(r"<title>.*?</title>|</?\w[^>]*>", " ", page, flags=re.DOTALL)
    said = " ".join(page.split())[:_DETAIL]
    if problem.code == http.client.BAD_REQUEST:
        return QueryError("given", said or "the server calls it a bad request")
    if problem.code in {http.client.UNAUTHORIZED, http.client.FORBIDDEN}:
        known = any(map(os.environ.get, (USER, TOKEN)))
        remedy = "what the environment says is not enough; check" if known else "set"
        return StoreError(place, f"it refuses access ({problem.code}); {remedy} {USER} and {PASSWORD}, or {TOKEN}")
    if target := problem.headers.get("Location"):
        return StoreError(place, f"it sends on to {target}; give that address if you trust it")
    return StoreError(place, f"it answers {problem.code} {problem.reason}: {said}")
