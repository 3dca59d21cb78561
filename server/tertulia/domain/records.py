"""What is kept: the rows of the stores, as frozen values. Times are aware datetimes in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tertulia.domain.ids import ParticipantId, RoomCode, SessionId, SittingId, UserId


@dataclass(frozen=True, slots=True)
class User:
    id: UserId
    name: str
    username: str
    password_hash: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in. `refresh_hash` is the only refresh token that is good now; an older one that
    shows up was stolen or copied, and ends the session. A session with `ended_at` is over."""

    id: SessionId
    user_id: UserId
    refresh_hash: str
    created_at: datetime
    refreshed_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a user set, for every browser they sign in with. `settings` is a JSON object of which only the client
    knows the meaning; `version` counts from 1."""

    user_id: UserId
    version: int
    settings: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """A room somebody made or that somebody once sat in: what an address leads to."""

    code: RoomCode
    title: str
    created_by: UserId | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """A line in a user's history: they joined this meeting then."""

    id: str
    user_id: UserId
    meeting_code: RoomCode
    date: datetime
    sitting_id: SittingId | None


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who sat in a sitting, guests too. `left_at` is None while they sit (or when a crash hid it)."""

    sitting_id: SittingId
    room: RoomCode
    participant_id: ParticipantId
    user_id: UserId | None
    name: str
    joined_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One chat message. `seq` counts from 1 in each room; `key` is the sender's own name for it,
    unique in the room, so that a line sent twice (a reconnect) is kept once."""

    room: RoomCode
    seq: int
    key: str
    sitting_id: SittingId
    sender_id: ParticipantId
    sender_name: str
    user_id: UserId | None
    text: str
    at: datetime
