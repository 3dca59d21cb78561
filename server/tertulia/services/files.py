"""Files shared in a chat: who may bring one, who may have it, and how long it is kept.

A file belongs to a sitting. Whoever sits in its room may have it; afterwards, whoever has that sitting in their
history. When the last history lets go of it, and it is not going on, its files are deleted. What nobody's history
ever had (guests among themselves) is kept for `unclaimed`.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import structlog

from tertulia.auth.passes import SeatPass, SeatPasses
from tertulia.domain.errors import Forbidden, InvalidInput, NotFound, StorageFull, TooLarge, Unauthorized
from tertulia.domain.ids import FileId, ParticipantId, RoomCode, SittingId, UserId
from tertulia.domain.pictures import HEAD_BYTES, recognise
from tertulia.domain.records import StoredFile
from tertulia.services.clock import Clock
from tertulia.store.base import Files as Records
from tertulia.store.base import History

log = structlog.get_logger()

NAME_MAX = 200
OTHER = "application/octet-stream"
UNSENT = timedelta(hours=1)
"""A file that no line brought within that time was given up on; so was one that was never finished."""


class LiveRooms(Protocol):
    def current_sitting(self, code: RoomCode) -> SittingId | None: ...

    def sitting_of(self, code: RoomCode, who: ParticipantId) -> SittingId | None:
        """The sitting in which this participant has a seat there now."""


class Bytes(Protocol):
    """`store.disk.Disk`."""

    def path(self, file_id: FileId) -> Path: ...
    async def check_space(self, size: int) -> None: ...
    async def write(self, file_id: FileId, parts: AsyncIterator[bytes]) -> None: ...
    async def head(self, file_id: FileId, size: int) -> bytes: ...
    async def has(self, file_id: FileId) -> bool: ...
    async def remove(self, file_id: FileId) -> None: ...
    async def older_than(self, unix_s: float) -> list[FileId]: ...


@dataclass(frozen=True, slots=True)
class FileLimits:
    """file_bytes: of one file, 0: none may be shared. meeting_bytes: of one sitting's together."""

    file_bytes: int
    meeting_bytes: int
    unclaimed: timedelta


