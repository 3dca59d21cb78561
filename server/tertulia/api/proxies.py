"""A proxy that nobody told us to trust makes all people one address: that is worth a line in the log."""

from __future__ import annotations

import ipaddress

import structlog
from starlette.types import ASGIApp, Receive, Scope, Send

log = structlog.get_logger()


class PointOutProxy:
    """For a server without trusted proxies: says once that one seems to stand before it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._said = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._said and any(name == b"x-forwarded-for" for name, _ in scope.get("headers", ())):
            peer = (scope.get("client") or ("",))[0]
            if _may_be_a_proxy_of_ours(peer):
                self._said = True
                log.warning("proxy.not_trusted", client=peer, setting="TERTULIA_TRUSTED_PROXIES")
        await self._app(scope, receive, send)


def _may_be_a_proxy_of_ours(peer: str) -> bool:
    try:
        return ipaddress.ip_address(peer).is_private
    except ValueError:
        return False
