"""A store in memory, for tests of everything above stores. `is_down` makes it one that does not answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tertulia.domain.errors import Conflict, Unavailable
from tertulia.domain.ids import FileId, ParticipantId, RoomCode, SittingId, UserId
from tertulia.domain.records import Attendance, ChatLine, Meeting, MeetingRecord, StoredFile
from tertulia.domain.search import holds
from tertulia.store import base


class MemoryStore:
    def __init__(self) -> None:
        self.is_down = False
        self.users: Any = None
        self.sessions: Any = None
        self.preferences: Any = None
        self.made, self.joined = MemoryMeetings(self), MemoryHistory(self)
        self.attended, self.said = MemoryAttendances(self), MemoryChat(self)
        self.meetings: base.Meetings = self.made
        self.history: base.History = self.joined
        self.attendances: base.Attendances = self.attended
        self.chat: base.Chat = self.said
        self.shared = MemoryFiles(self)
        self.files: base.Files = self.shared
        self.reports: Any = None

    def answer(self) -> None:
        if self.is_down:
            raise Unavailable("The database does not answer.")

    async def open(self) -> None:
        self.answer()

    async def ping(self) -> None:
        self.answer()

    async def close(self) -> None: ...


class MemoryMeetings:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.rows: dict[RoomCode, Meeting] = {}

    async def add(self, meeting: Meeting) -> None:
        self._store.answer()
        if meeting.code in self.rows:
            raise Conflict("taken", code="code_taken")
        self.rows[meeting.code] = meeting

    async def ensure(self, meeting: Meeting) -> Meeting:
        self._store.answer()
        return self.rows.setdefault(meeting.code, meeting)

    async def get(self, code: RoomCode) -> Meeting | None:
        self._store.answer()
        return self.rows.get(code)

    async def titles(self, codes: Collection[RoomCode]) -> dict[RoomCode, str]:
        self._store.answer()
        return {code: self.rows[code].title for code in codes if code in self.rows}


class MemoryHistory:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.rows: list[MeetingRecord] = []

    async def add(self, record: MeetingRecord) -> None:
        self._store.answer()
        self.rows.append(record)

    async def record_join(self, record: MeetingRecord, *, adopt_since: datetime) -> MeetingRecord:
        self._store.answer()
        self.rows.append(record)
        return record

    async def of_user(self, user_id: UserId) -> Sequence[MeetingRecord]:
        return [row for row in self.rows if row.user_id == user_id]

    async def get(self, record_id: str) -> MeetingRecord | None:
        return next((row for row in self.rows if row.id == record_id), None)

    async def has(self, user_id: UserId, sitting_id: SittingId) -> bool:
        return any((row.user_id, row.sitting_id) == (user_id, sitting_id) for row in self.rows)

    async def kept(self, sittings: Collection[SittingId]) -> set[SittingId]:
        return {row.sitting_id for row in self.rows if row.sitting_id in sittings}

    async def remove(self, record_id: str) -> None:
        self.rows = [row for row in self.rows if row.id != record_id]


class MemoryAttendances:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.rows: dict[tuple[SittingId, ParticipantId], Attendance] = {}

    async def joined(self, attendance: Attendance) -> None:
        self._store.answer()
        key = (attendance.sitting_id, attendance.participant_id)
        first = self.rows.get(key)
        self.rows[key] = replace(attendance, joined_at=first.joined_at) if first else attendance

    async def left(self, sitting_id: SittingId, participant_id: ParticipantId, at: datetime) -> None:
        self._store.answer()
        key = (sitting_id, participant_id)
        if key in self.rows:
            self.rows[key] = replace(self.rows[key], left_at=at)

    async def of_sitting(self, sitting_id: SittingId) -> Sequence[Attendance]:
        return [row for row in self.rows.values() if row.sitting_id == sitting_id]

    async def named(self, sittings: Collection[SittingId], words: tuple[str, ...]) -> Sequence[Attendance]:
        return [row for row in self.rows.values() if row.sitting_id in sittings and holds(row.name, words)]


class MemoryChat:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.rows: list[ChatLine] = []

    async def append(self, line: ChatLine) -> ChatLine:
        self._store.answer()
        for row in self.rows:
            if row.room == line.room and row.key == line.key:
                return row
        if any(row.room == line.room and row.seq == line.seq for row in self.rows):
            raise Conflict("taken", code="seq_taken")
        self.rows.append(line)
        return line

    async def last_seq(self, room: RoomCode) -> int:
        self._store.answer()
        return max((row.seq for row in self.rows if row.room == room), default=0)

    async def tail(self, room: RoomCode, *, after: int = 0, limit: int) -> Sequence[ChatLine]:
        self._store.answer()
        lines = sorted((r for r in self.rows if r.room == room and r.seq > after), key=lambda row: row.seq)
        return lines[-limit:] if limit else []

    async def of_sitting(self, sitting_id: SittingId) -> Sequence[ChatLine]:
        return [row for row in self.rows if row.sitting_id == sitting_id]

    async def get(self, room: RoomCode, seq: int) -> ChatLine | None:
        return next((row for row in self.rows if (row.room, row.seq) == (room, seq)), None)

    async def count_matching(self, sittings: Collection[SittingId], words: tuple[str, ...]) -> dict[SittingId, int]:
        return dict(
            Counter(row.sitting_id for row in self.rows if row.sitting_id in sittings and holds(row.plain, words))
        )

    async def matching(self, sitting_id: SittingId, words: tuple[str, ...], *, limit: int) -> Sequence[ChatLine]:
        return [row for row in await self.of_sitting(sitting_id) if holds(row.plain, words)][:limit]


class MemoryFiles:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.rows: dict[FileId, StoredFile] = {}

    async def add(self, file: StoredFile) -> None:
        self._store.answer()
        self.rows[file.id] = file

    async def get(self, file_id: FileId) -> StoredFile | None:
        self._store.answer()
        return self.rows.get(file_id)

    async def attach(self, file_ids: tuple[FileId, ...], *, line_key: str) -> int:
        self._store.answer()
        free = [self.rows[i] for i in file_ids if i in self.rows and self.rows[i].line_key in (None, line_key)]
        self.rows.update({file.id: replace(file, line_key=line_key) for file in free})
        return len(free)

    async def bytes_of(self, sitting_id: SittingId) -> int:
        return sum(file.size for file in await self.of_sitting(sitting_id))

    async def of_sitting(self, sitting_id: SittingId) -> Sequence[StoredFile]:
        return [file for file in self.rows.values() if file.sitting_id == sitting_id]

    async def older_than(self, before: datetime) -> Sequence[StoredFile]:
        return sorted((file for file in self.rows.values() if file.at < before), key=lambda file: file.at)

    async def known(self, file_ids: Collection[FileId]) -> set[FileId]:
        return {file_id for file_id in file_ids if file_id in self.rows}

    async def remove(self, file_id: FileId) -> None:
        self.rows.pop(file_id, None)
