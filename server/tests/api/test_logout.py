"""POST /users/logout"""

from __future__ import annotations

from tests.api.conftest import House, bearer, problem

URL = "/api/v1/users/logout"
ME = "/api/v1/users/me"


async def test_logging_out_ends_access_and_refresh_tokens_on_the_server(house: House) -> None:
    await house.register()
    answer = await house.login()
    cookie = answer.headers["set-cookie"].partition(";")[0]
    headers = bearer(answer.json()["token"])
    assert (await house.http.get(ME, headers=headers)).status_code == 200
    done = await house.http.post(URL, headers=headers)
    assert done.status_code == 200
    assert 'tertulia_refresh=""' in done.headers["set-cookie"]
    problem(await house.http.get(ME, headers=headers), 401, "session_ended")
    problem(await house.http.post("/api/v1/users/refresh", headers={"Cookie": cookie}), 401, "session_ended")


async def test_the_cookie_alone_is_enough(house: House) -> None:
    await house.register()
    headers = bearer((await house.login()).json()["token"])
    assert (await house.http.post(URL)).status_code == 200
    problem(await house.http.get(ME, headers=headers), 401, "session_ended")


async def test_an_expired_access_token_does_not_keep_the_cookie_from_ending_it(house: House) -> None:
    await house.register()
    headers = bearer((await house.login()).json()["token"])
    house.clock.advance(901)
    assert (await house.http.post(URL, headers=headers)).status_code == 200
    problem(await house.http.post("/api/v1/users/refresh"), 401, "token_missing")


async def test_without_any_sign_in_there_is_nothing_to_end(house: House) -> None:
    problem(await house.http.post(URL), 401, "token_missing")
    problem(await house.http.post(URL, headers=bearer("nonsense")), 401, "token_invalid")


async def test_signing_out_here_leaves_the_phone_signed_in(house: House) -> None:
    await house.register()
    async with house.client() as phone:
        on_phone = bearer((await house.login(http=phone)).json()["token"])
        await house.login()
        await house.http.post(URL)
        assert (await phone.get(ME, headers=on_phone)).status_code == 200


async def test_another_sites_page_cannot_sign_somebody_out(house: House) -> None:
    await house.register()
    await house.login()
    problem(await house.http.post(URL, headers={"Origin": "https://evil.example"}), 403, "cross_site")
