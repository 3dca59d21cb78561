"""Other origins: an exact list, empty by default."""

from __future__ import annotations

from tests.api.conftest import Build, House

URL = "/api/v1/ice"
APP = "https://app.example"
ASK = {"Origin": APP, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}


async def test_nobody_is_allowed_by_default(house: House) -> None:
    answer = await house.http.get(URL, headers={"Origin": APP})
    assert "access-control-allow-origin" not in answer.headers
    asked = await house.http.options("/api/v1/users/login", headers=ASK)
    assert asked.status_code == 400
    assert "access-control-allow-origin" not in asked.headers


async def test_an_origin_on_the_list_may_call_with_its_credentials(build: Build) -> None:
    house = await build(cors_origins=f"{APP}, https://other.example:8443")
    asked = await house.http.options("/api/v1/users/login", headers=ASK)
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == APP
    assert "POST" in asked.headers["access-control-allow-methods"]
    answer = await house.http.get(URL, headers={"Origin": APP})
    assert answer.headers["access-control-allow-origin"] == APP
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert "Origin" in answer.headers["vary"]


async def test_only_exact_origins_count(build: Build) -> None:
    house = await build(cors_origins=APP)
    for origin in ("https://app.example.evil.example", "http://app.example", "https://app.example:444", "null"):
        answer = await house.http.get(URL, headers={"Origin": origin})
        assert "access-control-allow-origin" not in answer.headers, origin


async def test_an_origin_on_the_list_may_read_a_refusal_and_sign_in(build: Build) -> None:
    house = await build(cors_origins=APP)
    await house.register()
    headers = {"Origin": APP}
    refused = await house.http.post("/api/v1/users/login", json={}, headers=headers)
    assert refused.status_code == 422
    assert refused.headers["access-control-allow-origin"] == APP
    body = {"username": "ana", "password": "correct horse battery"}
    assert (await house.http.post("/api/v1/users/login", json=body, headers=headers)).status_code == 200
