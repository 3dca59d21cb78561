from __future__ import annotations

import asyncio

import pytest
from tertulia.domain.errors import Conflict
from tertulia.domain.ids import RoomCode, UserId
from tertulia.store.base import Store

from tests.store.samples import a_meeting


async def test_a_meeting_is_found_by_its_code(store: Store) -> None:
    mine = a_meeting("tertulia-1", created_by=UserId("user-1"))
    open_to_all = a_meeting("Tertulia-1")
    await store.meetings.add(mine)
    await store.meetings.add(open_to_all)
    assert await store.meetings.get(mine.code) == mine
    assert await store.meetings.get(open_to_all.code) == open_to_all
    assert await store.meetings.get(RoomCode("tertulia-2")) is None


async def test_a_code_is_given_once(store: Store) -> None:
    first = a_meeting("café")
    await store.meetings.add(first)
    with pytest.raises(Conflict) as refused:
        await store.meetings.add(a_meeting("café", title="Another"))
    assert refused.value.code == "code_taken"
    assert await store.meetings.get(first.code) == first


async def test_ensure_stores_a_meeting_once_and_then_finds_it(store: Store) -> None:
    first = a_meeting("café")
    assert await store.meetings.ensure(first) == first
    assert await store.meetings.ensure(a_meeting("café", title="Another")) == first
    assert await store.meetings.get(first.code) == first


async def test_many_who_ensure_a_meeting_at_once_get_the_same_one(store: Store) -> None:
    wanted = [a_meeting("café", title=f"Title {n}") for n in range(10)]
    got = await asyncio.gather(*(store.meetings.ensure(meeting) for meeting in wanted))
    assert len(set(got)) == 1
    assert got[0] in wanted
    assert await store.meetings.get(RoomCode("café")) == got[0]


async def test_the_titles_of_many_meetings_are_asked_for_at_once(store: Store) -> None:
    await store.meetings.add(a_meeting("café", title="Tea"))
    await store.meetings.add(a_meeting("Café", title="Coffee"))
    await store.meetings.add(a_meeting("another", title="Not asked for"))
    wanted = [RoomCode("café"), RoomCode("Café"), RoomCode("nobody made this")]
    assert await store.meetings.titles(wanted) == {"café": "Tea", "Café": "Coffee"}
    assert await store.meetings.titles([]) == {}


async def test_a_history_longer_than_a_statement_has_parameters_finds_its_titles(store: Store) -> None:
    await store.meetings.add(a_meeting("the one", title="Tea"))
    codes = [*(RoomCode(f"code {n}") for n in range(40_000)), RoomCode("the one")]
    assert await store.meetings.titles(codes) == {"the one": "Tea"}
