"""Opening a database: new, known, of the future, by several at once; and what outlives the process."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import stat
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg  # type: ignore[import-untyped]
import pytest
import testdb
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from pymongo import AsyncMongoClient
from sqlalchemy import Connection
from tertulia.domain.errors import Unavailable
from tertulia.domain.ids import RoomCode
from tertulia.store import migrations
from tertulia.store.base import Store
from tertulia.store.connect import open_store
from tertulia.store.sql_tables import metadata

from tests.store.conftest import TIMEOUT_S
from tests.store.samples import a_line, a_user

CHILD = """
import asyncio, sys
from pathlib import Path
from tertulia.store.connect import open_store
from tests.store.samples import a_line

async def main(url, number):
    store = open_store(url, Path(), 30)
    await store.open()
    await store.chat.append(a_line(int(number), key=number))
    print("stored", "alembic" in sys.modules, flush=True)
    sys.stdin.read()

asyncio.run(main(*sys.argv[1:]))
"""

# FerretDB 1.24 panics when two connections make indexes of one collection at the same time
at_once = pytest.mark.parametrize("kind", [kind for kind in testdb.KINDS if kind != "ferretdb"], indirect=True)


async def child(url: str, number: int) -> asyncio.subprocess.Process:
    """A process that opens the store, appends a line, says so and waits."""
    command = [sys.executable, "-c", CHILD, url, str(number)]
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        *command, stdin=pipe, stdout=pipe, cwd=Path(__file__).parents[2], env={"PYTHONPATH": "."}
    )


async def first_line(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    while line := await process.stdout.readline():
        if line.startswith(b"stored"):
            return line.decode().strip()
    raise AssertionError("the child ended before it had stored anything")


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)  # elsewhere the database is a process of its own
async def test_what_was_stored_outlives_a_process_that_is_killed(database_url: str) -> None:
    process = await child(database_url, 1)
    await first_line(process)
    process.send_signal(signal.SIGKILL)
    await process.wait()
    store = open_store(database_url, Path(), TIMEOUT_S)
    await store.open()
    assert [line.seq for line in await store.chat.tail(RoomCode("café"), limit=9)] == [1]
    await store.close()


@at_once
async def test_processes_that_start_at_once_all_find_a_schema(database_url: str) -> None:
    processes = [await child(database_url, n) for n in (1, 2)]
    await asyncio.gather(*(first_line(process) for process in processes))
    for process in processes:
        process.kill()
        await process.wait()
    store = open_store(database_url, Path(), TIMEOUT_S)
    await store.open()
    assert [line.seq for line in await store.chat.tail(RoomCode("café"), limit=9)] == [1, 2]
    await store.close()


@at_once
async def test_stores_that_open_at_once_all_find_a_schema(database_url: str) -> None:
    stores = [open_store(database_url, Path(), TIMEOUT_S) for _ in range(5)]
    await asyncio.gather(*(store.open() for store in stores))
    for n, store in enumerate(stores, 1):
        await store.chat.append(a_line(n))
    assert len(await stores[0].chat.tail(RoomCode("café"), limit=9)) == 5
    for store in stores:
        await store.close()


async def test_closing_and_opening_again_loses_nothing(store: Store, database_url: str) -> None:
    await store.users.add(ana := a_user())
    await store.close()
    await store.close()
    await store.open()
    assert await store.users.by_id(ana.id) == ana
    other = open_store(database_url, Path(), TIMEOUT_S)
    await other.open()
    assert await other.users.by_id(ana.id) == ana
    await other.close()


async def version_of(url: str, *, become: str | int | None = None) -> Any:
    """The schema's version in the database, or the one it shall pretend to have."""
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as file:
            if become is not None:
                file.execute("UPDATE alembic_version SET version_num = ?", (become,))
            return file.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    if url.startswith("postgresql"):
        connection = await asyncpg.connect(url)
        if become is not None:
            await connection.execute("UPDATE alembic_version SET version_num = $1", become)
        version = await connection.fetchval("SELECT version_num FROM alembic_version")
        await connection.close()
        return version
    async with AsyncMongoClient[dict[str, Any]](url) as client:
        schema = client[urlsplit(url).path[1:]]["schema"]
        if become is not None:
            await schema.update_one({"_id": "version"}, {"$set": {"version": become}})
        return (await schema.find_one({"_id": "version"}) or {})["version"]


