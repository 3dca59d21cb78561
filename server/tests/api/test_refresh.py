"""POST /users/refresh"""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.api.conftest import House, bearer, problem

URL = "/api/v1/users/refresh"


def cookie_of(response: httpx.Response) -> str:
    return response.headers["set-cookie"].partition(";")[0]


async def test_a_refresh_brings_a_new_token_and_a_new_cookie(house: House) -> None:
    await house.register()
    first = await house.login()
    house.clock.advance(1000)
    second = await house.http.post(URL)
    assert second.status_code == 200
    assert cookie_of(second) != cookie_of(first)
    assert (await house.http.get("/api/v1/users/me", headers=bearer(second.json()["token"]))).status_code == 200


async def test_a_refresh_token_used_again_ends_the_whole_family(house: House) -> None:
    await house.register()
    old = cookie_of(await house.login())
    fresh = await house.http.post(URL)
    house.http.cookies.clear()
    problem(await house.http.post(URL, headers={"Cookie": old}), 401, "session_ended")
    problem(await house.http.post(URL, headers={"Cookie": cookie_of(fresh)}), 401, "session_ended")
    me = await house.http.get("/api/v1/users/me", headers=bearer(fresh.json()["token"]))
    problem(me, 401, "session_ended")


async def test_of_one_token_shown_by_two_at_once_at_most_one_is_taken(house: House) -> None:
    await house.register()
    await house.login()
    answers = await asyncio.gather(house.http.post(URL), house.http.post(URL))
    assert sorted(a.status_code for a in answers)[-1] == 401
    for answer in answers:
        if answer.status_code == 200:
            token = answer.json()["token"]
            problem(await house.http.get("/api/v1/users/me", headers=bearer(token)), 401, "session_ended")


async def test_another_sign_in_of_the_same_user_is_not_touched(house: House) -> None:
    await house.register()
    async with house.client() as phone:
        await house.login(http=phone)
        old = cookie_of(await house.login())
        await house.http.post(URL)
        house.http.cookies.clear()
        await house.http.post(URL, headers={"Cookie": old})
        assert (await phone.post(URL)).status_code == 200


async def test_a_token_that_was_never_issued_ends_nobodys_session(house: House) -> None:
    await house.register()
    cookie = cookie_of(await house.login())
    name, _, value = cookie.partition("=")
    session, nonce, mac = value.split(".")
    for forged in (f"{session}.AAAA.{mac}", f"{session}.{nonce}.", session, "é", "." * 500):
        async with house.client() as thief:
            sent = {"Cookie": f"{name}={forged}".encode()}
            problem(await thief.post(URL, headers=sent), 401, "session_ended")  # type: ignore[arg-type]
    assert (await house.http.post(URL)).status_code == 200


async def test_without_a_cookie_nobody_is_refreshed(house: House) -> None:
    problem(await house.http.post(URL), 401, "token_missing")


async def test_an_unused_sign_in_ends_after_its_time_and_a_used_one_does_not(house: House) -> None:
    await house.register()
    await house.login()
    for _ in range(3):
        house.clock.advance(20 * 86400)
        assert (await house.http.post(URL)).status_code == 200
    house.clock.advance(31 * 86400)
    problem(await house.http.post(URL), 401, "session_ended")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_sites_page_cannot_refresh(house: House, headers: dict[str, str]) -> None:
    await house.register()
    await house.login()
    problem(await house.http.post(URL, headers=headers), 403, "cross_site")
    assert (await house.http.post(URL)).status_code == 200


@pytest.mark.parametrize("headers", [{"Origin": "http://meet.example"}, {"Sec-Fetch-Site": "same-origin"}])
async def test_our_own_page_can(house: House, headers: dict[str, str]) -> None:
    await house.register()
    await house.login()
    assert (await house.http.post(URL, headers=headers)).status_code == 200
