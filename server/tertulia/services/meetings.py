"""Meetings: making one, and what an address leads to."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tertulia.domain.errors import Conflict, InvalidInput, NotFound
from tertulia.domain.ids import RoomCode, SittingId, UserId
from tertulia.domain.names import room_code
from tertulia.domain.records import Meeting
from tertulia.services.clock import Clock
from tertulia.store import base as store

LETTERS = "abcdefghijkmnpqrstuvwxyz"
"""Without l and o, which look like digits. 11 of 24 letters are 50.4 bits: nobody finds a meeting by guessing."""

NAMES_SHOWN = 12
_JOINERS = {0x200C: None, 0x200D: None}  # part of correct spelling in Persian, Hindi and of emoji


class LiveRooms(Protocol):
    """What meetings and history ask of the rooms of this process."""

    def peek(self, code: RoomCode) -> tuple[int, list[str]] | None:
        """How many sit there now, and their names in join order; None when nobody does."""

    def current_sitting(self, code: RoomCode) -> SittingId | None: ...


@dataclass(frozen=True, slots=True)
class MeetingNow:
    code: RoomCode
    title: str
    created_at: datetime
    participant_count: int
    names: list[str]
    """At most `NAMES_SHOWN`."""


class Meetings:
    def __init__(self, meetings: store.Meetings, rooms: LiveRooms, clock: Clock) -> None:
        self._meetings = meetings
        self._rooms = rooms
        self._clock = clock

    async def create(self, *, title: str, created_by: UserId | None) -> MeetingNow:
        """A meeting at a code nobody has used. Raises `InvalidInput` for a title that cannot be shown."""
        title = clean_title(title)
        while True:
            meeting = Meeting(new_code(), title, created_by, self._clock.now())
            try:
                await self._meetings.add(meeting)
            except Conflict:  # once in 2**50
                continue
            return self._now(meeting)

    async def find(self, code: str) -> MeetingNow:
        """Raises `NotFound(code="meeting_not_found")` for one neither live nor ever made or joined."""
        wanted = room_code(code, field="code")
        meeting = await self._meetings.get(wanted)
        if meeting is None:
            if self._rooms.peek(wanted) is None:
                raise NotFound("There is no such meeting.", code="meeting_not_found")
            meeting = Meeting(wanted, "", None, self._clock.now())
        return self._now(meeting)

    def _now(self, meeting: Meeting) -> MeetingNow:
        count, names = self._rooms.peek(meeting.code) or (0, [])
        return MeetingNow(meeting.code, meeting.title, meeting.created_at, count, list(names[:NAMES_SHOWN]))


def new_code() -> RoomCode:
    """Like `abcd-efgh-ijk`."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(11))
    return RoomCode(f"{letters[:4]}-{letters[4:8]}-{letters[8:]}")


def clean_title(raw: str) -> str:
    """White space folded; empty is fine. Raises `InvalidInput` for control characters."""
    title = " ".join(raw.split())
    if not title.translate(_JOINERS).isprintable():
        raise InvalidInput("A title cannot contain control characters.", code="title_invalid", field="title")
    return title
