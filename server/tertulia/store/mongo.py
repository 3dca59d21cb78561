"""The store in MongoDB. What each method promises is written in `base`.

Documents have the fields of `domain.records`, the id as `_id`, times as milliseconds since 1970 (servers of the protocol
differ in what they do to dates). Where one write must not be torn by another it is one operation on one document, and
where two must not both succeed a unique index decides. `entered` is an ObjectId made here: it grows with each insertion
and breaks ties of time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, ReturnDocument
from pymongo.errors import DuplicateKeyError, OperationFailure

from tertulia.domain.errors import Conflict
from tertulia.domain.ids import ParticipantId, RoomCode, SessionId, SittingId, UserId
from tertulia.domain.records import Attendance, ChatLine, Meeting, MeetingRecord, Preferences, Session, User
from tertulia.domain.search import fold
from tertulia.store import base
from tertulia.store.mongo_database import Document, MongoDatabase
from tertulia.store.mongo_files import MongoFiles, MongoReports
from tertulia.store.mongo_part import MongoPart, document_of, holds, made_of
from tertulia.store.promise import ask, opened, promised
from tertulia.store.rows import to_epoch_ms, username_key


class MongoUsers(MongoPart):
    @promised
    async def add(self, user: User) -> None:
        if not await self._insert_if_free(document_of(user, "id") | {"username_key": username_key(user.username)}):
            raise Conflict("That username is taken.", code="username_taken", field="username")

    @promised
    async def by_username(self, username: str) -> User | None:
        found = await self._all.find_one({"username_key": username_key(username)})
        return made_of(User, found, "id") if found else None

    @promised
    async def by_id(self, user_id: UserId) -> User | None:
        found = await self._all.find_one({"_id": user_id})
        return made_of(User, found, "id") if found else None


class MongoSessions(MongoPart):
    @promised
    async def add(self, session: Session) -> None:
        await self._all.insert_one(document_of(session, "id"))

    @promised
    async def get(self, session_id: SessionId) -> Session | None:
        found = await self._all.find_one({"_id": session_id})
        return made_of(Session, found, "id") if found else None

    @promised
    async def rotate(
        self, session_id: SessionId, *, old_hash: str, new_hash: str, now: datetime, expires_at: datetime
    ) -> bool:
        alive = {"_id": session_id, "refresh_hash": old_hash, "ended_at": None, "expires_at": {"$gt": to_epoch_ms(now)}}
        swap = {"refresh_hash": new_hash, "refreshed_at": to_epoch_ms(now), "expires_at": to_epoch_ms(expires_at)}
        return (await self._all.update_one(alive, {"$set": swap})).modified_count == 1

    @promised
    async def end(self, session_id: SessionId, now: datetime) -> None:
        await self._all.update_one({"_id": session_id, "ended_at": None}, {"$set": {"ended_at": to_epoch_ms(now)}})

    @promised
    async def purge(self, before: datetime) -> int:
        over = {"$or": [{field: {"$lt": to_epoch_ms(before)}} for field in ("expires_at", "ended_at")]}
        return (await self._all.delete_many(over)).deleted_count


class MongoPreferences(MongoPart):
    @promised
    async def get(self, user_id: UserId) -> Preferences | None:
        found = await self._all.find_one({"_id": user_id})
        return made_of(Preferences, found, "user_id") if found else None

    @promised
    async def put(self, now: Preferences) -> None:
        mine = document_of(now, "user_id")
        before = {"_id": now.user_id, "version": now.version - 1}
        if now.version == 1:
            is_stored = await self._insert_if_free(mine)
        else:
            is_stored = (await self._all.update_one(before, {"$set": mine})).modified_count == 1
        if not is_stored:
            raise Conflict("These settings have changed meanwhile.", code="settings_changed", field="version")


class MongoMeetings(MongoPart):
    @promised
    async def add(self, meeting: Meeting) -> None:
        if not await self._insert_if_free(document_of(meeting, "code")):
            raise Conflict("That meeting code is taken.", code="code_taken", field="code")

    @promised
    async def ensure(self, meeting: Meeting) -> Meeting:
        while True:
            if (there := await self._find(meeting.code)) is not None:
                return there
            if await self._insert_if_free(mine := document_of(meeting, "code")):
                return made_of(Meeting, mine, "code")

    @promised
    async def get(self, code: RoomCode) -> Meeting | None:
        return await self._find(code)

    @promised
    async def titles(self, codes: Collection[RoomCode]) -> dict[RoomCode, str]:
        asked = self._all.find({"_id": {"$in": list(codes)}}, {"title": True})
        return {found["_id"]: found["title"] async for found in asked}

    async def _find(self, code: RoomCode) -> Meeting | None:
        found = await self._all.find_one({"_id": code})
        return made_of(Meeting, found, "code") if found else None


class MongoHistory(MongoPart):
    """`line` is what is unique for each user: the sitting, or while there is none the record's own id."""

    @promised
    async def add(self, record: MeetingRecord) -> None:
        await self._all.insert_one(self._line(record))

    @promised
    async def record_join(self, record: MeetingRecord, *, adopt_since: datetime) -> MeetingRecord:
        mine = self._line(record)
        while True:  # each further round means that another call has just stored or adopted a record
            if found := await self._all.find_one({"user_id": record.user_id, "line": mine["line"]}):
                return made_of(MeetingRecord, found, "id")
            if found := await self._adopt(record, mine["line"], adopt_since):
                return made_of(MeetingRecord, found, "id")
            if await self._insert_if_free(mine):
                return made_of(MeetingRecord, mine, "id")
            if await self._all.find_one({"_id": record.id, "line": {"$ne": mine["line"]}}):
                raise Conflict("That exists already.")

    async def _adopt(self, record: MeetingRecord, line: str, since: datetime) -> Document | None:
        orphans = {
            "user_id": record.user_id,
            "meeting_code": record.meeting_code,
            "sitting_id": None,
            "date": {"$gte": to_epoch_ms(since)},
        }
        newest = [("date", DESCENDING), ("entered", DESCENDING)]
        given = {"$set": {"sitting_id": record.sitting_id, "line": line}}
        after = ReturnDocument.AFTER
        try:
            return await self._all.find_one_and_update(orphans, given, sort=newest, return_document=after)
        except OperationFailure:  # the sitting has just got a record: a duplicate key (FerretDB: an internal error)
            if there := await self._all.find_one({"user_id": record.user_id, "line": line}):
                return there
            raise

    @staticmethod
    def _line(record: MeetingRecord) -> Document:
        line = f"sitting {record.sitting_id}" if record.sitting_id is not None else f"record {record.id}"
        return document_of(record, "id") | {"line": line, "entered": ObjectId()}

    @promised
    async def of_user(self, user_id: UserId) -> Sequence[MeetingRecord]:
        found = self._all.find({"user_id": user_id}).sort([("date", ASCENDING), ("entered", ASCENDING)])
        return [made_of(MeetingRecord, document, "id") async for document in found]

    @promised
    async def get(self, record_id: str) -> MeetingRecord | None:
        found = await self._all.find_one({"_id": record_id})
        return made_of(MeetingRecord, found, "id") if found else None

    @promised
    async def has(self, user_id: UserId, sitting_id: SittingId) -> bool:
        return await self._all.find_one({"user_id": user_id, "line": f"sitting {sitting_id}"}) is not None

    @promised
    async def kept(self, sittings: Collection[SittingId]) -> set[SittingId]:
        found = self._all.find({"sitting_id": {"$in": list(sittings)}}, {"sitting_id": True})
        return {document["sitting_id"] async for document in found}

    @promised
    async def remove(self, record_id: str) -> None:
        await self._all.delete_one({"_id": record_id})


