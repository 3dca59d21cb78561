"""GET /users/me"""

from __future__ import annotations

import pytest

from tests.api.conftest import Build, House, bearer, problem

URL = "/api/v1/users/me"


async def test_a_token_says_who_one_is(house: House) -> None:
    headers = await house.signed_in()
    answer = await house.http.get(URL, headers=headers)
    assert answer.status_code == 200
    assert (answer.json()["name"], answer.json()["username"]) == ("Ana", "ana")
    assert answer.headers["cache-control"] == "no-store"


async def test_without_a_token_one_is_asked_to_sign_in(house: House) -> None:
    answer = await house.http.get(URL)
    problem(answer, 401, "token_missing")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("sent", ["Bearer nonsense", "Bearer a.b.c", "Bearer " + "x" * 5000])
async def test_a_bad_token_is_refused(house: House, sent: str) -> None:
    problem(await house.http.get(URL, headers={"Authorization": sent}), 401, "token_invalid")


async def test_another_scheme_is_no_token(house: House) -> None:
    problem(await house.http.get(URL, headers={"Authorization": "Basic YTpi"}), 401, "token_missing")


async def test_a_token_is_over_after_its_time(house: House) -> None:
    headers = await house.signed_in()
    house.clock.advance(899)
    assert (await house.http.get(URL, headers=headers)).status_code == 200
    house.clock.advance(2)
    problem(await house.http.get(URL, headers=headers), 401, "token_expired")


async def test_the_refresh_token_is_no_access_token(house: House) -> None:
    await house.register()
    cookie = (await house.login()).cookies["tertulia_refresh"]
    problem(await house.http.get(URL, headers=bearer(cookie)), 401, "token_invalid")


async def test_a_token_does_not_outlive_the_sign_in_it_belongs_to(build: Build) -> None:
    house = await build(access_token_s=7200, session_s=3600)
    headers = await house.signed_in()
    house.clock.advance(3599)
    assert (await house.http.get(URL, headers=headers)).status_code == 200
    house.clock.advance(2)
    problem(await house.http.get(URL, headers=headers), 401, "session_ended")
