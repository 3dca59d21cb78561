"""The store in SQLite or PostgreSQL. What each method promises is written in `base`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from tertulia.domain.errors import Conflict
from tertulia.domain.ids import ParticipantId, RoomCode, SessionId, SittingId, UserId
from tertulia.domain.records import Attendance, ChatLine, Meeting, MeetingRecord, Preferences, Session, User
from tertulia.domain.search import fold
from tertulia.store import base, migrations
from tertulia.store.promise import ask, opened, promised
from tertulia.store.rows import record_of, row_of, username_key
from tertulia.store.sql_database import SqlDatabase
from tertulia.store.sql_files import SqlFiles, SqlReports
from tertulia.store.sql_migrate import migrate
from tertulia.store.sql_part import SqlPart, in_parts
from tertulia.store.sql_tables import attendances, chat_lines, meeting_records, meetings, preferences, sessions, users


class SqlUsers(SqlPart):
    @promised
    async def add(self, user: User) -> None:
        row = row_of(user) | {"username_key": username_key(user.username)}
        if not await self._insert_if_free(users, row, "username_key"):
            raise Conflict("That username is taken.", code="username_taken", field="username")

    @promised
    async def by_username(self, username: str) -> User | None:
        return await self._one(User, select(users).where(users.c.username_key == username_key(username)))

    @promised
    async def by_id(self, user_id: UserId) -> User | None:
        return await self._one(User, select(users).where(users.c.id == user_id))


class SqlSessions(SqlPart):
    @promised
    async def add(self, session: Session) -> None:
        await self._db.write(self._db.insert(sessions).values(row_of(session)))

    @promised
    async def get(self, session_id: SessionId) -> Session | None:
        return await self._one(Session, select(sessions).where(sessions.c.id == session_id))

    @promised
    async def rotate(
        self, session_id: SessionId, *, old_hash: str, new_hash: str, now: datetime, expires_at: datetime
    ) -> bool:
        known = (sessions.c.id == session_id) & (sessions.c.refresh_hash == old_hash)
        alive = sessions.c.ended_at.is_(None) & (sessions.c.expires_at > now)
        swap = {"refresh_hash": new_hash, "refreshed_at": now, "expires_at": expires_at}
        return await self._db.write(update(sessions).where(known, alive).values(swap)) == 1

    @promised
    async def end(self, session_id: SessionId, now: datetime) -> None:
        alive = (sessions.c.id == session_id) & sessions.c.ended_at.is_(None)
        await self._db.write(update(sessions).where(alive).values(ended_at=now))

    @promised
    async def purge(self, before: datetime) -> int:
        over = or_(sessions.c.expires_at < before, sessions.c.ended_at < before)
        return await self._db.write(delete(sessions).where(over))


class SqlPreferences(SqlPart):
    @promised
    async def get(self, user_id: UserId) -> Preferences | None:
        return await self._one(Preferences, select(preferences).where(preferences.c.user_id == user_id))

    @promised
    async def put(self, now: Preferences) -> None:
        row = row_of(now)
        before = (preferences.c.user_id == row["user_id"]) & (preferences.c.version == row["version"] - 1)
        if row["version"] == 1:
            is_stored = await self._insert_if_free(preferences, row, "user_id")
        else:
            is_stored = await self._db.write(update(preferences).where(before).values(row)) == 1
        if not is_stored:
            raise Conflict("These settings have changed meanwhile.", code="settings_changed", field="version")


class SqlMeetings(SqlPart):
    @promised
    async def add(self, meeting: Meeting) -> None:
        if not await self._insert_if_free(meetings, row_of(meeting), "code"):
            raise Conflict("That meeting code is taken.", code="code_taken", field="code")

    @promised
    async def ensure(self, meeting: Meeting) -> Meeting:
        by_code = select(meetings).where(meetings.c.code == meeting.code)
        while True:
            if (there := await self._one(Meeting, by_code)) is not None:
                return there
            if await self._insert_if_free(meetings, row := row_of(meeting), "code"):
                return record_of(Meeting, row)

    @promised
    async def get(self, code: RoomCode) -> Meeting | None:
        return await self._one(Meeting, select(meetings).where(meetings.c.code == code))

    @promised
    async def titles(self, codes: Collection[RoomCode]) -> dict[RoomCode, str]:
        found = dict[RoomCode, str]()
        for some in in_parts(codes):
            rows = await self._db.all(select(meetings.c.code, meetings.c.title).where(meetings.c.code.in_(some)))
            found.update((row["code"], row["title"]) for row in rows)
        return found


class SqlHistory(SqlPart):
    @promised
    async def add(self, record: MeetingRecord) -> None:
        await self._db.write(self._db.insert(meeting_records).values(row_of(record)))

    @promised
    async def record_join(self, record: MeetingRecord, *, adopt_since: datetime) -> MeetingRecord:
        column = meeting_records.c
        of_user = select(meeting_records).where(column.user_id == record.user_id)
        of_sitting = of_user.where(column.sitting_id == record.sitting_id)
        adoptable = (
            of_user.where(column.meeting_code == record.meeting_code)
            .where(column.sitting_id.is_(None), column.date >= adopt_since)
            .order_by(column.date.desc(), column.n.desc())
            .limit(1)
        )
        while True:  # each further round means that another call has just stored or adopted a record
            if (there := await self._one(MeetingRecord, of_sitting)) is not None:
                return there
            if (orphan := await self._one(MeetingRecord, adoptable)) is not None:
                if await self._adopt(orphan.id, record.sitting_id):
                    return replace(orphan, sitting_id=record.sitting_id)
            elif await self._insert_if_free(meeting_records, row := row_of(record), "user_id", "sitting_id"):
                return record_of(MeetingRecord, row)

    async def _adopt(self, record_id: str, sitting_id: SittingId | None) -> bool:
        """False: somebody else gave this record a sitting, or this sitting a record."""
        orphan = (meeting_records.c.id == record_id) & meeting_records.c.sitting_id.is_(None)
        try:
            return await self._db.write(update(meeting_records).where(orphan).values(sitting_id=sitting_id)) == 1
        except IntegrityError:
            return False

    @promised
    async def of_user(self, user_id: UserId) -> Sequence[MeetingRecord]:
        joined = select(meeting_records).where(meeting_records.c.user_id == user_id)
        return await self._all(MeetingRecord, joined.order_by(meeting_records.c.date, meeting_records.c.n))

    @promised
    async def get(self, record_id: str) -> MeetingRecord | None:
        return await self._one(MeetingRecord, select(meeting_records).where(meeting_records.c.id == record_id))

    @promised
    async def has(self, user_id: UserId, sitting_id: SittingId) -> bool:
        column = meeting_records.c
        mine = select(column.id).where(column.user_id == user_id, column.sitting_id == sitting_id)
        return await self._db.first(mine) is not None

    @promised
    async def kept(self, sittings: Collection[SittingId]) -> set[SittingId]:
        found = set[SittingId]()
        column = meeting_records.c.sitting_id
        for some in in_parts(sittings):
            found.update(row["sitting_id"] for row in await self._db.all(select(column).where(column.in_(some))))
        return found

    @promised
    async def remove(self, record_id: str) -> None:
        await self._db.write(delete(meeting_records).where(meeting_records.c.id == record_id))


class SqlAttendances(SqlPart):
    @promised
    async def joined(self, attendance: Attendance) -> None:
        insert = self._db.insert(attendances).values(row_of(attendance) | {"folded": fold(attendance.name)})
        back = {"name": insert.excluded.name, "folded": insert.excluded.folded, "left_at": None}
        await self._db.write(insert.on_conflict_do_update(index_elements=["sitting_id", "participant_id"], set_=back))

    @promised
    async def left(self, sitting_id: SittingId, participant_id: ParticipantId, at: datetime) -> None:
        seat = (attendances.c.sitting_id == sitting_id) & (attendances.c.participant_id == participant_id)
        await self._db.write(update(attendances).where(seat).values(left_at=at))

    @promised
    async def of_sitting(self, sitting_id: SittingId) -> Sequence[Attendance]:
        seats = select(attendances).where(attendances.c.sitting_id == sitting_id)
        return await self._all(Attendance, seats.order_by(attendances.c.joined_at, attendances.c.n))

    @promised
    async def named(self, sittings: Collection[SittingId], words: tuple[str, ...]) -> Sequence[Attendance]:
        found = list[Attendance]()
        for some in in_parts(sittings):
            seats = select(attendances).where(attendances.c.sitting_id.in_(some))
            found += await self._all(Attendance, seats.where(*self._holds(attendances, words)))
        return found


class SqlChat(SqlPart):
    @promised
    async def append(self, line: ChatLine) -> ChatLine:
        row = row_of(line) | {"folded": fold(line.plain)}
        if await self._insert_if_free(chat_lines, row):
            return record_of(ChatLine, row)
        same = select(chat_lines).where(chat_lines.c.room == line.room, chat_lines.c.key == line.key)
        if (there := await self._one(ChatLine, same)) is not None:
            return there
        raise Conflict("Another line has that number.", code="seq_taken")

    @promised
    async def last_seq(self, room: RoomCode) -> int:
        newest = select(func.max(chat_lines.c.seq)).where(chat_lines.c.room == room)
        return int(await self._db.scalar(newest) or 0)

    @promised
    async def tail(self, room: RoomCode, *, after: int = 0, limit: int) -> Sequence[ChatLine]:
        newer = select(chat_lines).where(chat_lines.c.room == room, chat_lines.c.seq > after)
        newest_first = await self._all(ChatLine, newer.order_by(chat_lines.c.seq.desc()).limit(limit))
        return newest_first[::-1]

    @promised
    async def of_sitting(self, sitting_id: SittingId) -> Sequence[ChatLine]:
        said = select(chat_lines).where(chat_lines.c.sitting_id == sitting_id)
        return await self._all(ChatLine, said.order_by(chat_lines.c.seq))

    @promised
    async def get(self, room: RoomCode, seq: int) -> ChatLine | None:
        return await self._one(ChatLine, select(chat_lines).where(chat_lines.c.room == room, chat_lines.c.seq == seq))

    @promised
    async def count_matching(self, sittings: Collection[SittingId], words: tuple[str, ...]) -> dict[SittingId, int]:
        found, sitting = dict[SittingId, int](), chat_lines.c.sitting_id
        for some in in_parts(sittings):
            counted = select(sitting, func.count().label("lines")).where(sitting.in_(some))
            rows = await self._db.all(counted.where(*self._holds(chat_lines, words)).group_by(sitting))
            found.update((row["sitting_id"], row["lines"]) for row in rows)
        return found

    @promised
    async def matching(self, sitting_id: SittingId, words: tuple[str, ...], *, limit: int) -> Sequence[ChatLine]:
        said = select(chat_lines).where(chat_lines.c.sitting_id == sitting_id, *self._holds(chat_lines, words))
        return await self._all(ChatLine, said.order_by(chat_lines.c.seq).limit(limit))


class SqlStore:
    """`prepare` runs at each `open`, before the first statement (an embedded database makes its file there)."""

    def __init__(self, db: SqlDatabase, prepare: Callable[[], Awaitable[None]] | None = None) -> None:
        self._db = db
        self._prepare = prepare
        self.users: base.Users = SqlUsers(db)
        self.sessions: base.Sessions = SqlSessions(db)
        self.preferences: base.Preferences = SqlPreferences(db)
        self.meetings: base.Meetings = SqlMeetings(db)
        self.history: base.History = SqlHistory(db)
        self.attendances: base.Attendances = SqlAttendances(db)
        self.chat: base.Chat = SqlChat(db)
        self.files: base.Files = SqlFiles(db)
        self.reports: base.Reports = SqlReports(db)

    async def open(self) -> None:
        async with opened(self._db):
            revision = await ask(self._db, self._connect())
            if revision != migrations.NEWEST:
                await migrate(self._db)

    async def _connect(self) -> str | None:
        if self._prepare is not None:
            await self._prepare()
        return await self._db.revision()

    async def ping(self) -> None:
        await ask(self._db, self._db.revision())

    async def close(self) -> None:
        await self._db.close()
