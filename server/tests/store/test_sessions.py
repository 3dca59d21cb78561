from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from tertulia.domain.errors import Conflict
from tertulia.domain.ids import SessionId
from tertulia.domain.records import Session
from tertulia.store.base import Store

from tests.store.samples import NOON, a_session, after


async def rotate(store: Store, session: Session, old_hash: str, new_hash: str, at_s: float = 10) -> bool:
    return await store.sessions.rotate(
        session.id, old_hash=old_hash, new_hash=new_hash, now=after(at_s), expires_at=after(at_s + 3600)
    )


async def test_a_session_comes_back_as_it_was_stored(store: Store) -> None:
    session = a_session()
    await store.sessions.add(session)
    assert await store.sessions.get(session.id) == session
    assert await store.sessions.get(SessionId("another")) is None
    with pytest.raises(Conflict):
        await store.sessions.add(session)


async def test_a_good_refresh_hash_is_swapped_and_prolongs_the_session(store: Store) -> None:
    session = a_session()
    await store.sessions.add(session)
    assert await rotate(store, session, "first", "second") is True
    renewed = replace(session, refresh_hash="second", refreshed_at=after(10), expires_at=after(3610))
    assert await store.sessions.get(session.id) == renewed


async def test_a_used_refresh_hash_changes_nothing(store: Store) -> None:
    session = a_session()
    await store.sessions.add(session)
    await rotate(store, session, "first", "second")
    before = await store.sessions.get(session.id)
    assert await rotate(store, session, "first", "third", at_s=20) is False
    assert await store.sessions.get(session.id) == before


async def test_a_session_that_expired_or_ended_is_not_refreshed(store: Store) -> None:
    expired, ended = a_session(expires_at=after(10)), a_session()
    for session in (expired, ended):
        await store.sessions.add(session)
    await store.sessions.end(ended.id, after(5))
    assert await rotate(store, expired, "first", "second", at_s=10) is False
    assert await rotate(store, ended, "first", "second") is False
    assert await rotate(store, a_session(), "first", "second") is False
    assert await store.sessions.get(expired.id) == expired
    assert await store.sessions.get(ended.id) == replace(ended, ended_at=after(5))


async def test_of_many_who_refresh_at_once_one_succeeds(store: Store) -> None:
    session = a_session()
    await store.sessions.add(session)
    hashes = [f"new-{n}" for n in range(10)]
    outcomes = await asyncio.gather(*(rotate(store, session, "first", new) for new in hashes))
    assert sorted(outcomes) == [False] * 9 + [True]
    assert (kept := await store.sessions.get(session.id)) is not None
    assert kept.refresh_hash == hashes[outcomes.index(True)]


async def test_the_first_end_of_a_session_stays(store: Store) -> None:
    session, other = a_session(), a_session()
    await store.sessions.add(session)
    await store.sessions.add(other)
    await store.sessions.end(session.id, after(1))
    await store.sessions.end(session.id, after(2))
    await store.sessions.end(SessionId("another"), after(2))
    assert await store.sessions.get(session.id) == replace(session, ended_at=after(1))
    assert await store.sessions.get(other.id) == other


async def test_a_purge_takes_what_is_over_and_nothing_else(store: Store) -> None:
    expired = a_session(expires_at=after(-1))
    ended = a_session(ended_at=after(-1))
    alive, just_ended, just_expired = a_session(), a_session(ended_at=NOON), a_session(expires_at=NOON)
    for session in (expired, ended, alive, just_ended, just_expired):
        await store.sessions.add(session)
    assert await store.sessions.purge(NOON) == 2
    assert await store.sessions.get(expired.id) is None
    assert await store.sessions.get(ended.id) is None
    for session in (alive, just_ended, just_expired):
        assert await store.sessions.get(session.id) == session
    assert await store.sessions.purge(NOON) == 0
