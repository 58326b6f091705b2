"""The wire: the one module of the program that opens a connection.

HTTPS is verified; every wait has an end, and every answer a largest size. The password is sent in
one header to one host, stands in no address, log or error, and never follows a redirect.
"""

import json
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

import certifi
import httpx

from moderation.wordpress import troubles
from moderation.wordpress.answers import Answer, asked_pause, json_of
from moderation.wordpress.good_still import GoodStill
from moderation.wordpress.troubles import SiteTrouble

LARGEST = 24 * 1024 * 1024
# So much of a page is read to find out what it is.
_PAGE = 512 * 1024
_TIMEOUT = httpx.Timeout(30.0, connect=15.0)
# However slowly the bytes come, so long may an answer take.
_LONGEST = 90.0
_REDIRECTS = 5
_FAILED = 500
# As the system's `shutdown` calls it.
_BOTH_WAYS = 2
_BUSY = frozenset({429, 503})
_GOOD_STILL = 304
GOOD_STILL = GoodStill()


@dataclass(frozen=True, slots=True, repr=False)
class Login:
    """Who asks. It has no `repr`, so that the password gets into no traceback and no log."""

    user: str
    password: str

    def __repr__(self) -> str:
        return "Login(…)"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site as anybody may see it: where it was found in the end, and its text."""

    url: str
    status: int
    text: str
    links: Mapping[str, str]


class Wire:
    """A connection to one site. Threads may share it; `close` it when done.

    `root` is the address of its REST API, either `…/wp-json/` or `…?rest_route=/`.
    """

    def __init__(self, root: str, login: Login | None = None, *, longest: float = _LONGEST) -> None:
        self.root = root
        self.host = urlsplit(root).netloc.rpartition("@")[2]
        self.user = login.user if login else ""
        # Salted anew in each process, and told to nobody.
        self._who = hash((self.user, login.password if login else ""))
        self._longest = longest
        # Encoded by us: httpx would take the password as Latin-1 where it can.
        auth = None if login is None else httpx.BasicAuth(login.user.encode(), _bare(login))
        self._client = _client(auth)
        self._lines: list[Any] = []
        self._is_done = False

    def get(
        self, route: str, question: Mapping[str, object] | None = None, *, largest: int = LARGEST
    ) -> Answer:
        """Ask for something; `SiteTrouble` where there is no answer of WordPress' to be had."""
        return self._ask("GET", route, question or {}, None, {}, largest)

    def post(
        self, route: str, body: Mapping[str, object], *, key: str, is_new: bool = False
    ) -> Answer:
        """Have something done; `key` is the same however often it is tried.

        With `is_new` the key stands in the user agent, too: WordPress keeps that with a comment
        that is made.
        """
        headers = {"Idempotency-Key": key}
        if is_new:
            headers["User-Agent"] = f"{_agent()} ({mark_of(key)})"
        return self._ask("POST", route, {}, body, headers, LARGEST)

    def close(self) -> None:
        """Let go of the lines."""
        self._client.close()

    def hang_up(self) -> None:
        """Cut every line at once, whoever waits for an answer: that is trouble for them."""
        self._is_done = True
        for line in list(self._lines):
            with suppress(OSError):
                line.shutdown(_BOTH_WAYS)

    def _note_line(self, event: str, told: Mapping[str, Any]) -> None:
        """Note the socket of each new line (python-httpx.org/advanced/extensions, "trace")."""
        if event == "connection.connect_tcp.complete":
            self._lines.append(told["return_value"].get_extra_info("socket"))
            if self._is_done:
                self.hang_up()

    def _ask(
        self,
        method: str,
        route: str,
        question: Mapping[str, object],
        body: Mapping[str, object] | None,
        headers: Mapping[str, str],
        largest: int,
    ) -> Answer:
        url = address(self.root, route, question)
        kept = GOOD_STILL.kept((url, self._who)) if method == "GET" else None
        told = dict(headers) if kept is None else {**headers, **kept.conditions}
        request = self._request(method, url, body, told)
        status, found, data = _exchange(self._client, request, self.host, largest, self._longest)
        if status == _GOOD_STILL and kept is not None:
            status, found, data = kept.status, dict(kept.headers), kept.data
        elif method == "GET":
            GOOD_STILL.keep((url, self._who), status, found, data)
        return self._answer(url, status, found, data)

    def _request(
        self, method: str, url: str, body: Mapping[str, object] | None, headers: Mapping[str, str]
    ) -> httpx.Request:
        told = {"Accept": "application/json", **headers}
        content = None
        if body is not None:
            told["Content-Type"] = "application/json"
            content = json.dumps(body).encode()
        return httpx.Request(
            method, url, content=content, headers=told, extensions={"trace": self._note_line}
        )

    def _answer(self, url: str, status: int, found: Mapping[str, str], data: bytes) -> Answer:
        """The answer, if it is WordPress' own; whatever else stands there is trouble."""
        if 300 <= status < 400:
            raise troubles.elsewhere(self.host, urljoin(url, found.get("location", "")))
        answer = Answer(status, json_of(data), found)
        if status in _BUSY:
            raise troubles.busy(self.host, asked_pause(found))
        if status >= _FAILED and not answer.code.startswith("rest_"):
            raise troubles.failing(self.host, status)
        if answer.data is None:
            raise troubles.unreadable(self.host)
        return answer

    def __enter__(self) -> "Wire":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def mark_of(key: str) -> str:
    """How a comment that was sent with this key can be told by its user agent."""
    return f"key {key}"


