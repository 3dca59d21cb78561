"""POST /users/register"""

from __future__ import annotations

import pytest

from tests.api.conftest import PASSWORD, House, problem

URL = "/api/v1/users/register"
GOOD = {"name": "Ana", "username": "ana", "password": PASSWORD}


async def test_an_account_is_made_and_its_password_is_stored_as_a_bcrypt_hash(house: House) -> None:
    response = await house.http.post(URL, json=GOOD)
    assert response.status_code == 201
    assert set(response.json()) == {"message"}
    user = await house.store.users.by_username("ana")
    assert user is not None
    assert user.name == "Ana"
    assert user.password_hash.startswith("$2b$04$")


async def test_a_urlencoded_body_works_as_well(house: House) -> None:
    response = await house.http.post(URL, data=GOOD)
    assert response.status_code == 201


@pytest.mark.parametrize("again", ["ana", "ANA", " ana "])
async def test_a_username_is_taken_however_it_is_written(house: House, again: str) -> None:
    await house.http.post(URL, json=GOOD)
    problem(await house.http.post(URL, json=GOOD | {"username": again}), 409, "username_taken", "username")


@pytest.mark.parametrize("field", ["name", "username", "password"])
async def test_a_missing_field_is_named(house: House, field: str) -> None:
    body = {k: v for k, v in GOOD.items() if k != field}
    assert field in problem(await house.http.post(URL, json=body), 422, "field_missing", field)["message"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "", "field_too_short"),
        ("name", "   ", "field_too_short"),
        ("name", "x" * 65, "field_too_long"),
        ("name", "Ana\u202eevil", "name_invalid"),
        ("name", "\u200d", "name_missing"),
        ("username", "ab", "field_too_short"),
        ("username", "a\x00b", "username_invalid"),
        ("username", "x" * 65, "field_too_long"),
        ("password", "short12", "field_too_short"),
        ("password", "x" * 257, "field_too_long"),
        ("password", 12345678, "field_type"),
        ("name", ["Ana"], "field_type"),
        ("name", None, "field_type"),
    ],
)
async def test_a_field_out_of_bounds_is_named_and_nothing_is_stored(
    house: House, field: str, value: object, code: str
) -> None:
    problem(await house.http.post(URL, json=GOOD | {field: value}), 422, code, field)
    assert await house.store.users.by_username("ana") is None


async def test_the_password_never_comes_back(house: House) -> None:
    for body in (GOOD, GOOD, GOOD | {"name": ""}):
        assert PASSWORD not in (await house.http.post(URL, json=body)).text


async def test_two_people_who_want_a_name_at_once_get_one_account(house: House) -> None:
    import asyncio

    answers = await asyncio.gather(*(house.http.post(URL, json=GOOD) for _ in range(4)))
    assert sorted(a.status_code for a in answers) == [201, 409, 409, 409]
