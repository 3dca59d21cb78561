"""Records to store, each as plain as the test leaves it."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from tertulia.domain.ids import FileId, ParticipantId, RoomCode, SessionId, SittingId, UserId
from tertulia.domain.records import (
    Attendance,
    CallReport,
    ChatLine,
    Meeting,
    MeetingRecord,
    Preferences,
    Session,
    StoredFile,
    User,
)

NOON = datetime(2026, 3, 1, 12, 0, 0, 123000, tzinfo=UTC)
_number = itertools.count(1)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def fresh_id(prefix: str) -> str:
    return f"{prefix}-{next(_number)}"


def a_user(username: str = "", **fields: Any) -> User:
    user_id = fresh_id("user")
    row = {"id": UserId(user_id), "name": "Ana", "username": username or user_id, "password_hash": "$2b$12$x"}
    return User(**{**row, "created_at": NOON, **fields})


def a_session(**fields: Any) -> Session:
    row = {"id": SessionId(fresh_id("session")), "user_id": UserId("user-1"), "refresh_hash": "first"}
    times = {"created_at": NOON, "refreshed_at": NOON, "expires_at": after(3600)}
    return Session(**{**row, **times, **fields})


def some_preferences(version: int = 1, **fields: Any) -> Preferences:
    row = {"user_id": UserId("user-1"), "version": version, "settings": f'{{"n":{version}}}', "changed_at": NOON}
    return Preferences(**{**row, **fields})


def a_meeting(code: str = "", **fields: Any) -> Meeting:
    row = {"code": RoomCode(code or fresh_id("room")), "title": "Tertulia", "created_by": None, "created_at": NOON}
    return Meeting(**{**row, **fields})


def a_record(**fields: Any) -> MeetingRecord:
    row = {"id": fresh_id("record"), "user_id": UserId("user-1"), "meeting_code": RoomCode("café")}
    return MeetingRecord(**{**row, "date": NOON, "sitting_id": None, **fields})


def an_attendance(participant: str = "", **fields: Any) -> Attendance:
    seat = {"sitting_id": SittingId("sitting-1"), "room": RoomCode("café")}
    who = {"participant_id": ParticipantId(participant or fresh_id("participant")), "user_id": None, "name": "Ana"}
    return Attendance(**{**seat, **who, "joined_at": NOON, "left_at": None, **fields})


def a_line(seq: int, **fields: Any) -> ChatLine:
    where = {"room": RoomCode("café"), "seq": seq, "key": fresh_id("key"), "sitting_id": SittingId("sitting-1")}
    who = {"sender_id": ParticipantId("participant-1"), "sender_name": "Ana", "user_id": None}
    return ChatLine(**{**where, **who, "text": f"line {seq}", "at": after(seq), **fields})


def a_file(**fields: Any) -> StoredFile:
    where = {"id": FileId(fresh_id("file")), "room": RoomCode("café"), "sitting_id": SittingId("sitting-1")}
    what = {"sender_id": ParticipantId("p"), "name": "a.png", "media_type": "image/png", "size": 5}
    return StoredFile(**{**where, **what, "width": 4, "height": 3, "at": NOON, **fields})


def a_report(**fields: Any) -> CallReport:
    who = {"sitting_id": SittingId("sitting-1"), "participant_id": ParticipantId("p"), "user_id": UserId("ana")}
    return CallReport(
        **{**who, "good_ms": 1, "fair_ms": 0, "poor_ms": 0, "lost_ms": 0, "drops": (), "at": NOON, **fields}
    )