class MongoAttendances(MongoPart):
    @promised
    async def joined(self, attendance: Attendance) -> None:
        row = document_of(attendance)
        seat = {name: row.pop(name) for name in ("sitting_id", "participant_id")}
        back = {"$set": {"name": (name := row.pop("name")), "folded": fold(name), "left_at": row.pop("left_at")}}
        first = back | {"$setOnInsert": row | {"entered": ObjectId()}}
        try:
            await self._all.update_one(seat, first, upsert=True)
        except DuplicateKeyError:  # another call took the seat meanwhile: now it is there to be updated
            await self._all.update_one(seat, back)

    @promised
    async def left(self, sitting_id: SittingId, participant_id: ParticipantId, at: datetime) -> None:
        seat = {"sitting_id": sitting_id, "participant_id": participant_id}
        await self._all.update_one(seat, {"$set": {"left_at": to_epoch_ms(at)}})

    @promised
    async def of_sitting(self, sitting_id: SittingId) -> Sequence[Attendance]:
        found = self._all.find({"sitting_id": sitting_id}).sort([("joined_at", ASCENDING), ("entered", ASCENDING)])
        return [made_of(Attendance, document) async for document in found]

    @promised
    async def named(self, sittings: Collection[SittingId], words: tuple[str, ...]) -> Sequence[Attendance]:
        found = self._all.find({"sitting_id": {"$in": list(sittings)}, **holds(words)})
        return [made_of(Attendance, document) async for document in found]


