"""Files and reports of calls in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update

from tertulia.domain.ids import FileId, SittingId, UserId
from tertulia.domain.records import CallReport, StoredFile
from tertulia.store.promise import promised
from tertulia.store.rows import row_of
from tertulia.store.sql_part import SqlPart, in_parts
from tertulia.store.sql_tables import files, reports


class SqlFiles(SqlPart):
    @promised
    async def add(self, file: StoredFile) -> None:
        await self._db.write(self._db.insert(files).values(row_of(file)))

    @promised
    async def get(self, file_id: FileId) -> StoredFile | None:
        return await self._one(StoredFile, select(files).where(files.c.id == file_id))

    @promised
    async def attach(self, file_ids: tuple[FileId, ...], *, line_key: str) -> int:
        free = or_(files.c.line_key.is_(None), files.c.line_key == line_key)
        return await self._db.write(update(files).where(files.c.id.in_(file_ids), free).values(line_key=line_key))

    @promised
    async def bytes_of(self, sitting_id: SittingId) -> int:
        return int(await self._db.scalar(select(func.sum(files.c.size)).where(files.c.sitting_id == sitting_id)) or 0)

    @promised
    async def of_sitting(self, sitting_id: SittingId) -> Sequence[StoredFile]:
        return await self._all(StoredFile, select(files).where(files.c.sitting_id == sitting_id))

    @promised
    async def older_than(self, before: datetime) -> Sequence[StoredFile]:
        return await self._all(StoredFile, select(files).where(files.c.at < before).order_by(files.c.at))

    @promised
    async def known(self, file_ids: Collection[FileId]) -> set[FileId]:
        found = set[FileId]()
        for some in in_parts(file_ids):
            found.update(row["id"] for row in await self._db.all(select(files.c.id).where(files.c.id.in_(some))))
        return found

    @promised
    async def remove(self, file_id: FileId) -> None:
        await self._db.write(delete(files).where(files.c.id == file_id))


class SqlReports(SqlPart):
    @promised
    async def put(self, report: CallReport) -> None:
        row = row_of(report)
        insert = self._db.insert(reports).values(row)
        key = ["sitting_id", "participant_id"]
        newer = {name: insert.excluded[name] for name in row if name not in key}
        await self._db.write(insert.on_conflict_do_update(index_elements=key, set_=newer))

    @promised
    async def of_user(self, sitting_id: SittingId, user_id: UserId) -> Sequence[CallReport]:
        told = select(reports).where(reports.c.sitting_id == sitting_id, reports.c.user_id == user_id)
        return sorted(await self._all(CallReport, told), key=lambda report: report.at)
