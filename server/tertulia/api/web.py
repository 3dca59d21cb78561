"""The built web client: files by name, its one page for every address that is no file."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from fastapi import Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""In the order we like them."""

HASHED = "assets/"
"""Vite puts the hash of its content into the name of everything there: it never changes."""

PAGES = {"": "pages/landing.html", "m": "pages/meeting.html"}
"""By the first part of an address: the one page, with what it will need there named in it (web/tools/arrival.ts)."""

RESERVED = ("api/", "socket.io/")
_FILE_LIKE = re.compile(r"\.(js|mjs|css|map|json|txt|xml|svg|png|jpe?g|webp|ico|woff2?|wasm|webmanifest|mp3|ogg)$")
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)

NOT_BUILT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tertulia</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
:root { color-scheme: light dark } body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 18vh auto; padding: 0 1.5rem }
</style></head><body><h1>The server is up.</h1><p>Its pages have not been built yet. In the checkout, run
<code>make run</code>, or <code>npm --prefix web run build</code>, and load this page again.</p>
<p>The <a href="/api/docs">API</a> works already.</p></body></html>"""

mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("application/wasm", ".wasm")


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    media_type: str
    encodings: tuple[str, ...]


class WebClient:
    """Knows every file by its exact name: what is not in the list cannot be asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, _File] = {}
        self._built_at_ns = 0
        self.script_hashes: tuple[str, ...] = ()
        """Of the page's own inline scripts, as a content security policy wants them."""
        self._look_again()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """For whatever no route wanted."""
        if scope["type"] != "http":
            raise HTTPException(404)
        await self._answer(Request(scope), scope["path"].removeprefix("/"))(scope, receive, send)

    def _answer(self, request: Request, path: str) -> Response:
        if path == "api" or path.startswith(RESERVED):
            raise HTTPException(404)
        if request.method not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        if path not in self._files:
            self._look_again()
        if path in self._files and not path.endswith(".html"):
            return self._send(request, path)
        wants_page = "text/html" in request.headers.get("accept", "")
        if path.startswith(HASHED) or (_FILE_LIKE.search(path) and not wants_page):
            raise HTTPException(404)
        self._look_again()
        if "index.html" not in self._files:
            return HTMLResponse(NOT_BUILT, 503, headers={"Retry-After": "5", "Cache-Control": "no-store"})
        page = PAGES.get(path.partition("/")[0], "index.html")
        return self._send(request, page if page in self._files else "index.html")

    def _send(self, request: Request, name: str) -> Response:
        file = self._files[name]
        headers = {"Cache-Control": "public, max-age=31536000, immutable" if name.startswith(HASHED) else "no-cache"}
        path = file.path
        if file.encodings:
            headers["Vary"] = "Accept-Encoding"
            chosen = next(_accepted(request.headers.get("accept-encoding", ""), file.encodings), None)
            if chosen:
                headers["Content-Encoding"] = chosen
                path = path.with_name(path.name + ENCODINGS[chosen])
        return FileResponse(path, media_type=file.media_type, headers=headers)

    def _look_again(self) -> None:
        """A build replaces index.html: then the list is made anew."""
        try:
            built_at_ns = (self._folder / "index.html").stat().st_mtime_ns
        except OSError:
            built_at_ns = 0
        if built_at_ns == self._built_at_ns:
            return
        self._built_at_ns = built_at_ns
        names = {p.relative_to(self._folder).as_posix(): p for p in self._folder.rglob("*") if p.is_file()}
        self._files = {
            name: _File(path, _media_type(name), tuple(e for e, ending in ENCODINGS.items() if name + ending in names))
            for name, path in names.items()
            if not name.endswith(tuple(ENCODINGS.values()))
        }
        self.script_hashes = _inline_scripts(names["index.html"]) if built_at_ns else ()


def _inline_scripts(page: Path) -> tuple[str, ...]:
    scripts = _INLINE_SCRIPT.findall(page.read_text())
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return tuple(f"sha256-{base64.b64encode(digest).decode()}" for digest in digests)


def _accepted(header: str, available: tuple[str, ...]) -> Iterator[str]:
    """Content codings the client takes (RFC 9110 section 12.5.3); one with q=0 is refused."""
    offers = {}
    for part in header.split(","):
        coding, _, weight = part.strip().partition(";")
        offers[coding.strip().lower()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return (coding for coding in available if offers.get(coding, offers.get("*", False)))


def _media_type(name: str) -> str:
    return mimetypes.guess_type(PurePosixPath(name).name)[0] or "application/octet-stream"
