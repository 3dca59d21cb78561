"""POST /users/login"""

from __future__ import annotations

import asyncio
import threading

import bcrypt
import jwt
import pytest

from tests.api.conftest import PASSWORD, Build, House, problem
from tests.support import eventually

URL = "/api/v1/users/login"


async def test_a_token_and_the_user_come_back(house: House) -> None:
    await house.register()
    answer = (await house.login()).json()
    assert set(answer) == {"token", "user", "expires_in"}
    assert set(answer["user"]) == {"id", "name", "username"}
    assert (answer["user"]["name"], answer["user"]["username"], answer["expires_in"]) == ("Ana", "ana", 900)
    claims = jwt.decode(answer["token"], options={"verify_signature": False})
    assert claims["sub"] == answer["user"]["id"]
    assert claims["exp"] - claims["iat"] == 900
    assert {"jti", "iss", "aud"} <= set(claims)


async def test_the_refresh_cookie_is_out_of_reach_of_scripts_and_other_sites(house: House) -> None:
    await house.register()
    cookie = (await house.login()).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/api/v1/users;" in cookie
    assert "secure" not in cookie


@pytest.mark.parametrize(
    ("base", "settings"),
    [("https://meet.example", {}), ("http://inside:8000", {"public_url": "https://meet.example.org"})],
)
async def test_over_https_the_cookie_is_secure(build: Build, base: str, settings: dict[str, str]) -> None:
    house = await build(**settings)
    await house.register()
    async with house.client(base=base) as http:
        assert "secure" in (await house.login(http=http)).headers["set-cookie"].lower()


async def test_a_username_may_be_written_in_capitals(house: House) -> None:
    await house.register()
    assert (await house.login("ANA")).status_code == 200


async def test_an_unknown_user_and_a_wrong_password_get_the_same_answer(house: House) -> None:
    await house.register()
    wrong = await house.http.post(URL, json={"username": "ana", "password": "wrong horse"})
    unknown = await house.http.post(URL, json={"username": "nobody", "password": PASSWORD})
    impossible = await house.http.post(URL, json={"username": "\x00", "password": PASSWORD})
    problem(wrong, 401, "wrong_credentials")
    assert wrong.content == unknown.content == impossible.content
    assert {k: v for k, v in wrong.headers.items() if k != "date"} == {
        k: v for k, v in unknown.headers.items() if k != "date"
    }


async def test_an_unknown_user_costs_as_much_hashing_as_a_wrong_password(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs: list[bytes] = []

    def counted(password: bytes, stored: bytes) -> bool:
        costs.append(stored[:7])
        return real(password, stored)

    real = bcrypt.checkpw
    await house.register()
    monkeypatch.setattr(bcrypt, "checkpw", counted)
    await house.http.post(URL, json={"username": "ana", "password": "wrong horse"})
    await house.http.post(URL, json={"username": "nobody", "password": PASSWORD})
    await house.http.post(URL, json={"username": "x", "password": ""})
    assert costs == [b"$2b$04$"] * 3


async def test_another_sites_page_cannot_sign_somebody_in(house: House) -> None:
    await house.register()
    body = {"username": "ana", "password": PASSWORD}
    answer = await house.http.post(URL, data=body, headers={"Origin": "https://evil.example"})
    problem(answer, 403, "cross_site")
    assert "set-cookie" not in answer.headers


async def test_a_full_queue_of_passwords_is_503_and_says_when(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    hold = threading.Event()

    def slow(password: bytes, stored: bytes) -> bool:
        hold.wait(10)
        return real(password, stored)

    real = bcrypt.checkpw
    house = await build(bcrypt_queue=2)
    await house.register()
    monkeypatch.setattr(bcrypt, "checkpw", slow)
    waiting = [asyncio.create_task(house.login()) for _ in range(3)]  # one is hashed, two wait
    await eventually(lambda: None if house.app.waiting_passwords == 3 else "not all of them wait yet")
    refused = await house.login()
    problem(refused, 503, "busy")
    assert int(refused.headers["retry-after"]) >= 1
    hold.set()
    assert [(await task).status_code for task in waiting] == [200, 200, 200]
    assert (await house.login()).status_code == 200
