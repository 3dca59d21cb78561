"""Files and reports of calls in MongoDB."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from pymongo import ASCENDING
from pymongo.errors import DuplicateKeyError

from tertulia.domain.ids import FileId, SittingId, UserId
from tertulia.domain.records import CallReport, StoredFile
from tertulia.store.mongo_part import MongoPart, document_of, made_of
from tertulia.store.promise import promised
from tertulia.store.rows import to_epoch_ms


class MongoFiles(MongoPart):
    @promised
    async def add(self, file: StoredFile) -> None:
        await self._all.insert_one(document_of(file, "id"))

    @promised
    async def get(self, file_id: FileId) -> StoredFile | None:
        found = await self._all.find_one({"_id": file_id})
        return made_of(StoredFile, found, "id") if found else None

    @promised
    async def attach(self, file_ids: tuple[FileId, ...], *, line_key: str) -> int:
        free = {"_id": {"$in": list(file_ids)}, "line_key": {"$in": [None, line_key]}}
        return (await self._all.update_many(free, {"$set": {"line_key": line_key}})).matched_count

    @promised
    async def bytes_of(self, sitting_id: SittingId) -> int:
        return sum([document["size"] async for document in self._all.find({"sitting_id": sitting_id}, {"size": True})])

    @promised
    async def of_sitting(self, sitting_id: SittingId) -> Sequence[StoredFile]:
        return [made_of(StoredFile, document, "id") async for document in self._all.find({"sitting_id": sitting_id})]

    @promised
    async def older_than(self, before: datetime) -> Sequence[StoredFile]:
        found = self._all.find({"at": {"$lt": to_epoch_ms(before)}}).sort("at", ASCENDING)
        return [made_of(StoredFile, document, "id") async for document in found]

    @promised
    async def known(self, file_ids: Collection[FileId]) -> set[FileId]:
        found = self._all.find({"_id": {"$in": list(file_ids)}}, {"_id": True})
        return {document["_id"] async for document in found}

    @promised
    async def remove(self, file_id: FileId) -> None:
        await self._all.delete_one({"_id": file_id})


class MongoReports(MongoPart):
    @promised
    async def put(self, report: CallReport) -> None:
        row = document_of(report)
        seat = {name: row.pop(name) for name in ("sitting_id", "participant_id")}
        try:
            await self._all.update_one(seat, {"$set": row}, upsert=True)
        except DuplicateKeyError:  # another call put the first one meanwhile
            await self._all.update_one(seat, {"$set": row})

    @promised
    async def of_user(self, sitting_id: SittingId, user_id: UserId) -> Sequence[CallReport]:
        found = self._all.find({"sitting_id": sitting_id, "user_id": user_id}).sort("at", ASCENDING)
        return [made_of(CallReport, document) async for document in found]