async def test_a_database_of_a_later_version_is_refused_and_left_alone(store: Store, database_url: str) -> None:
    await store.users.add(ana := a_user())
    ours = await version_of(database_url)
    later: str | int = "9999" if isinstance(ours, str) else 9999
    await version_of(database_url, become=later)
    old = open_store(database_url, Path(), TIMEOUT_S)
    with pytest.raises(Unavailable) as refused:
        await old.open()
    await old.close()
    assert refused.value.code == "database_newer"
    assert "9999" in refused.value.message
    assert await version_of(database_url) == later
    assert await store.users.by_id(ana.id) == ana


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, metadata))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"], indirect=True)
async def test_the_migrations_lead_to_the_tables_that_the_code_asks(store: Store) -> None:
    async with store._db.schema_locked() as connection:  # type: ignore[attr-defined]
        assert await connection.run_sync(differences) == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"], indirect=True)
async def test_what_was_written_before_there_was_a_search_is_found(store: Store) -> None:
    line = a_line(1, text="Nos vemos en el CAFÉ")
    await store.chat.append(line)
    async with store._db.schema_locked() as connection:  # type: ignore[attr-defined]
        await connection.run_sync(_downgraded)
    await store.close()
    await store.open()
    assert await store.chat.matching(line.sitting_id, ("cafe",), limit=9) == [line]


def _downgraded(connection: Connection) -> None:
    """As revision 0002 left it."""
    for table in ("files", "reports"):
        connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql("DROP INDEX meeting_records_sitting")
    for table, column in (
        ("chat_lines", "reply"),
        ("chat_lines", "files"),
        ("chat_lines", "folded"),
        ("attendances", "folded"),
    ):
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
    connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")


@pytest.mark.parametrize("kind", testdb.MONGODB, indirect=True)
async def test_what_was_written_before_there_was_a_search_is_found_in_mongodb(store: Store, database_url: str) -> None:
    line = a_line(1, text="Nos vemos en el CAFÉ")
    await store.chat.append(line)
    async with AsyncMongoClient[dict[str, Any]](database_url) as client:
        unset = {"$unset": {"folded": "", "reply": "", "files": ""}}
        await client[urlsplit(database_url).path[1:]]["chat_lines"].update_many({}, unset)
    await version_of(database_url, become=2)
    await store.close()
    await store.open()
    assert await store.chat.matching(line.sitting_id, ("cafe",), limit=9) == [line]


def test_the_newest_revision_is_the_one_the_code_names() -> None:
    script = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert script.get_heads() == [migrations.NEWEST]


async def test_a_database_that_is_up_to_date_opens_without_the_migration_tool(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'tertulia.db'}"
    said = []
    for number in (1, 2):
        process = await child(url, number)
        said.append(await first_line(process))
        process.kill()
        await process.wait()
    assert said == ["stored True", "stored False"]


async def test_an_sqlite_file_that_another_process_is_just_making_is_waited_for(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "tertulia.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # SQLite itself does not wait for this one before it changes to WAL mode
    store = open_store("", tmp_path, TIMEOUT_S)
    opening = asyncio.create_task(store.open())
    assert (await asyncio.wait({opening}, timeout=0.5))[0] == set()
    other.execute("ROLLBACK")
    other.close()
    await opening
    await store.ping()
    await store.close()


async def test_the_embedded_database_is_for_its_owner_only(tmp_path: Path) -> None:
    store = open_store("", tmp_path / "new" / "folder")
    await store.open()
    await store.users.add(a_user())
    files = sorted((tmp_path / "new" / "folder").iterdir())
    assert [file.name for file in files] == ["tertulia.db", "tertulia.db-shm", "tertulia.db-wal"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    await store.close()
    assert [file.name for file in (tmp_path / "new" / "folder").iterdir()] == ["tertulia.db"]
