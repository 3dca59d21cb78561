"""The bytes of shared files: one file each, under its id, in a folder of its own.

A file is there whole or not at all: it is written aside, flushed to the disk and only then given its name. What a
crash leaves aside is swept up later (`stray`).
"""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO

from tertulia.domain.errors import StorageFull, Unavailable
from tertulia.domain.ids import FileId

_AT_ONCE = 1024 * 1024
_ASIDE = ".part"


class Disk:
    """reserve_bytes: of free space, which files must leave to the rest of the system."""

    def __init__(self, folder: Path, *, reserve_bytes: int) -> None:
        self._folder = folder
        self._reserve_bytes = reserve_bytes

    def path(self, file_id: FileId) -> Path:
        return self._folder / file_id[:2] / file_id

    async def check_space(self, size: int) -> None:
        """Raises `StorageFull` when `size` more bytes would eat into the reserve."""
        free = await asyncio.to_thread(self._free)
        if free - size < self._reserve_bytes:
            raise StorageFull("There is no space left for files on this server.", code="storage_full")

    async def write(self, file_id: FileId, parts: AsyncIterator[bytes]) -> None:
        """Returns once the bytes will outlive a power cut. Whatever `parts` raises leaves nothing behind.

        Raises `StorageFull`, or `Unavailable` when the folder cannot be written."""
        path = self.path(file_id)
        aside = path.with_name(path.name + _ASIDE)
        try:
            file = await asyncio.to_thread(_begin, aside)
            try:
                gathered = bytearray()
                async for part in parts:
                    gathered += part
                    if len(gathered) >= _AT_ONCE:
                        await asyncio.to_thread(file.write, bytes(gathered))
                        gathered.clear()
                await asyncio.to_thread(file.write, bytes(gathered))
                await asyncio.to_thread(_settle, file)
            finally:
                await asyncio.to_thread(file.close)
            await asyncio.to_thread(_name, aside, path)
        except OSError as failed:
            raise _refusal(failed) from failed
        finally:
            aside.unlink(missing_ok=True)

    async def head(self, file_id: FileId, size: int) -> bytes:
        return await asyncio.to_thread(_head, self.path(file_id), size)

    async def has(self, file_id: FileId) -> bool:
        return await asyncio.to_thread(self.path(file_id).is_file)

    async def remove(self, file_id: FileId) -> None:
        """Idempotent."""
        await asyncio.to_thread(self.path(file_id).unlink, missing_ok=True)

    async def older_than(self, unix_s: float) -> list[FileId]:
        """Every name in the folder that was last written before then, those of files never finished too."""
        return await asyncio.to_thread(self._older_than, unix_s)

    def _older_than(self, unix_s: float) -> list[FileId]:
        found = []
        for path in self._folder.glob("??/*"):
            try:
                if path.stat().st_mtime < unix_s:
                    found.append(FileId(path.name))
            except FileNotFoundError:  # finished or removed meanwhile
                continue
        return found

    def _free(self) -> int:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return shutil.disk_usage(self._folder).free


def _begin(aside: Path) -> BinaryIO:
    aside.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _settle(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _name(aside: Path, path: Path) -> None:
    aside.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name, too
    finally:
        os.close(folder)


def _head(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def _refusal(failed: OSError) -> StorageFull | Unavailable:
    if failed.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageFull("There is no space left for files on this server.", code="storage_full")
    return Unavailable("The file could not be stored.")
