"""Serves a fake site on 127.0.0.1, encrypted if asked to, with the faults that wait for it."""

import base64
import json
import shutil
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.peers.fake_site import FakeSite, Fault


class _Handler(BaseHTTPRequestHandler):
    """Speaks HTTP for the site, and misbehaves."""

    protocol_version = "HTTP/1.1"
    site: FakeSite

    def log_message(self, *_told: object) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        """Answer a question."""
        self._work("GET")

    def do_POST(self) -> None:
        """Do what is asked."""
        self._work("POST")

    def _work(self, method: str) -> None:
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query))
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else {}
        body["_agent"] = self.headers.get("User-Agent", "")
        route = self._route(parts.path, asked)
        site = self.site
        if told_who := self.headers.get("Authorization"):
            site.authorizations.append(told_who)
        if route is None:
            self._page(parts.path)
            return None
        site.before(method, route)
        with site.lock:
            site.requests.append((method, f"{route}?{parts.query}"))
            fault = site.take_fault(method, route)
            if fault is not None and fault.kind in {"cut", "status", "html", "redirect"}:
                return self._refuse(fault)
            status, told, headers = site.answer(method, route, asked, body, self._is_known())
        if site.says_good_still and method == "GET" and status == 200 and fault is None:
            headers = headers | {"ETag": f'"{hash(json.dumps(told))}"'}
            if self.headers.get("If-None-Match") == headers["ETag"]:
                site.good_still.append(route)
                return self._send(304, b"", headers)
        if fault is not None and fault.kind == "cut-after":
            self.close_connection = True
            return None
        if fault is not None and fault.kind == "twice" and isinstance(told, list):
            told = told + told
        if fault is not None and fault.kind == "wrong-totals":
            headers = headers | {"X-WP-Total": "3", "X-WP-TotalPages": "1"}
        data = json.dumps(told).encode()
        if fault is not None and fault.kind == "garbage":
            data = data[: len(data) // 2]
        if fault is not None and fault.kind == "warning":
            data = b"<br />\n<b>Warning</b>: in <b>plugin.php</b><br />\n" + data
        if fault is not None and fault.kind == "huge":
            data = data[:-1] + b" " * 30_000_000 + data[-1:]
        return self._send(status, data, headers, slow=fault is not None and fault.kind == "slow")

    def _route(self, path: str, asked: dict[str, str]) -> str | None:
        site = self.site
        if site.plain_permalinks:
            return asked.pop("rest_route").lstrip("/") if "rest_route" in asked else None
        start = f"{site.path}/wp-json/"
        return path[len(start) :] if path.startswith(start) else None

    def _is_known(self) -> bool:
        told = self.headers.get("Authorization", "")
        bare = self.site.password.replace(" ", "")
        right = base64.b64encode(f"{self.site.user}:{bare}".encode()).decode()
        return told == f"Basic {right}"

    def _page(self, path: str) -> None:
        site = self.site
        if path.rstrip("/") != site.path:
            self._send(404, b"<html>Not found</html>", {}, kind="text/html")
            return
        root = f"{site.url}/?rest_route=/" if site.plain_permalinks else f"{site.url}/wp-json/"
        link = {"Link": f'<{root}>; rel="https://api.w.org/"'}
        html = b"<html><head><link href='/wp-content/themes/x.css'></head>Courier</html>"
        self._send(200, html, link, kind="text/html")

    def _refuse(self, fault: Fault) -> None:
        if fault.kind == "cut":
            self.close_connection = True
            return
        if fault.kind == "redirect":
            self._send(302, b"", {"Location": fault.headers["Location"]})
            return
        if fault.kind == "html":
            self._send(200, b"<html>Checking your browser</html>", {}, kind="text/html")
            return
        told = json.dumps({"code": fault.code, "message": "Slow down."}).encode()
        self._send(fault.status, told, fault.headers)

    def _send(
        self,
        status: int,
        data: bytes,
        headers: dict[str, str],
        *,
        kind: str = "application/json",
        slow: bool = False,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for piece in [data[i : i + 1] for i in range(len(data))] if slow else [data]:
                self.wfile.write(piece)
                if slow:
                    time.sleep(0.02)
        except OSError:
            self.close_connection = True  # whoever asked has hung up


class _Server(ThreadingHTTPServer):
    """Says nothing of those who hang up."""

    def handle_error(self, *_told: object) -> None:
        """They were told to, or had enough."""
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):
            raise error


@contextmanager
def serving(site: FakeSite, context: ssl.SSLContext | None = None) -> Iterator[FakeSite]:
    """Let the site answer until the block ends."""
    handler = type("Handler", (_Handler,), {"site": site})
    server = _Server(("127.0.0.1", site.port), handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = False
    server.block_on_close = False
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def encrypted(site: FakeSite, folder: Path) -> Iterator[FakeSite]:
    """Let the site answer by https, with a certificate that nobody vouches for."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = shutil.which("openssl")
    if made is None:
        pytest.skip("no openssl here to make a certificate with")
    subprocess.run(
        [made, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out",
         str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serving(site, context):
        yield site