def look(url: str) -> Page:
    """A page as anybody sees it, wherever the site sends us; no password is at hand here."""
    host = urlsplit(url).netloc
    with _client(None) as client:
        for _turn in range(_REDIRECTS):
            request = httpx.Request("GET", url, headers={"Accept": "text/html, application/json"})
            status, headers, data = _exchange(client, request, host, _PAGE, 30.0, cut_short=True)
            target = urljoin(url, headers.get("location", ""))
            if not 300 <= status < 400 or not headers.get("location"):
                links = httpx.Response(200, headers={"link": headers.get("link", "")}).links
                told = {rel: one["url"] for rel, one in links.items() if rel and "url" in one}
                return Page(url, status, data.decode(errors="replace"), told)
            if urlsplit(target).scheme not in {"http", "https"} or "@" in urlsplit(target).netloc:
                raise troubles.elsewhere(host, target)
            url = target
    raise troubles.elsewhere(host, url)


def address(root: str, route: str, question: Mapping[str, object]) -> str:
    """The address of a route, with or without pretty permalinks."""
    told = urlencode({name: _word(value) for name, value in question.items()})
    if "rest_route=" in root:
        return f"{root}{quote(route)}" + (f"&{told}" if told else "")
    return f"{root}{route}" + (f"?{told}" if told else "")


def _word(value: object) -> str:
    if isinstance(value, list | tuple):
        return ",".join(str(one) for one in value)
    return str(value)


def _client(auth: httpx.BasicAuth | None) -> httpx.Client:
    return httpx.Client(
        verify=_trust(),
        auth=auth,
        timeout=_TIMEOUT,
        follow_redirects=False,
        headers={"User-Agent": _agent()},
        limits=httpx.Limits(max_connections=8, max_keepalive_connections=8, keepalive_expiry=30),
    )


@cache
def _trust() -> ssl.SSLContext:
    """What this machine trusts, such as a newsroom's own authority, and what browsers do."""
    trust = ssl.create_default_context()
    trust.load_verify_locations(certifi.where())
    return trust


@cache
def _agent() -> str:
    try:
        return f"Commentdesk/{version('commentdesk')}"
    except PackageNotFoundError:
        return "Commentdesk"


def _bare(login: Login) -> bytes:
    """The password without the blanks that WordPress shows between its groups."""
    return "".join(login.password.split()).encode()


def _exchange(
    client: httpx.Client,
    request: httpx.Request,
    host: str,
    largest: int,
    longest: float,
    *,
    cut_short: bool = False,
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body; trouble of every kind is a `SiteTrouble` without the request."""
    request.headers.setdefault("User-Agent", client.headers["User-Agent"])
    try:
        response = client.send(request, stream=True)
        try:
            body = b"".join(_bounded(response, host, largest, longest, cut_short=cut_short))
            return response.status_code, dict(response.headers), body
        finally:
            response.close()
    # The errors of httpx hold the request, and that the password: so none of them goes on.
    except httpx.TimeoutException:
        raise troubles.silent(host) from None
    except httpx.ConnectError as error:
        raise _why_not_connected(host, error) from None
    except httpx.DecodingError:
        raise troubles.unreadable(host) from None
    except (httpx.TransportError, httpx.StreamError):
        raise troubles.cut(host) from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
        raise troubles.no_address(troubles.shown(str(request.url))) from None


def _bounded(
    response: httpx.Response, host: str, largest: int, longest: float, *, cut_short: bool
) -> Iterator[bytes]:
    """The body piece by piece; too much of it, or too slow, ends it."""
    end = time.monotonic() + longest
    read = 0
    for piece in response.iter_bytes():
        read += len(piece)
        if read > largest:
            if cut_short:
                return
            raise troubles.too_large(host)
        if time.monotonic() > end:
            raise troubles.silent(host)
        yield piece


def _why_not_connected(host: str, error: BaseException) -> SiteTrouble:
    """A certificate that proves nothing, no TLS at all, or nobody there."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return troubles.certificate(host, str(cause.verify_message).rstrip("."))
        if isinstance(cause, ssl.SSLError):
            return troubles.no_https(host)
        cause = cause.__cause__ or cause.__context__
    return troubles.not_there(host)
