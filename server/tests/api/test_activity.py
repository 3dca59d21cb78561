"""GET and DELETE /users/activity/{id}"""

from __future__ import annotations

from datetime import timedelta

import pytest
from tertulia.domain.ids import ParticipantId, RoomCode, SittingId, UserId
from tertulia.domain.records import Attendance, ChatLine

from tests.api.conftest import House, problem

ADD = "/api/v1/users/add_to_activity"
SITTING = SittingId("s1")


@pytest.fixture
async def ana(house: House) -> dict[str, str]:
    return await house.signed_in("ana")


async def join(house: House, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(house.app.rooms, "current_sitting", lambda code: SITTING)
    answer = await house.http.post(ADD, headers=headers, json={"meeting_code": "abc"})
    return str(answer.json()["id"])


async def test_a_line_tells_who_was_there_and_what_was_said(
    house: House, ana: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    id = await join(house, ana, monkeypatch)
    room, now = RoomCode("abc"), house.clock.now()
    for sitting, name in ((SITTING, "Bo"), (SittingId("another"), "Eve")):
        await house.store.attendances.joined(
            Attendance(sitting, room, ParticipantId(f"p-{name}"), None, name, now, now + timedelta(minutes=3))
        )
    line = ChatLine(room, 1, "k1", SITTING, ParticipantId("p-Bo"), "Bo", UserId("u"), "hello", now)
    await house.store.chat.append(line)
    answer = (await house.http.get(f"/api/v1/users/activity/{id}", headers=ana)).json()
    assert (answer["id"], answer["meetingCode"]) == (id, "abc")
    assert [(p["name"], p["left_at"] is not None) for p in answer["people"]] == [("Bo", True)]
    assert [(c["name"], c["text"], c["seq"]) for c in answer["chat"]] == [("Bo", "hello", 1)]


async def test_a_line_without_a_sitting_has_nobody_and_nothing(house: House, ana: dict[str, str]) -> None:
    id = (await house.http.post(ADD, headers=ana, json={"meeting_code": "abc"})).json()["id"]
    answer = (await house.http.get(f"/api/v1/users/activity/{id}", headers=ana)).json()
    assert (answer["people"], answer["chat"]) == ([], [])


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_somebody_elses_line_does_not_exist(house: House, ana: dict[str, str], method: str) -> None:
    id = (await house.http.post(ADD, headers=ana, json={"meeting_code": "abc"})).json()["id"]
    bo = await house.signed_in("bob")
    url = f"/api/v1/users/activity/{id}"
    problem(await house.http.request(method, url, headers=bo), 404, "activity_not_found")
    problem(await house.http.request(method, url), 401, "token_missing")
    assert (await house.http.get(url, headers=ana)).status_code == 200


async def test_a_deleted_line_is_gone(house: House, ana: dict[str, str]) -> None:
    ids = [(await house.http.post(ADD, headers=ana, json={"meeting_code": c})).json()["id"] for c in ("one", "two")]
    answer = await house.http.delete(f"/api/v1/users/activity/{ids[0]}", headers=ana)
    assert (answer.status_code, answer.content) == (204, b"")
    problem(await house.http.get(f"/api/v1/users/activity/{ids[0]}", headers=ana), 404, "activity_not_found")
    lines = (await house.http.get("/api/v1/users/get_all_activity", headers=ana)).json()
    assert [line["meetingCode"] for line in lines] == ["two"]
