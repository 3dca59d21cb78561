"""Who is calling: their address, their sign-in, and whether a page of ours sent them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, cast
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from tertulia.api.metrics import Metrics
from tertulia.auth.passes import SeatPass
from tertulia.domain.errors import Forbidden, Unauthorized
from tertulia.media.ice import IceServers
from tertulia.services.accounts import Accounts, Identity
from tertulia.services.clock import Clock
from tertulia.services.files import Files
from tertulia.services.history import History
from tertulia.services.meetings import Meetings
from tertulia.services.preferences import Preferences
from tertulia.services.quality import Quality
from tertulia.services.reports import Reports
from tertulia.services.search import Search
from tertulia.services.throttle import Throttle, counted_by
from tertulia.store.base import Store


@dataclass(frozen=True, slots=True)
class Throttles:
    login_address: Throttle
    login_account: Throttle
    register_address: Throttle
    refresh_address: Throttle
    meetings_address: Throttle
    lookups_address: Throttle
    uploads_address: Throttle


@dataclass(frozen=True, slots=True)
class Api:
    """Everything the REST API leans on; made by `app.py`."""

    accounts: Accounts
    preferences: Preferences
    meetings: Meetings
    history: History
    quality: Quality
    search: Search
    files: Files
    reports: Reports
    ice: IceServers
    store: Store
    clock: Clock
    metrics: Metrics
    throttles: Throttles
    body_bytes: int
    cors_origins: tuple[str, ...] = ()
    public_url: str = ""
    metrics_token: str | None = field(default=None, repr=False)
    legacy_clients: bool = False


def _house(request: Request) -> Api:
    return cast(Api, request.app.state.api)


House = Annotated[Api, Depends(_house)]

_bearer = HTTPBearer(auto_error=False, scheme_name="accessToken", bearerFormat="JWT")
_Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def access_token(sent: _Bearer) -> str | None:
    return sent.credentials if sent else None


AccessToken = Annotated[str | None, Depends(access_token)]


def seated(house: House, token: AccessToken) -> SeatPass | None:
    """Somebody in a meeting, a guest too, shows the pass that came with their seat."""
    return house.files.bearer(token)


Seated = Annotated[SeatPass | None, Depends(seated)]


async def signed_in(house: House, token: AccessToken) -> Identity:
    if token is None:
        raise Unauthorized("Please sign in.", code="token_missing")
    return await house.accounts.identify(token)


async def perhaps_signed_in(house: House, token: AccessToken) -> Identity | None:
    """Guests may call too; who shows a token must show a good one."""
    return await house.accounts.identify(token) if token is not None else None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks for a file: somebody in a meeting, or a user who may have it in their history."""

    seat: SeatPass | None
    user: Identity | None


async def reading(house: House, token: AccessToken) -> Reader:
    seat = house.files.bearer(token)
    return Reader(seat, None if seat else await signed_in(house, token))


Reading = Annotated[Reader, Depends(reading)]
SignedIn = Annotated[Identity, Depends(signed_in)]
PerhapsSignedIn = Annotated[Identity | None, Depends(perhaps_signed_in)]


def address(request: Request) -> str:
    """Proxy headers have been weighed before (`app.py`): this is the peer, or whom a trusted proxy names."""
    return counted_by(request.client.host if request.client else "")


Address = Annotated[str, Depends(address)]


def from_our_pages(request: Request, house: House) -> None:
    """Refuses what a foreign page made a browser send; programs, which say nothing of pages, may pass.

    For requests that read or set the refresh cookie. Raises `Forbidden(code="cross_site")`.
    """
    origin = request.headers.get("origin")
    if origin is None:
        foreign = request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none")
    else:
        known = (*house.cors_origins, house.public_url)
        same_host = urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()
        foreign = not same_host and origin not in known
    if foreign:
        raise Forbidden("This request came from another site.", code="cross_site")


def is_https(request: Request, house: Api) -> bool:
    return request.url.scheme == "https" or house.public_url.startswith("https://")
