"""How often one may ask, per address and per account."""

from __future__ import annotations

import pytest
import structlog

from tests.api.conftest import PASSWORD, Build, House, problem

LOGIN = "/api/v1/users/login"


async def attempt(house: House, username: str = "ana", address: str = "203.0.113.5", **headers: str) -> int:
    async with house.client(address) as http:
        body = {"username": username, "password": "wrong"}
        return (await http.post(LOGIN, json=body, headers=headers)).status_code


async def test_sign_in_is_limited_per_account_whatever_the_address_or_spelling(build: Build) -> None:
    house = await build(login_per_minute_account=3)
    codes = [await attempt(house, "ana maría", f"198.51.100.{n}") for n in range(3)]
    assert codes == [401, 401, 401]
    for spelled in (" ANA MARÍA ", "ana   maría", "ana\tmari\u0301a"):
        assert await attempt(house, spelled, "198.51.100.99") == 429, spelled
    assert await attempt(house, "bob", "198.51.100.99") == 401


async def test_sign_in_is_limited_per_address_whatever_the_account(build: Build) -> None:
    house = await build(login_per_minute_address=3)
    assert [await attempt(house, f"user{n}") for n in range(4)] == [401, 401, 401, 429]
    assert await attempt(house, "user9", "203.0.113.6") == 401


async def test_the_answer_says_when_and_keeps_its_word(build: Build) -> None:
    house = await build(login_per_minute_account=2)
    await house.register()
    for _ in range(2):
        await attempt(house)
    refused = await house.login()
    wait_s = int(refused.headers["retry-after"])
    assert problem(refused, 429, "rate_limited")["retry_after_s"] <= wait_s <= 31
    house.clock.advance(wait_s)
    assert (await house.login()).status_code == 200


async def test_a_household_with_ipv6_counts_as_one_address(build: Build) -> None:
    house = await build(login_per_minute_address=2)
    codes = [await attempt(house, f"user{n}", f"2001:db8:1:2::{n}") for n in range(3)]
    assert codes == [401, 401, 429]
    assert await attempt(house, "user8", "2001:db8:1:3::1") == 401


async def test_a_stranger_cannot_invent_addresses(build: Build) -> None:
    house = await build(login_per_minute_address=2)
    codes = [await attempt(house, f"user{n}", **{"X-Forwarded-For": f"198.51.100.{n}"}) for n in range(3)]
    assert codes == [401, 401, 429]


async def test_a_trusted_proxy_is_believed_about_the_last_address_it_saw(build: Build) -> None:
    house = await build(login_per_minute_address=2, trusted_proxies="10.0.0.0/8")
    for n in range(3):
        forged = {"X-Forwarded-For": f"192.0.2.{n}, 198.51.100.7, 10.1.1.1"}
        code = await attempt(house, f"user{n}", "10.0.0.1", **forged)
    assert code == 429
    assert await attempt(house, "user7", "10.0.0.1", **{"X-Forwarded-For": "198.51.100.8"}) == 401


@pytest.mark.parametrize(
    ("setting", "method", "path", "body", "per_s"),
    [
        (
            "register_per_hour_address",
            "POST",
            "/api/v1/users/register",
            {"name": "", "username": "", "password": ""},
            3600,
        ),
        ("meetings_per_hour_address", "POST", "/api/v1/meetings", {}, 3600),
        ("lookups_per_minute_address", "GET", "/api/v1/ice", None, 60),
        ("lookups_per_minute_address", "GET", "/api/v1/meetings/abc", None, 60),
        ("refresh_per_minute_address", "POST", "/api/v1/users/refresh", None, 60),
    ],
)
async def test_what_costs_something_is_limited_per_address(
    build: Build, setting: str, method: str, path: str, body: dict[str, str] | None, per_s: int
) -> None:
    house = await build(**{setting: 2})
    if body:
        body = {"name": "A", "password": PASSWORD}
    for n in range(2):
        sent = body | {"username": f"user{n}"} if body else body
        assert (await house.http.request(method, path, json=sent)).status_code != 429
    sent = body | {"username": "user9"} if body else body
    problem(await house.http.request(method, path, json=sent), 429, "rate_limited")
    house.clock.advance(per_s / 2)
    assert (await house.http.request(method, path, json=sent)).status_code != 429


async def test_a_proxy_nobody_told_us_to_trust_is_pointed_out_once(build: Build) -> None:
    house = await build()
    headers = {"X-Forwarded-For": "198.51.100.7"}
    with structlog.testing.capture_logs() as lines:
        for address in ("8.8.8.8", "127.0.0.1", "127.0.0.1"):
            async with house.client(address) as http:
                await http.get("/healthz", headers=headers)
    assert [line["event"] for line in lines] == ["proxy.not_trusted"]
