"""Which web pages may open a connection: ours, and an exact list. A client without an Origin is no web page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit


class Origins:
    def __init__(self, allowed: Sequence[str], public_url: str) -> None:
        """allowed: origins other than our own, like https://example.org. public_url: our address, or empty."""
        self._allowed = {_normal(origin) for origin in (*allowed, public_url) if origin}

    def allows(self, scope: Any) -> bool:
        """scope: ASGI, of HTTP or a websocket. Our own page is served from the host it connects to; its scheme
        may be https where ours is not, behind something that ends TLS."""
        origin = header(scope, b"origin")
        if origin is None:
            return True
        normal = _normal(origin)
        if normal in self._allowed:
            return True
        secure = scope["scheme"] in ("https", "wss")
        host = header(scope, b"host") or ""
        return normal == _normal(f"https://{host}") or (not secure and normal == _normal(f"http://{host}"))


def header(scope: Any, name: bytes) -> str | None:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), None)


def _normal(origin: str) -> str:
    """Scheme, host and port, lower case, without a default port. Empty for what is no origin."""
    try:
        parts = urlsplit(origin.strip().lower())
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    default = 443 if parts.scheme == "https" else 80
    return f"{parts.scheme}://{parts.hostname}" + (f":{port}" if port not in (None, default) else "")
