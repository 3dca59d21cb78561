"""The OpenAPI document and a page that shows it, without a line of anybody else's script."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response
from fastapi.routing import APIRoute
from pydantic.json_schema import models_json_schema

from tertulia.api import users
from tertulia.api.caller import access_token, perhaps_signed_in
from tertulia.api.docs_page import STYLE, page
from tertulia.protocol import rest

BODIES = (rest.RegisterRequest, rest.LoginRequest, rest.ActivityRequest, rest.MeetingRequest, rest.ReportRequest)
"""Read by `api.body`, so FastAPI does not see them."""


def install(app: FastAPI) -> None:
    @app.get("/api/openapi.json", include_in_schema=False)
    async def document() -> Response:
        return Response(export(app), media_type="application/json")

    @app.get("/api/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return HTMLResponse(page(schema(app)))

    @app.get("/api/docs.css", include_in_schema=False)
    async def style() -> Response:
        return Response(STYLE, media_type="text/css")


def schema(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        document = app.openapi()
        _, more = models_json_schema(
            [(model, "validation") for model in BODIES], ref_template="#/components/schemas/{model}"
        )
        schemas = document["components"]["schemas"]
        schemas.update(more["$defs"])
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        _settle_responses(document)
        _settle_security(app, document)
        app.openapi_schema = document
    return app.openapi_schema


def export(app: FastAPI) -> str:
    """The same bytes for the same routes."""
    return json.dumps(schema(app), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _settle_responses(document: dict[str, Any]) -> None:
    """Sentences instead of FastAPI's names, and text where text comes."""
    for path, methods in document["paths"].items():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                answer["description"] = REASONS.get(status, answer["description"])
            if path.endswith("/files/{id}") and "200" in operation["responses"]:
                bytes_ = {"schema": {"type": "string", "format": "binary"}}
                operation["responses"]["200"]["content"] = {"*/*": bytes_}
            if path.endswith("/metrics"):
                operation["responses"]["200"]["content"] = {"text/plain": {"schema": {"type": "string"}}}
            if path.endswith("/readyz"):
                health = {"$ref": "#/components/schemas/Health"}
                operation["responses"]["503"]["content"] = {"application/json": {"schema": health}}


def _settle_security(app: FastAPI, document: dict[str, Any]) -> None:
    """A token may be left out where guests are welcome too."""
    for route in app.routes:
        if isinstance(route, APIRoute) and route.include_in_schema:
            asked = {dependency.call for dependency in route.dependant.dependencies}
            for method in route.methods or ():
                operation = document["paths"][route.path][method.lower()]
                if asked & {perhaps_signed_in, access_token} and users.logout is not route.endpoint:
                    operation["security"].insert(0, {})


REASONS = {
    "400": "The body cannot be read",
    "401": "No, an expired or a wrong token or password",
    "403": "Not from here",
    "404": "There is no such thing",
    "408": "The body took too long",
    "409": "It exists already",
    "413": "The body is too large",
    "415": "Not a kind of body that is read here",
    "416": "There is no such part of it",
    "422": "A field is missing or out of bounds: `field` says which, `message` why",
    "429": "Too often: Retry-After says when",
    "500": "A bug on our side",
    "507": "No space left: of this meeting or of the server",
    "503": "Overloaded or without its database: Retry-After says when",
}
