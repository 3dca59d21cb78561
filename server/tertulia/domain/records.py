"""What is kept: the rows of the stores, as frozen values. Times are aware datetimes in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tertulia.domain.ids import FileId, ParticipantId, RoomCode, SessionId, SittingId, UserId


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


QUOTE_MAX = 160


@dataclass(frozen=True, slots=True)
class Quote:
    """What a line answers, kept with the answer: the line itself may be too far back to be at hand.
    `text` is cut after `QUOTE_MAX` characters; `files` are the names of what it brought."""

    seq: int
    name: str
    text: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileNote:
    """What a chat line says of a file it brings. `width` and `height`, in pixels, are not 0 for a picture that
    browsers may show (`domain.pictures`)."""

    id: FileId
    name: str
    media_type: str
    size: int
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file whose bytes lie in the data folder. `line_key`: of the chat line that brings it; None until it is sent."""

    id: FileId
    room: RoomCode
    sitting_id: SittingId
    sender_id: ParticipantId
    name: str
    media_type: str
    size: int
    width: int
    height: int
    at: datetime
    line_key: str | None = None

    def note(self) -> FileNote:
        return FileNote(self.id, self.name, self.media_type, self.size, self.width, self.height)


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
    reply: Quote | None = None
    files: tuple[FileNote, ...] = ()

    @property
    def plain(self) -> str:
        """All of it as text: for original clients, and for searching."""
        return "\n".join(part for part in (self.text, *(f"\U0001f4ce {file.name}" for file in self.files)) if part)


QualityStep = Literal["fair", "poor", "lost"]
QualitySide = Literal["none", "yours", "theirs", "both", "server"]


@dataclass(frozen=True, slots=True)
class Drop:
    """A time in which a call was not good: `step` is the worst of it, `side` whose network it was."""

    at_ms: int
    lasted_ms: int
    step: QualityStep
    side: QualitySide


@dataclass(frozen=True, slots=True)
class CallReport:
    """How good a call was for one participant, as its own client saw it. Times in milliseconds; `drops` in order."""

    sitting_id: SittingId
    participant_id: ParticipantId
    user_id: UserId | None
    good_ms: int
    fair_ms: int
    poor_ms: int
    lost_ms: int
    drops: tuple[Drop, ...]
    at: datetime
