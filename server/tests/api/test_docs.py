"""The OpenAPI document and its page."""

from __future__ import annotations

import re

from tests.api.conftest import House


async def test_the_document_names_every_route_and_body(house: House) -> None:
    document = (await house.http.get("/api/openapi.json")).json()
    operations = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    assert operations == {
        "POST /api/v1/users/register",
        "POST /api/v1/users/login",
        "POST /api/v1/users/refresh",
        "POST /api/v1/users/logout",
        "GET /api/v1/users/me",
        "GET /api/v1/users/me/settings",
        "PUT /api/v1/users/me/settings",
        "POST /api/v1/users/add_to_activity",
        "GET /api/v1/users/get_all_activity",
        "GET /api/v1/users/search",
        "GET /api/v1/users/activity/{id}",
        "DELETE /api/v1/users/activity/{id}",
        "POST /api/v1/meetings",
        "GET /api/v1/meetings/{code}",
        "GET /api/v1/meetings/{code}/quality",
        "POST /api/v1/meetings/{code}/files",
        "POST /api/v1/meetings/{code}/report",
        "GET /api/v1/files/{id}",
        "DELETE /api/v1/files/{id}",
        "GET /api/v1/ice",
        "GET /api/v1/healthz",
        "GET /api/v1/readyz",
        "GET /api/v1/metrics",
    }
    body = document["paths"]["/api/v1/users/register"]["post"]["requestBody"]["content"]
    assert set(body) == {"application/json", "application/x-www-form-urlencoded"}
    assert document["components"]["schemas"]["RegisterRequest"]["required"] == ["name", "username", "password"]


async def test_the_document_is_the_same_each_time(house: House) -> None:
    first = (await house.http.get("/api/openapi.json")).content
    house.app.http.openapi_schema = None
    assert (await house.http.get("/api/openapi.json")).content == first


async def test_the_page_shows_it_and_asks_nobody_else_for_anything(house: House) -> None:
    page = await house.http.get("/api/docs")
    assert page.status_code == 200
    for said in ("/api/v1/users/login", "Exchange a username and password", "at most 1024 characters"):
        assert said in page.text
    assert "<script" not in page.text
    assert "style=" not in page.text
    for address in re.findall(r'(?:href|src)="([^"]+)"', page.text):
        assert address.startswith("/api/")
        assert (await house.http.get(address)).status_code == 200
