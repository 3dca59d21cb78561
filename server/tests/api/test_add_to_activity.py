"""POST /users/add_to_activity"""

from __future__ import annotations

import pytest
from tertulia.domain.ids import SittingId

from tests.api.conftest import House, problem

URL = "/api/v1/users/add_to_activity"
ALL = "/api/v1/users/get_all_activity"


@pytest.mark.parametrize("encoding", ["json", "data"])
async def test_a_meeting_is_kept_in_the_users_history(house: House, encoding: str) -> None:
    headers = await house.signed_in()
    answer = await house.http.post(URL, headers=headers, **{encoding: {"meeting_code": "abc"}})  # type: ignore[arg-type]
    assert answer.status_code == 201
    assert "message" in answer.json()
    assert [line["meetingCode"] for line in (await house.http.get(ALL, headers=headers)).json()] == ["abc"]


async def test_an_address_is_taken_for_the_code_it_leads_to(house: House) -> None:
    headers = await house.signed_in()
    await house.http.post(URL, headers=headers, json={"meeting_code": "https://meet.example/abc-def/?x=1"})
    assert [line["meetingCode"] for line in (await house.http.get(ALL, headers=headers)).json()] == ["abc-def"]


async def test_only_somebody_signed_in_has_a_history(house: House) -> None:
    problem(await house.http.post(URL, json={"meeting_code": "abc"}), 401, "token_missing")
    problem(await house.http.post(URL, json={"meeting_code": "abc", "token": "x"}), 401, "token_missing")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "field_missing"),
        ({"meeting_code": ""}, "field_too_short"),
        ({"meeting_code": "x" * 129}, "room_too_long"),
        ({"meeting_code": "a\x00b"}, "room_invalid"),
        ({"meeting_code": "https://[/"}, "room_invalid"),
        ({"meeting_code": {"a": 1}}, "field_type"),
    ],
)
async def test_a_code_that_is_none_is_refused(house: House, body: dict[str, object], code: str) -> None:
    headers = await house.signed_in()
    problem(await house.http.post(URL, headers=headers, json=body), 422, code, "meeting_code")
    assert (await house.http.get(ALL, headers=headers)).json() == []


async def test_said_twice_in_one_sitting_it_is_one_line(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    headers = await house.signed_in()
    await house.http.post(URL, headers=headers, json={"meeting_code": "abc"})
    monkeypatch.setattr(house.app.rooms, "current_sitting", lambda code: SittingId("s1"))
    for _ in range(2):
        assert (await house.http.post(URL, headers=headers, json={"meeting_code": "abc"})).status_code == 201
    assert len((await house.http.get(ALL, headers=headers)).json()) == 1


async def test_the_next_sitting_is_another_line(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    headers = await house.signed_in()
    for sitting in ("s1", "s2"):
        monkeypatch.setattr(house.app.rooms, "current_sitting", lambda code, s=sitting: SittingId(s))
        await house.http.post(URL, headers=headers, json={"meeting_code": "abc"})
    assert len((await house.http.get(ALL, headers=headers)).json()) == 2
