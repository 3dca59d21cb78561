"""Another web site: the one that serves the client of the original system, from another origin than ours."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from harness.server import ROOT

PAGE = ROOT / "e2e" / "originals" / "index.html"
LIBRARY = ROOT / "web" / "node_modules" / "socket.io-client" / "dist" / "socket.io.min.js"


class Pages(BaseHTTPRequestHandler):
    """Every path is the same page, as in a single-page application."""

    def do_GET(self) -> None:
        is_library = urlsplit(self.path).path == "/socket.io.js"
        body = (LIBRARY if is_library else PAGE).read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if is_library else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@contextmanager
def original_site() -> Iterator[str]:
    site = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{site.server_port}"
    finally:
        site.shutdown()
        site.server_close()