class MongoChat(MongoPart):
    @promised
    async def append(self, line: ChatLine) -> ChatLine:
        mine = document_of(line) | {"folded": fold(line.plain)}
        if await self._insert_if_free(mine):
            return made_of(ChatLine, mine)
        if there := await self._all.find_one({"room": line.room, "key": line.key}):
            return made_of(ChatLine, there)
        raise Conflict("Another line has that number.", code="seq_taken")

    @promised
    async def last_seq(self, room: RoomCode) -> int:
        newest = await self._newest(room, after=0, limit=1)
        return newest[0].seq if newest else 0

    @promised
    async def tail(self, room: RoomCode, *, after: int = 0, limit: int) -> Sequence[ChatLine]:
        return (await self._newest(room, after=after, limit=limit))[::-1]

    async def _newest(self, room: RoomCode, *, after: int, limit: int) -> list[ChatLine]:
        if limit == 0:  # which MongoDB reads as: no limit
            return []
        found = self._all.find({"room": room, "seq": {"$gt": after}}).sort("seq", DESCENDING).limit(limit)
        return [made_of(ChatLine, document) async for document in found]

    @promised
    async def of_sitting(self, sitting_id: SittingId) -> Sequence[ChatLine]:
        found = self._all.find({"sitting_id": sitting_id}).sort("seq", ASCENDING)
        return [made_of(ChatLine, document) async for document in found]

    @promised
    async def get(self, room: RoomCode, seq: int) -> ChatLine | None:
        found = await self._all.find_one({"room": room, "seq": seq})
        return made_of(ChatLine, found) if found else None

    @promised
    async def count_matching(self, sittings: Collection[SittingId], words: tuple[str, ...]) -> dict[SittingId, int]:
        wanted = {"sitting_id": {"$in": list(sittings)}, **holds(words)}
        counted = Counter[SittingId]()
        async for document in self._all.find(wanted, {"sitting_id": True}):
            counted[document["sitting_id"]] += 1
        return dict(counted)

    @promised
    async def matching(self, sitting_id: SittingId, words: tuple[str, ...], *, limit: int) -> Sequence[ChatLine]:
        if limit == 0:
            return []
        found = self._all.find({"sitting_id": sitting_id, **holds(words)}).sort("seq", ASCENDING).limit(limit)
        return [made_of(ChatLine, document) async for document in found]


class MongoStore:
    def __init__(self, db: MongoDatabase) -> None:
        self._db = db
        self.users: base.Users = MongoUsers(db, "users")
        self.sessions: base.Sessions = MongoSessions(db, "sessions")
        self.preferences: base.Preferences = MongoPreferences(db, "preferences")
        self.meetings: base.Meetings = MongoMeetings(db, "meetings")
        self.history: base.History = MongoHistory(db, "meeting_records")
        self.attendances: base.Attendances = MongoAttendances(db, "attendances")
        self.chat: base.Chat = MongoChat(db, "chat_lines")
        self.files: base.Files = MongoFiles(db, "files")
        self.reports: base.Reports = MongoReports(db, "reports")

    async def open(self) -> None:
        async with opened(self._db):
            await ask(self._db, self._db.ping())
            await self._db.migrate()

    async def ping(self) -> None:
        await ask(self._db, self._db.ping())

    async def close(self) -> None:
        await self._db.close()
