"""GET /meetings/{code}"""

from __future__ import annotations

import pytest
from tertulia.domain.ids import RoomCode
from tertulia.domain.records import Meeting

from tests.api.conftest import House, problem

URL = "/api/v1/meetings"


async def test_a_code_that_leads_nowhere_is_404(house: House) -> None:
    problem(await house.http.get(f"{URL}/nowhere"), 404, "meeting_not_found")


async def test_a_room_that_is_live_exists_although_nobody_made_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"P{n}" for n in range(20)]
    monkeypatch.setattr(house.app.rooms, "peek", lambda code: (21, names) if code == "live" else None)
    answer = (await house.http.get(f"{URL}/live")).json()
    assert answer["participant_count"] == 21
    assert answer["participants"] == names[:12]
    problem(await house.http.get(f"{URL}/other"), 404, "meeting_not_found")


async def test_a_room_somebody_once_sat_in_exists(house: House) -> None:
    await house.store.meetings.ensure(Meeting(RoomCode("café"), "Tea", None, house.clock.now()))
    answer = await house.http.get(f"{URL}/caf%C3%A9")
    assert (answer.status_code, answer.json()["title"]) == (200, "Tea")


@pytest.mark.parametrize(
    ("code", "why"), [("%20", "room_missing"), ("a%00b", "room_invalid"), ("x" * 129, "room_too_long")]
)
async def test_what_cannot_be_a_code_is_said_to_be_none(house: House, code: str, why: str) -> None:
    problem(await house.http.get(f"{URL}/{code}"), 422, why, "code")
