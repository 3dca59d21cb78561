"""For those who run it: is it up, is it ready, what is it doing."""

from __future__ import annotations

import hmac
import ipaddress

from fastapi import Request, Response

from tertulia import __version__
from tertulia.api.caller import AccessToken, House
from tertulia.api.errors import UNAVAILABLE_RETRY_S
from tertulia.domain.errors import Forbidden, Unauthorized, Unavailable
from tertulia.protocol.rest import Health


async def healthz() -> Health:
    """The process is up."""
    return Health(status="ok", version=__version__)


async def readyz(response: Response, house: House) -> Health:
    """The database answers."""
    try:
        await house.store.ping()
    except Unavailable:
        response.status_code = 503
        response.headers["Retry-After"] = str(UNAVAILABLE_RETRY_S)
        return Health(status="unavailable", version=__version__)
    return Health(status="ok", version=__version__)


async def metrics(request: Request, house: House, token: AccessToken) -> Response:
    """Prometheus text, for this machine itself or with the metrics token."""
    if token is not None and house.metrics_token is not None:
        if not hmac.compare_digest(token.encode(), house.metrics_token.encode()):
            raise Unauthorized("That is not the metrics token.", code="token_invalid")
    elif not _is_this_machine(request):
        raise Forbidden("Metrics are for this machine itself, or with the metrics token.", code="metrics_private")
    return Response(house.metrics.render(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _is_this_machine(request: Request) -> bool:
    """A request that a proxy on this machine passed on is not from this machine."""
    if "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        return False
    try:
        ip = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    return ip.is_loopback or (
        isinstance(ip, ipaddress.IPv6Address) and bool(ip.ipv4_mapped and ip.ipv4_mapped.is_loopback)
    )