class Files:
    def __init__(
        self,
        records: Records,
        history: History,
        disk: Bytes,
        rooms: LiveRooms,
        passes: SeatPasses,
        clock: Clock,
        limits: FileLimits,
    ) -> None:
        self._records = records
        self._history = history
        self._disk = disk
        self._rooms = rooms
        self._passes = passes
        self._clock = clock
        self._limits = limits
        self._coming = Counter[SittingId]()

    # -- bringing one ----------------------------------------------------------------------------------

    def bearer(self, token: str | None) -> SeatPass | None:
        """Who shows this, if it is a seat pass."""
        return self._passes.read(token, self._clock.now().timestamp()) if token else None

    async def add(
        self, seat: SeatPass | None, code: RoomCode, name: str, announced: int | None, parts: AsyncIterator[bytes]
    ) -> StoredFile:
        """announced: how many bytes the sender says will come. Raises `Unauthorized(code="pass_invalid")`,
        `Forbidden` (`not_in_room`, `files_off`), `TooLarge`, `StorageFull`, `InvalidInput` for a name or an empty file."""
        seat, sitting = self._place(seat, code)
        name = clean_file_name(name)
        most = await self._room_for(sitting, announced)
        file_id = FileId(secrets.token_urlsafe(18))
        counted = _Counted(parts, most, self._limits.file_bytes)
        self._coming[sitting] += announced or most
        try:
            await self._disk.write(file_id, counted.parts())
            file = await self._describe(file_id, name, counted.size, seat, sitting)
            await self._records.add(file)
        except BaseException:
            await self._disk.remove(file_id)
            raise
        finally:
            self._coming[sitting] -= announced or most
        log.info("file.added", room=code, size=file.size, media_type=file.media_type)
        return file

    def _place(self, seat: SeatPass | None, code: RoomCode) -> tuple[SeatPass, SittingId]:
        if seat is None:
            raise Unauthorized("Only people in the meeting can share files.", code="pass_invalid")
        sitting = self._rooms.sitting_of(code, seat.participant) if seat.room == code else None
        if sitting is None:
            raise Forbidden("Join the meeting first.", code="not_in_room")
        if self._limits.file_bytes == 0:
            raise Forbidden("Files cannot be shared on this server.", code="files_off")
        return seat, sitting

    async def _room_for(self, sitting: SittingId, announced: int | None) -> int:
        """How many bytes may come."""
        if announced is not None and announced > self._limits.file_bytes:
            raise _too_large(self._limits.file_bytes)
        left = self._limits.meeting_bytes - await self._records.bytes_of(sitting) - self._coming[sitting]
        if left < (announced or 1):
            raise _meeting_full()
        await self._disk.check_space(announced or 1)
        return min(left, self._limits.file_bytes)

    async def _describe(self, file_id: FileId, name: str, size: int, seat: SeatPass, sitting: SittingId) -> StoredFile:
        if size == 0:
            raise InvalidInput("This file is empty.", code="file_empty")
        picture = recognise(await self._disk.head(file_id, HEAD_BYTES))
        return StoredFile(
            id=file_id,
            room=seat.room,
            sitting_id=sitting,
            sender_id=seat.participant,
            name=name,
            media_type=picture.media_type if picture else OTHER,
            size=size,
            width=picture.width if picture else 0,
            height=picture.height if picture else 0,
            at=self._clock.now(),
        )

    # -- having one ------------------------------------------------------------------------------------

    async def get(self, file_id: FileId, seat: SeatPass | None, user_id: UserId | None) -> tuple[StoredFile, Path]:
        """Raises `NotFound(code="file_not_found")`, for one that is none of theirs too."""
        file = await self._records.get(file_id)
        if file is None or not await self._may_have(file, seat, user_id) or not await self._disk.has(file_id):
            raise NotFound("There is no such file.", code="file_not_found")
        return file, self._disk.path(file_id)

    async def _may_have(self, file: StoredFile, seat: SeatPass | None, user_id: UserId | None) -> bool:
        if seat is not None:
            return seat.room == file.room and self._rooms.sitting_of(file.room, seat.participant) is not None
        return user_id is not None and await self._history.has(user_id, file.sitting_id)

    async def take_back(self, file_id: FileId, seat: SeatPass | None) -> None:
        """Only who brought it, and only before it was sent. Raises `NotFound`."""
        file = await self._records.get(file_id)
        if file is None or seat is None or file.sender_id != seat.participant or file.line_key is not None:
            raise NotFound("There is no such file.", code="file_not_found")
        await self._forget(file.id)

    # -- letting go ------------------------------------------------------------------------------------

    async def let_go(self, sitting: SittingId, code: RoomCode) -> None:
        """A history has let go of this sitting: if it was the last, its files go too."""
        if self._rooms.current_sitting(code) == sitting or await self._history.kept([sitting]):
            return
        for file in await self._records.of_sitting(sitting):
            await self._forget(file.id)

    async def sweep(self) -> int:
        """Deletes what nobody can reach any more; how many files went."""
        now = self._clock.now()
        old = await self._records.older_than(now - min(UNSENT, self._limits.unclaimed))
        kept = await self._history.kept({file.sitting_id for file in old})
        gone = [file.id for file in old if self._is_over(file, now - file.at, file.sitting_id in kept)]
        gone += await self._strays((now - UNSENT).timestamp())
        for file_id in gone:
            await self._forget(file_id)
        return len(gone)

    def _is_over(self, file: StoredFile, age: timedelta, is_kept: bool) -> bool:
        if file.line_key is None and age > UNSENT:
            return True
        is_live = self._rooms.current_sitting(file.room) == file.sitting_id
        return not is_kept and not is_live and age > self._limits.unclaimed

    async def _strays(self, before_unix_s: float) -> list[FileId]:
        """On the disk, but unknown: a crash came between the bytes and the record, or the record was deleted first."""
        lying = await self._disk.older_than(before_unix_s)
        known = await self._records.known(lying) if lying else set()
        return [file_id for file_id in lying if file_id not in known]

    async def _forget(self, file_id: FileId) -> None:
        """The record first: nobody is shown a file that is gone."""
        await self._records.remove(file_id)
        await self._disk.remove(file_id)


class _Counted:
    """What comes in, counted, and refused once it is too much."""

    def __init__(self, parts: AsyncIterator[bytes], most: int, file_bytes: int) -> None:
        self._parts = parts
        self._most = most
        self._file_bytes = file_bytes
        self.size = 0

    async def parts(self) -> AsyncIterator[bytes]:
        async for part in self._parts:
            self.size += len(part)
            if self.size > self._file_bytes:
                raise _too_large(self._file_bytes)
            if self.size > self._most:
                raise _meeting_full()
            yield part


def clean_file_name(raw: str) -> str:
    """The last part of a path, in NFC, without what would draw one name as another or mislead a file system.

    Raises `InvalidInput(code="file_name")` when nothing is left."""
    name = unicodedata.normalize("NFC", raw).replace("\\", "/").rpartition("/")[2]
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    name = " ".join(name.split()).strip(". ")
    if not name:
        raise InvalidInput("A file needs a name.", code="file_name", field="X-File-Name")
    if len(name) > NAME_MAX:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[: NAME_MAX - 1 - len(ending)]}.{ending}" if dot and len(ending) < 20 else name[:NAME_MAX]
    return name


def _too_large(most: int) -> TooLarge:
    return TooLarge(f"A file has at most {most / 1024 / 1024:g} MiB.", code="file_too_large")


def _meeting_full() -> StorageFull:
    return StorageFull("This meeting has no space left for files.", code="meeting_files_full")
