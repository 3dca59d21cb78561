"""GET /users/search"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tertulia.domain.ids import ParticipantId, RoomCode, SittingId
from tertulia.domain.records import Attendance, ChatLine, Meeting, MeetingRecord
from tertulia.services import search

from tests.api.conftest import House, problem


async def remember(house: House, username: str, n: int, *, title: str = "", who: str = "Bo", said: str = "") -> None:
    """A meeting in the history of a user: the n-th."""
    user = await house.store.users.by_username(username)
    assert user is not None
    at = house.clock.now() + timedelta(minutes=n)
    room, sitting = RoomCode(f"room-{username}-{n}"), SittingId(f"{username}-{n}")
    await house.store.meetings.add(Meeting(room, title, None, at))
    await house.store.history.add(MeetingRecord(f"{username}-{n}", user.id, room, at, sitting))
    await house.store.attendances.joined(Attendance(sitting, room, ParticipantId(who), None, who, at, None))
    for seq, text in enumerate(said.splitlines(), 1):
        line = ChatLine(room, seq, f"k{seq}", sitting, ParticipantId(who), who, None, text, at)
        await house.store.chat.append(line)


async def found(house: House, headers: dict[str, str], q: str, **more: str) -> dict[str, Any]:
    answer = await house.http.get("/api/v1/users/search", headers=headers, params={"q": q, **more})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


@pytest.fixture
async def ana(house: House) -> dict[str, str]:
    return await house.signed_in("ana")


async def test_a_meeting_is_found_by_its_title_its_people_and_what_was_said(house: House, ana: dict[str, str]) -> None:
    await remember(house, "ana", 1, title="Plan del jardín")
    await remember(house, "ana", 2, who="José Jardín")
    await remember(house, "ana", 3, said="hello\nel jardin\nmy garden\nJARDÍN again")
    await remember(house, "ana", 4, said="nothing of that")
    hits = (await found(house, ana, "JARDIN"))["found"]
    assert [hit["id"] for hit in hits] == ["ana-3", "ana-2", "ana-1"]
    assert [(line["seq"], line["excerpt"]) for line in hits[0]["lines"]] == [(2, "el jardin"), (4, "JARDÍN again")]
    assert (hits[0]["line_count"], hits[0]["people"]) == (2, [])
    assert hits[1]["people"] == ["José Jardín"]
    assert (hits[2]["title"], hits[2]["people"], hits[2]["lines"]) == ("Plan del jardín", [], [])


async def test_all_words_must_be_in_one_place(house: House, ana: dict[str, str]) -> None:
    await remember(house, "ana", 1, title="Garden", said="the water is cold")
    assert len((await found(house, ana, "water the"))["found"]) == 1
    assert (await found(house, ana, "garden water"))["found"] == []


async def test_somebody_elses_meetings_are_never_found(house: House, ana: dict[str, str]) -> None:
    await house.signed_in("bob")
    await remember(house, "bob", 1, title="secret plan", who="Secret Bo", said="the secret")
    assert (await found(house, ana, "secret"))["found"] == []
    problem(await house.http.get("/api/v1/users/search", params={"q": "secret"}), 401, "token_missing")


async def test_results_come_in_pages_newest_first(
    house: House, ana: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "PAGE", 2)
    for n in range(5):
        await remember(house, "ana", n, said="again")
    pages, after = [], {}
    while True:
        page = await found(house, ana, "again", **after)
        pages.append([hit["id"] for hit in page["found"]])
        if page["after"] is None:
            break
        after = {"after": page["after"]}
    assert pages == [["ana-4", "ana-3"], ["ana-2", "ana-1"], ["ana-0"]]


async def test_a_question_without_words_finds_nothing(house: House, ana: dict[str, str]) -> None:
    await remember(house, "ana", 1, said="a  b")
    assert await found(house, ana, "   ") == {"found": [], "after": None}
    problem(await house.http.get("/api/v1/users/search", headers=ana), 422, "field_missing", "q")
