"""Bodies: JSON or urlencoded, of a bounded size, into a model of `protocol.rest`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect

from tertulia.api.errors import BadRequest, invalid_field
from tertulia.domain.errors import InvalidInput

JSON = "application/json"
URLENCODED = "application/x-www-form-urlencoded"
BYTES = "application/octet-stream"
BODY_WITHIN_S = 20
FIELDS_MOST = 100

M = TypeVar("M", bound=BaseModel)


def body_of(model: type[M]) -> Callable[[Request], Awaitable[M]]:
    """A dependency that reads the body as `model`.

    Refuses with 413 `body_too_large`, 415 `content_type`, 400 `json_invalid` or `form_invalid`,
    408 `body_too_slow`, 422 naming the field.
    """

    async def read(request: Request) -> M:
        return parse(model, request.headers.get("content-type", ""), await raw(request))

    return read


def parse(model: type[M], content_type: str, body: bytes) -> M:
    kind = content_type.partition(";")[0].strip().lower()
    try:
        if kind == JSON:
            return model.model_validate_json(body or b"{}")
        if kind == URLENCODED:
            return model.model_validate(_form(body))
        if not kind and not body:
            return model.model_validate({})
    except ValidationError as bad:
        error = bad.errors(include_url=False, include_input=False)[0]
        if error["type"] == "json_invalid":
            raise BadRequest(400, "The body is not valid JSON.", code="json_invalid") from bad
        raise invalid_field(error) from bad
    raise BadRequest(415, f"Send {JSON} or {URLENCODED}.", code="content_type")


async def raw(request: Request) -> bytes:
    """The body, at most `app.state.body_bytes` of it; read once, then remembered."""
    seen: bytes | None = getattr(request.state, "body", None)
    if seen is not None:
        return seen
    most: int = request.app.state.body_bytes
    too_large = BadRequest(413, f"A body has at most {most} bytes.", code="body_too_large")
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > most:
        raise too_large
    parts = bytearray()
    try:
        async with asyncio.timeout(BODY_WITHIN_S):
            async for part in request.stream():
                parts += part
                if len(parts) > most:
                    raise too_large
    except TimeoutError as slow:
        raise BadRequest(408, "The body took too long.", code="body_too_slow") from slow
    body = bytes(parts)
    request.state.body = body
    return body


async def streamed(request: Request) -> AsyncIterator[bytes]:
    """A body of any size, as it comes. Refuses with 408 `body_too_slow` when nothing comes for `BODY_WITHIN_S`, and
    400 `body_cut_off` when the sender is gone: nobody reads that answer, but nothing broke either."""
    stream = request.stream()
    while True:
        try:
            async with asyncio.timeout(BODY_WITHIN_S):
                part = await anext(stream, None)
        except TimeoutError as slow:
            raise BadRequest(408, "The body took too long.", code="body_too_slow") from slow
        except ClientDisconnect as gone:
            raise BadRequest(400, "The body was cut off.", code="body_cut_off") from gone
        if part is None:
            return
        yield part


def _form(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            body.decode(),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=FIELDS_MOST,
        )
    except ValueError as bad:
        raise BadRequest(400, "The body is not a valid form.", code="form_invalid") from bad
    if len({name for name, _ in pairs}) != len(pairs):
        raise InvalidInput("A field was given twice.", code="form_invalid")
    return dict(pairs)


def documented(model: type[BaseModel]) -> dict[str, Any]:
    """What OpenAPI says of such a body."""
    schema = {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}
    required = any(field.is_required() for field in model.model_fields.values())
    return {"requestBody": {"required": required, "content": {JSON: schema, URLENCODED: schema}}}


def documented_bytes() -> dict[str, Any]:
    """What OpenAPI says of a body that is a file."""
    return {"requestBody": {"required": True, "content": {BYTES: {"schema": {"type": "string", "format": "binary"}}}}}
