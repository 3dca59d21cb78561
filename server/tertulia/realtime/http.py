"""The HTTP side of polling: requests that are refused, answers with their headers, payloads of several packets."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from tertulia.realtime.origins import Origins, header
from tertulia.realtime.polling import SEPARATOR

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PACKETS_PER_POST = 1024


class BadRequest(Exception):
    """`code` is Engine.IO's own."""

    def __init__(self, code: int, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


async def respond(scope: Scope, send: Send, origins: Origins, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=UTF-8"), (b"cache-control", b"no-store")]
    origin = header(scope, b"origin")
    if origin is not None and origins.allows(scope):
        headers += [
            (b"access-control-allow-origin", origin.encode("latin-1")),
            (b"access-control-allow-credentials", b"true"),
            (b"vary", b"Origin"),
        ]
        if scope["method"] == "OPTIONS":
            headers += [
                (b"access-control-allow-methods", b"GET, POST"),
                (b"access-control-allow-headers", b"content-type, authorization"),
            ]
    body = text.encode()
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def unpack(body: bytes) -> list[str | bytes]:
    """The packets of a POST. Raises `BadRequest`."""
    try:
        texts = body.decode().split(SEPARATOR)
        if len(texts) > PACKETS_PER_POST:
            raise BadRequest(3, "Too many packets")
        return [base64.b64decode(t[1:], validate=True) if t.startswith("b") else t for t in texts]
    except (UnicodeDecodeError, binascii.Error) as bad:
        raise BadRequest(3, "Bad request") from bad
