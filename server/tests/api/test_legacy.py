"""The REST dialect of the original clients, only with TERTULIA_LEGACY_CLIENTS=1."""

from __future__ import annotations

import pytest
from tertulia.domain.errors import Unavailable

from tests.api.conftest import Build, House, bearer, problem

REGISTER = "/api/v1/users/register"
ADD = "/api/v1/users/add_to_activity"
ALL = "/api/v1/users/get_all_activity"


@pytest.fixture
async def old(build: Build) -> House:
    return await build(legacy_clients=True)


async def token(house: House) -> str:
    assert (await house.register()).status_code == 201
    return str((await house.login()).json()["token"])


async def test_the_whole_day_of_an_original_client(old: House) -> None:
    taken = await token(old)
    added = await old.http.post(ADD, json={"token": taken, "meeting_code": "abc"})
    assert added.status_code == 201
    assert "message" in added.json()
    lines = await old.http.get(ALL, params={"token": taken})
    assert [line["meetingCode"] for line in lines.json()] == ["abc"]
    assert "date" in lines.json()[0]


async def test_a_taken_username_is_302(old: House) -> None:
    await old.register()
    answer = await old.register()
    assert (answer.status_code, answer.json()) == (302, {"message": "User already exists"})
    assert "location" not in answer.headers


async def test_a_field_out_of_bounds_is_still_422(old: House) -> None:
    problem(await old.http.post(REGISTER, json={"name": "A", "username": "a"}), 422, "field_too_short", "username")


@pytest.mark.parametrize("body", [{}, {"meeting_code": ""}, {"meeting_code": "a\x00"}, {"meeting_code": 5}])
async def test_adding_never_fails_for_somebody_signed_in(old: House, body: dict[str, object]) -> None:
    taken = await token(old)
    assert (await old.http.post(ADD, json=body | {"token": taken})).status_code == 200
    assert (await old.http.post(ADD, json=body, headers=bearer(taken))).status_code == 200
    assert (await old.http.get(ALL, params={"token": taken})).json() == []


async def test_adding_does_not_fail_without_the_database_either(old: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def gone(*_: object) -> None:
        raise Unavailable("The database does not answer.")

    taken = await token(old)
    monkeypatch.setattr(old.store.history, "add", gone)
    assert (await old.http.post(ADD, json={"token": taken, "meeting_code": "abc"})).status_code == 200


async def test_a_wrong_token_is_still_refused(old: House) -> None:
    problem(await old.http.post(ADD, json={"token": "x", "meeting_code": "abc"}), 401, "token_invalid")
    problem(await old.http.post(ADD, json={"meeting_code": "abc"}), 401, "token_missing")
    problem(await old.http.get(ALL, params={"token": "x"}), 401, "token_invalid")
    problem(await old.http.get(ALL), 401, "token_missing")


async def test_the_ordinary_dialect_works_beside_it(old: House) -> None:
    headers = bearer(await token(old))
    assert (await old.http.post(ADD, json={"meeting_code": "abc"}, headers=headers)).status_code == 201
    assert len((await old.http.get(ALL, headers=headers)).json()) == 1


async def test_without_the_setting_none_of_it_is_understood(house: House) -> None:
    taken = await token(house)
    problem(await house.http.post(ADD, json={"token": taken, "meeting_code": "abc"}), 401, "token_missing")
    problem(await house.http.get(ALL, params={"token": taken}), 401, "token_missing")
    problem(await house.register(), 409, "username_taken", "username")
