"""A database that has grown: every statement finds its rows by an index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from tertulia.domain.ids import FileId, ParticipantId, RoomCode, SessionId, SittingId, UserId
from tertulia.store.base import Store
from tertulia.store.connect import open_store

from tests.store.samples import (
    NOON,
    a_file,
    a_line,
    a_meeting,
    a_record,
    a_report,
    a_session,
    a_user,
    an_attendance,
    some_preferences,
)


@pytest.fixture
def statements() -> Iterator[dict[str, Any]]:
    """Every statement sent to a SQL database meanwhile, with the parameters it last had."""
    sent: dict[str, Any] = {}

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent[statement] = parameters

    event.listen(Engine, "before_cursor_execute", note)
    yield sent
    event.remove(Engine, "before_cursor_execute", note)


async def ask_everything(store: Store) -> None:
    user, session, meeting = a_user(), a_session(), a_meeting()
    sitting, room, participant = SittingId("s"), RoomCode("café"), ParticipantId("p")
    await store.users.add(user)
    await store.users.by_username("ana")
    await store.users.by_id(user.id)
    await store.sessions.add(session)
    await store.sessions.get(session.id)
    await store.sessions.rotate(SessionId("s"), old_hash="a", new_hash="b", now=NOON, expires_at=NOON)
    await store.sessions.end(session.id, NOON)
    await store.sessions.purge(NOON)
    await store.preferences.put(some_preferences(1))
    await store.preferences.put(some_preferences(2))
    await store.preferences.get(user.id)
    await store.meetings.add(meeting)
    await store.meetings.ensure(a_meeting())
    await store.meetings.get(meeting.code)
    await store.history.add(a_record())
    await store.history.record_join(a_record(sitting_id=sitting), adopt_since=NOON)
    await store.history.record_join(a_record(user_id=UserId("eva"), sitting_id=sitting), adopt_since=NOON)
    await store.history.of_user(UserId("ana"))
    await store.history.get("record")
    await store.history.remove("record")
    await store.attendances.joined(an_attendance())
    await store.attendances.left(sitting, participant, NOON)
    await store.attendances.of_sitting(sitting)
    await store.chat.append(a_line(1, key="once"))
    await store.chat.append(a_line(2, key="once"))
    await store.chat.last_seq(room)
    await store.chat.tail(room, after=1, limit=10)
    await store.chat.of_sitting(sitting)
    await store.chat.get(room, 1)
    await store.chat.count_matching([sitting], ("a",))
    await store.chat.matching(sitting, ("a",), limit=3)
    await store.attendances.named([sitting], ("a",))
    await store.history.has(UserId("ana"), sitting)
    await store.history.kept([sitting])
    await store.files.add(a_file())
    await store.files.get(FileId("f"))
    await store.files.attach((FileId("f"),), line_key="k")
    await store.files.bytes_of(sitting)
    await store.files.of_sitting(sitting)
    await store.files.older_than(NOON)
    await store.files.known([FileId("f")])
    await store.files.remove(FileId("f"))
    await store.reports.put(a_report())
    await store.reports.of_user(sitting, UserId("ana"))


async def test_no_statement_reads_or_sorts_a_whole_table(tmp_path: Path, statements: dict[str, Any]) -> None:
    store = open_store("", tmp_path)
    await store.open()
    statements.clear()
    await ask_everything(store)
    await store.close()
    asked = {sql: values for sql, values in statements.items() if not sql.startswith("PRAGMA")}
    assert len(asked) > 20
    with sqlite3.connect(tmp_path / "tertulia.db") as file:
        plans = {sql: file.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall() for sql, values in asked.items()}
    scans = [(sql, row[3]) for sql, plan in plans.items() for row in plan if row[3].startswith("SCAN")]
    assert scans == []
    sorts = [sql for sql, plan in plans.items() for row in plan if "TEMP B-TREE" in row[3]]
    assert [sql for sql in sorts if "FROM attendances" not in sql] == []  # one sitting's seats fit in memory
