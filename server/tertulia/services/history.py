"""A user's history: the meetings they joined, who was there and what was said."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from tertulia.domain.errors import NotFound
from tertulia.domain.ids import UserId
from tertulia.domain.names import room_code
from tertulia.domain.records import Attendance, CallReport, ChatLine, MeetingRecord
from tertulia.services.clock import Clock
from tertulia.services.files import Files
from tertulia.services.meetings import LiveRooms
from tertulia.services.reports import together
from tertulia.store.base import Attendances, Chat, Meetings, Reports
from tertulia.store.base import History as Records

ADOPT_WITHIN = timedelta(minutes=10)
"""A client may say that it joins before it does: the line it wrote so shortly before is the same joining."""


@dataclass(frozen=True, slots=True)
class Line:
    record: MeetingRecord
    title: str


@dataclass(frozen=True, slots=True)
class Detail:
    line: Line
    people: Sequence[Attendance]
    chat: Sequence[ChatLine]
    report: CallReport | None
    """This user's own, never anybody else's."""


class History:
    def __init__(
        self,
        records: Records,
        meetings: Meetings,
        attendances: Attendances,
        chat: Chat,
        reports: Reports,
        files: Files,
        rooms: LiveRooms,
        clock: Clock,
    ) -> None:
        self._records = records
        self._meetings = meetings
        self._attendances = attendances
        self._chat = chat
        self._reports = reports
        self._files = files
        self._rooms = rooms
        self._clock = clock

    async def add(self, user_id: UserId, meeting_code: str) -> MeetingRecord:
        """Note that this user joins; one line per sitting, however often it is said.

        meeting_code: a code or a meeting's address. Raises `InvalidInput`.
        """
        code = room_code(meeting_code, field="meeting_code")
        now = self._clock.now()
        sitting = self._rooms.current_sitting(code)
        record = MeetingRecord(uuid.uuid4().hex, user_id, code, now, sitting)
        if sitting is not None:
            return await self._records.record_join(record, adopt_since=now - ADOPT_WITHIN)
        await self._records.add(record)
        return record

    async def of_user(self, user_id: UserId) -> list[Line]:
        """In the order they were joined."""
        records = await self._records.of_user(user_id)
        titles = await self._meetings.titles({record.meeting_code for record in records})
        return [Line(record, titles.get(record.meeting_code, "")) for record in records]

    async def detail(self, user_id: UserId, record_id: str) -> Detail:
        """Raises `NotFound` for somebody else's record too: its existence is none of theirs."""
        record = await self._own(user_id, record_id)
        meeting = await self._meetings.get(record.meeting_code)
        line = Line(record, meeting.title if meeting else "")
        if record.sitting_id is None:
            return Detail(line, [], [], None)
        people = await self._attendances.of_sitting(record.sitting_id)
        report = together(await self._reports.of_user(record.sitting_id, user_id))
        return Detail(line, people, await self._chat.of_sitting(record.sitting_id), report)

    async def remove(self, user_id: UserId, record_id: str) -> None:
        """The last history that lets go of a meeting takes its files along."""
        record = await self._own(user_id, record_id)
        await self._records.remove(record.id)
        if record.sitting_id is not None:
            await self._files.let_go(record.sitting_id, record.meeting_code)

    async def _own(self, user_id: UserId, record_id: str) -> MeetingRecord:
        record = await self._records.get(record_id)
        if record is None or record.user_id != user_id:
            raise NotFound("There is no such line in your history.", code="activity_not_found")
        return record
