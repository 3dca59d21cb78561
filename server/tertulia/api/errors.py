"""Refusals become JSON Problems: the only place that knows which HTTP status a code has."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tertulia.domain.errors import (
    Busy,
    Conflict,
    Forbidden,
    InvalidInput,
    NotFound,
    RoomFull,
    StorageFull,
    TertuliaError,
    TooLarge,
    Unauthorized,
    Unavailable,
)
from tertulia.protocol.rest import Problem

log = structlog.get_logger()

STATUS: dict[type[TertuliaError], int] = {
    InvalidInput: 422,
    Unauthorized: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Busy: 429,
    RoomFull: 409,
    TooLarge: 413,
    StorageFull: 507,
    Unavailable: 503,
}
STATUS_OF_CODE = {"busy": 503}
"""`busy`: all of us is overloaded (503); the other Busy codes are about the one who asks (429)."""

UNAVAILABLE_RETRY_S = 2


class BadRequest(TertuliaError):
    """What only HTTP can get wrong."""

    def __init__(self, status: int, message: str, *, code: str) -> None:
        super().__init__(message, code=code)
        self.status = status


def problem(status: int, body: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse(body.model_dump(exclude_none=True), status, headers=headers)


def problem_of(error: TertuliaError) -> JSONResponse:
    status = error.status if isinstance(error, BadRequest) else STATUS_OF_CODE.get(error.code)
    if status is None:
        status = next((s for kind, s in STATUS.items() if isinstance(error, kind)), 400)
    retry_s = error.retry_after_s
    if retry_s is None and status == 503:
        retry_s = UNAVAILABLE_RETRY_S
    headers = {}
    if retry_s is not None:
        headers["Retry-After"] = str(max(1, math.ceil(retry_s)))
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    body = Problem(message=error.message, code=error.code, field=error.field, retry_after_s=retry_s)
    return problem(status, body, headers)


def invalid_field(error: ErrorDetails) -> InvalidInput:
    """The first thing wrong with a body or parameter, as a sentence."""
    field = ".".join(str(part) for part in error["loc"] if part not in ("body", "query", "path")) or None
    limits = error.get("ctx", {})
    kind = error["type"]
    name = f"`{field}`" if field else "The body"
    sentence, code = {
        "missing": (f"{name} is needed.", "field_missing"),
        "string_type": (f"{name} must be text.", "field_type"),
        "string_too_short": (f"{name} needs at least {limits.get('min_length')} character(s).", "field_too_short"),
        "string_too_long": (f"{name} has at most {limits.get('max_length')} characters.", "field_too_long"),
        "string_unicode": (f"{name} is not valid Unicode text.", "field_type"),
        "model_type": (f"{name} must be an object with named fields.", "body_not_object"),
    }.get(kind, (f"{name} is not valid: {error['msg'].lower()}.", "field_invalid"))
    return InvalidInput(sentence, code=code, field=field)


def install(app: FastAPI) -> None:
    @app.exception_handler(TertuliaError)
    async def refused(_: Request, error: TertuliaError) -> JSONResponse:
        if isinstance(error, Unavailable):
            log.error("request.unavailable", code=error.code, cause=repr(error.__cause__))
        return problem_of(error)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return problem_of(invalid_field(error.errors()[0]))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        message, code = {
            404: ("There is nothing at this address.", "not_found"),
            405: ("That method does not work here.", "method_not_allowed"),
        }.get(error.status_code, (str(error.detail), "http_error"))
        headers = (
            {"Allow": _allowed(request)} if error.status_code == 405 and request.scope.get("route") else error.headers
        )
        return problem(error.status_code, Problem(message=message, code=code), headers)

    app.add_middleware(CatchBugs)


def _allowed(request: Request) -> str:
    """Every method of this path (RFC 9110 section 10.2.1); the router names those of its first route."""
    routes = [route for route in request.app.routes if isinstance(route, Route)]
    here = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    return ", ".join(sorted({method for route in here for method in route.methods or ()}))


class CatchBugs:
    """The one broad catch of the REST API: a bug costs its own request, and is logged whole.

    A request is cancelled by nobody but the web server, when it stops and has waited long enough.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except asyncio.CancelledError:
            if started or scope["type"] != "http":
                raise
            await problem_of(Unavailable("The server is stopping.", code="stopping"))(scope, receive, send)
        except Exception:
            log.exception("request.failed", method=scope.get("method"))
            if started or scope["type"] != "http":
                raise
            body = Problem(message="Something went wrong on our side.", code="internal")
            await problem(500, body)(scope, receive, send)
