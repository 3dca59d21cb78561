"""The REST dialect of the original clients; served only with the setting `legacy_clients`.

They put the token into the body (`add_to_activity`) or the query (`get_all_activity`), expect 302 for a
username that is taken, and do not look at the answer of `add_to_activity`, which therefore never fails
for somebody who is signed in. These three routes stand before the ordinary ones; all else is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import structlog
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from tertulia.api import users
from tertulia.api.body import body_of, parse, raw
from tertulia.api.caller import AccessToken, Address, House
from tertulia.domain.errors import Conflict, TertuliaError, Unauthorized
from tertulia.protocol.rest import Activity, ActivityRequest, Message, RegisterRequest
from tertulia.services.accounts import Identity

log = structlog.get_logger()


def install(app: FastAPI, prefix: str) -> None:
    def add(method: str, path: str, endpoint: Callable[..., Any]) -> None:
        app.add_api_route(prefix + path, endpoint, methods=[method], include_in_schema=False)

    add("POST", "/users/register", register)
    add("POST", "/users/add_to_activity", add_to_activity)
    add("GET", "/users/get_all_activity", get_all_activity)


class _TokenInBody(BaseModel):
    token: str = ""


async def register(
    house: House, address: Address, body: Annotated[RegisterRequest, Depends(body_of(RegisterRequest))]
) -> JSONResponse:
    try:
        return JSONResponse((await users.register(house, address, body)).model_dump(), 201)
    except Conflict:
        return JSONResponse(Message(message="User already exists").model_dump(), 302)


async def add_to_activity(request: Request, house: House, header: AccessToken) -> JSONResponse:
    content_type = request.headers.get("content-type", "")
    token = header or parse(_TokenInBody, content_type, await raw(request)).token
    who = await _identify(house, token)
    try:
        body = parse(ActivityRequest, content_type, await raw(request))
        await users.add_to_activity(house, who, body)
    except TertuliaError as refused:
        log.warning("legacy.activity_refused", code=refused.code, user=who.user.id)
        return JSONResponse(Message(message=refused.message).model_dump(), 200)
    return JSONResponse(Message(message="Added code to history").model_dump(), 201)


async def get_all_activity(house: House, header: AccessToken, token: str = "") -> list[Activity]:
    return await users.get_all_activity(house, await _identify(house, header or token))


async def _identify(house: House, token: str) -> Identity:
    if not token:
        raise Unauthorized("Please sign in.", code="token_missing")
    return await house.accounts.identify(token)
