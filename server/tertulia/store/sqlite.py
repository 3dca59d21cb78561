"""SQLite, the embedded database: one file, one writer, readers that never wait for it."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from tertulia.store.sql_database import SqlDatabase

_READERS = 4


def sqlite_database(path: Path, timeout_s: float) -> SqlDatabase:
    """Writers of one process queue, first come first served, for one connection: SQLite takes one at a time anyway,
    and its own way of waiting (trying again later) lets the unlucky starve. Other processes wait that way."""
    writer = _engine(path, timeout_s, connections=1)
    return SqlDatabase(
        place=f"SQLite file {path}",
        timeout_s=timeout_s,
        writer=writer,
        reader=_engine(path, timeout_s, connections=_READERS),
        patient=writer,
        lock_schema=("BEGIN IMMEDIATE",),
        insert=insert,
        driver_errors=(sqlite3.Error,),
    )


async def prepare_file(path: Path, timeout_s: float) -> None:
    """Make the file if need be, for its owner's eyes only, and put it in WAL mode, which it then stays in.

    SQLite does not wait for a lock when it changes the mode, so two processes that start at once must try again.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    engine = _engine(path, timeout_s, connections=1)
    try:
        async with asyncio.timeout(timeout_s), engine.connect() as connection:
            while True:
                try:
                    await connection.exec_driver_sql("PRAGMA journal_mode = WAL")
                    return
                except OperationalError as failure:
                    if "locked" not in str(failure.orig):
                        raise
                    await asyncio.sleep(0.02)
    finally:
        await engine.dispose()


def _engine(path: Path, timeout_s: float, *, connections: int) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        isolation_level="AUTOCOMMIT",
        pool_size=connections,
        max_overflow=0,
        pool_timeout=timeout_s,
        pool_reset_on_return=None,  # nothing to roll back; each call into SQLite is a trip to another thread
        connect_args={"timeout": timeout_s * 0.8},  # gives up while somebody still waits for the reason
    )
    event.listen(engine.sync_engine, "connect", _set_up)
    return engine


def _set_up(connection: Any, _record: Any) -> None:
    """NORMAL in WAL mode: what was committed outlives the process, always, and a power cut except for its
    last moments; it never corrupts the file. FULL would cost a disk flush for each of 500 people who join at once."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute(f"PRAGMA journal_size_limit = {64 * 1024 * 1024}")
    cursor.close()
