"""Text and times come back as they went in, the same from every database; or they are refused, the same by all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from tertulia.domain.errors import InvalidInput
from tertulia.domain.ids import RoomCode, SessionId, SittingId
from tertulia.store.base import Store

from tests.store.samples import NOON, a_line, a_meeting, a_record, a_session, a_user

TEXTS = [
    "",
    " white\u00a0space \t\r\n",
    "'; DROP TABLE users; -- $where \" \\ % _",
    "עברית العربية \u202eolleh",
    "👩‍👩‍👧‍👦 🏳️‍🌈 \U0010fffd",
    "\u0001\u001f\u007f\ufffe\ufeff",
    "e\u0301 stays apart, é stays together",
    "ñ" * 200_000,
]


async def test_text_comes_back_as_it_went_in(store: Store) -> None:
    for text in TEXTS:
        line = a_line(1, text=text, sender_name=text, room=RoomCode(text[:100]), sitting_id=SittingId(text[:100]))
        meeting = a_meeting(title=text)
        await store.chat.append(line)
        await store.meetings.add(meeting)
        assert await store.chat.tail(line.room, limit=1) == [line]
        assert await store.chat.of_sitting(line.sitting_id) == [line]
        assert await store.meetings.get(meeting.code) == meeting


UNSTORABLE: dict[str, Callable[[Store, str], Awaitable[object]]] = {
    "a name": lambda store, bad: store.users.add(a_user(name=bad)),
    "a username": lambda store, bad: store.users.by_username(bad),
    "a session": lambda store, bad: store.sessions.get(SessionId(bad)),
    "a hash": lambda store, bad: store.sessions.rotate(
        SessionId("s"), old_hash=bad, new_hash="new", now=NOON, expires_at=NOON
    ),
    "a title": lambda store, bad: store.meetings.ensure(a_meeting(title=bad)),
    "a record": lambda store, bad: store.history.record_join(
        a_record(meeting_code=RoomCode(bad), sitting_id=SittingId("s")), adopt_since=NOON
    ),
    "a line": lambda store, bad: store.chat.append(a_line(1, text=bad)),
    "a room": lambda store, bad: store.chat.tail(RoomCode(bad), limit=1),
}


async def test_text_that_cannot_be_stored_is_refused(store: Store) -> None:
    for bad in ("a\x00b", "\ud83d", "\udc4b hi"):
        for where, ask in UNSTORABLE.items():
            with pytest.raises(InvalidInput) as refused:
                await ask(store, bad)
            assert refused.value.code == "text_invalid", where


async def test_times_come_back_in_utc_cut_to_the_millisecond(store: Store) -> None:
    madrid = timezone(timedelta(hours=2))
    said = datetime(2026, 7, 1, 14, 30, 5, 999_999, tzinfo=madrid)
    kept = datetime(2026, 7, 1, 12, 30, 5, 999_000, tzinfo=UTC)
    line = a_line(1, at=said)
    assert await store.chat.append(line) == replace(line, at=kept)
    (found,) = await store.chat.tail(line.room, limit=1)
    assert (found.at, found.at.tzinfo) == (kept, UTC)
    meeting = a_meeting(created_at=said)
    assert await store.meetings.ensure(meeting) == replace(meeting, created_at=kept)
    joined = a_record(date=said, sitting_id=SittingId("sitting-1"))
    assert await store.history.record_join(joined, adopt_since=said) == replace(joined, date=kept)


async def test_times_of_any_year_come_back(store: Store) -> None:
    for year in (1, 1969, 1970, 2038, 2262, 9999):
        record = a_record(date=datetime(year, 12, 31, 23, 59, 59, 1000, tzinfo=UTC))
        await store.history.add(record)
        assert await store.history.get(record.id) == record


async def test_a_time_without_a_zone_is_a_bug(store: Store) -> None:
    session = a_session(created_at=datetime(2026, 7, 1))
    with pytest.raises(ValueError, match="zone"):
        await store.sessions.add(session)
    assert await store.sessions.get(session.id) is None
