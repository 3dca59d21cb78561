"""A database that is not there, that goes away, that falls silent: one error, in time, and then it heals."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import testdb
from tertulia.domain.errors import Unavailable
from tertulia.domain.ids import UserId
from tertulia.store.base import Store
from tertulia.store.connect import open_store

from tests.store.conftest import demand
from tests.store.gate import Gate, gate_to
from tests.store.samples import a_line, a_user
from tests.support import eventually

SOON_S = 1.0
"""What a store is told to wait at most for a database that will not answer."""

MUCH_LATER_S = 30.0
"""By then a promise to answer within SOON_S is broken, and one to answer at all, however slow the machine."""

servers = pytest.mark.parametrize("kind", [kind for kind in testdb.KINDS if kind != "sqlite"], indirect=True)


@pytest.fixture
async def gate(kind: str, tmp_path: Path) -> AsyncIterator[Gate]:
    demand(kind)
    async with gate_to(testdb.fresh_url(kind, tmp_path)) as gate:
        yield gate


@asynccontextmanager
async def unavailable(store: Store) -> AsyncIterator[None]:
    """What is asked here is refused, soon."""
    database = store._db  # type: ignore[attr-defined]
    patience, database.timeout_s = database.timeout_s, SOON_S
    with pytest.raises(Unavailable) as refused:
        async with asyncio.timeout(MUCH_LATER_S):
            yield
    database.timeout_s = patience
    assert refused.value.message == "The database does not answer."
    assert refused.value.__cause__ is not None


async def why_no_answer(store: Store) -> str | None:
    try:
        await store.ping()
    except Unavailable as unavailable:
        return repr(unavailable.__cause__)
    return None


async def why_not_open(store: Store) -> str | None:
    try:
        await store.open()
    except Unavailable as unavailable:
        return unavailable.message
    return None


@servers
async def test_a_database_that_is_not_there_is_named_without_its_password(kind: str, gate: Gate) -> None:
    await gate.cut()
    url = gate.url if "@" in gate.url else gate.url.replace("://", "://ana:s3cr%65t@")
    store = open_store(url, Path(), SOON_S)
    with pytest.raises(Unavailable) as refused:
        async with asyncio.timeout(MUCH_LATER_S):
            await store.open()
    host = url.rpartition("@")[2].partition("/")[0]
    assert f"at {host}" in refused.value.message
    for secret in ("s3cr", "secret", "p@ss", "p%40ss"):
        assert secret not in refused.value.message
    await store.close()


@servers
async def test_a_database_that_comes_up_later_is_opened_then(gate: Gate) -> None:
    await gate.cut()
    store = open_store(gate.url, Path(), SOON_S)
    with pytest.raises(Unavailable):
        await store.open()
    await gate.open()
    store._db.timeout_s = MUCH_LATER_S  # type: ignore[attr-defined]
    await eventually(lambda: why_not_open(store), within_s=MUCH_LATER_S)
    await store.users.add(ana := a_user())
    assert await store.users.by_id(ana.id) == ana
    await store.close()


@servers
async def test_a_database_that_goes_away_and_comes_back_heals_by_itself(gate: Gate) -> None:
    store = open_store(gate.url, Path(), MUCH_LATER_S)
    await store.open()
    await store.users.add(ana := a_user())
    await gate.cut()
    async with unavailable(store):
        await store.users.by_id(ana.id)
    async with unavailable(store):
        await store.users.add(a_user())
    async with unavailable(store):
        await store.ping()
    await gate.open()
    await eventually(lambda: why_no_answer(store), within_s=MUCH_LATER_S)
    assert await store.users.by_id(ana.id) == ana
    await store.close()


@servers
async def test_a_restart_between_two_questions_goes_unnoticed(gate: Gate) -> None:
    store = open_store(gate.url, Path(), MUCH_LATER_S)
    await store.open()
    await store.users.add(ana := a_user())
    await asyncio.gather(*(store.users.by_id(ana.id) for _ in range(5)))
    await gate.cut()
    await gate.open()
    assert await asyncio.gather(*(store.users.by_id(ana.id) for _ in range(5))) == [ana] * 5
    await store.close()


@servers
async def test_a_database_that_falls_silent_is_not_waited_for(gate: Gate) -> None:
    store = open_store(gate.url, Path(), MUCH_LATER_S)
    await store.open()
    await store.users.add(ana := a_user())
    gate.silence()
    async with unavailable(store):
        await store.users.by_id(ana.id)
    async with unavailable(store):
        await asyncio.gather(*(store.chat.append(a_line(n)) for n in range(1, 30)))
    gate.speak()
    await eventually(lambda: why_no_answer(store), within_s=MUCH_LATER_S)
    assert await store.users.by_id(ana.id) == ana
    await store.close()


@servers
async def test_a_host_that_accepts_and_says_nothing_is_not_waited_for(gate: Gate) -> None:
    gate.silence()
    store = open_store(gate.url, Path(), SOON_S)
    with pytest.raises(Unavailable):
        async with asyncio.timeout(MUCH_LATER_S):
            await store.open()
    await store.close()


async def test_a_wrong_password_is_no_answer(tmp_path: Path) -> None:
    demand("postgresql")
    right = testdb.fresh_url("postgresql", tmp_path)
    wrong = right.replace(right.partition("tertulia:")[2].partition("@")[0], "hunter2")
    store = open_store(wrong, tmp_path)
    with pytest.raises(Unavailable) as refused:
        await store.open()
    assert "password authentication failed" in refused.value.message
    assert "hunter2" not in refused.value.message
    await store.close()


async def test_while_another_process_writes_to_sqlite_readers_go_on_and_writers_give_up(tmp_path: Path) -> None:
    store = open_store("", tmp_path, 4 * SOON_S)
    await eventually(lambda: why_not_open(store), within_s=MUCH_LATER_S)
    await store.users.add(ana := a_user())
    other = sqlite3.connect(tmp_path / "tertulia.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert await store.users.by_id(ana.id) == ana
    late = a_user()
    with pytest.raises(Unavailable):
        await asyncio.gather(store.users.add(late), store.users.add(a_user()))
    other.execute("ROLLBACK")
    other.close()
    await store.users.add(late)
    assert await store.users.by_id(late.id) == late
    await store.close()


@pytest.mark.parametrize("obstacle", ["not a database", "a folder", "under a file"])
async def test_an_sqlite_file_that_cannot_be_used_is_named(tmp_path: Path, obstacle: str) -> None:
    path = tmp_path / "tertulia.db"
    if obstacle == "not a database":
        path.write_bytes(b"Dear diary, " * 1000)
    elif obstacle == "a folder":
        path.mkdir()
    else:
        path.write_bytes(b"")
        path = path / "tertulia.db"
    store = open_store(f"sqlite:///{path}", tmp_path)
    with pytest.raises(Unavailable) as refused:
        await store.open()
    assert str(path) in refused.value.message
    await store.close()


async def test_those_who_stop_waiting_harm_nobody(store: Store) -> None:
    impatient = [asyncio.create_task(store.users.add(a_user(f"user {n}"))) for n in range(20)]
    await asyncio.sleep(0)
    for task in impatient:
        task.cancel()
    outcomes = await asyncio.gather(*impatient, return_exceptions=True)
    assert all(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes)
    await store.users.add(ana := a_user("ana"))
    assert await store.users.by_username("ana") == ana
    assert await store.users.by_id(UserId("nobody")) is None
