"""What every answer tells the browser about safety, Socket.IO's and the pages' too."""

from __future__ import annotations

import re
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOST = re.compile(r"[A-Za-z0-9.\-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), screen-wake-lock=(self), "
        "picture-in-picture=(self), autoplay=(self), speaker-selection=(self), geolocation=(), payment=(), usb=()"
    ),
    "X-Frame-Options": "SAMEORIGIN",
}


def content_security_policy(host: str, script_hashes: tuple[str, ...] = ()) -> str:
    """host: as in the Host header; some browsers do not count ws:// to it as 'self'.

    Scripts are ours alone, never inline but for those of our own page, by hash; WebAssembly may be compiled
    (backgrounds, noise), text may not be run. Styles may be inline: the
    dialogs of the client measure scroll bars into a style element, and a style runs nothing.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    scripts = "".join(f" '{digest}'" for digest in script_hashes)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval'{scripts}",
            "style-src 'self' 'unsafe-inline'",
            f"connect-src 'self'{sockets}",
            "img-src 'self' data: blob:",
            "media-src 'self' blob: mediastream:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


class SafetyHeaders:
    """hsts: people are known to use HTTPS here, and browsers may insist on it from now on."""

    def __init__(self, app: ASGIApp, *, hsts: bool, script_hashes: Callable[[], tuple[str, ...]]) -> None:
        self._app = app
        self._hsts = hsts
        self._script_hashes = script_hashes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        policy = content_security_policy(Headers(scope=scope).get("host", ""), self._script_hashes())

        async def safer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in FIXED.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", policy)
                if scope["path"].startswith("/api/"):
                    headers.setdefault("Cache-Control", "no-store")
                if self._hsts:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
            await send(message)

        await self._app(scope, receive, safer)
