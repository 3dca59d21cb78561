from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from tertulia.domain.errors import Conflict
from tertulia.domain.ids import RoomCode, SittingId, UserId
from tertulia.store.base import Store

from tests.store.samples import a_line

CAFE, BAR = RoomCode("café"), RoomCode("bar")


async def test_a_line_comes_back_as_it_was_said(store: Store) -> None:
    line = a_line(1, user_id=UserId("ana"), text=" ¡Hola! 👋🏽\n\tこんにちは ")
    assert await store.chat.append(line) == line
    assert await store.chat.tail(CAFE, limit=10) == [line]
    assert await store.chat.of_sitting(line.sitting_id) == [line]


async def test_a_room_counts_its_own_lines(store: Store) -> None:
    assert await store.chat.last_seq(CAFE) == 0
    for seq in (1, 2, 10):
        await store.chat.append(a_line(seq))
    await store.chat.append(a_line(11, room=BAR))
    assert await store.chat.last_seq(CAFE) == 10
    assert await store.chat.last_seq(BAR) == 11
    assert await store.chat.last_seq(RoomCode("elsewhere")) == 0


async def test_the_tail_is_the_newest_lines_oldest_first(store: Store) -> None:
    lines = [a_line(seq) for seq in range(1, 13)]
    for line in reversed(lines):
        await store.chat.append(line)
    await store.chat.append(a_line(99, room=BAR))
    assert await store.chat.tail(CAFE, limit=3) == lines[-3:]
    assert await store.chat.tail(CAFE, limit=100) == lines
    assert await store.chat.tail(CAFE, limit=0) == []
    assert await store.chat.tail(CAFE, after=9, limit=100) == lines[9:]
    assert await store.chat.tail(CAFE, after=9, limit=2) == lines[-2:]
    assert await store.chat.tail(CAFE, after=12, limit=100) == []


async def test_a_sitting_keeps_its_own_lines_in_order(store: Store) -> None:
    morning = [a_line(seq, sitting_id=SittingId("morning")) for seq in (1, 2)]
    evening = [a_line(seq, sitting_id=SittingId("evening")) for seq in (3, 4)]
    for line in reversed(morning + evening):
        await store.chat.append(line)
    assert await store.chat.of_sitting(SittingId("morning")) == morning
    assert await store.chat.of_sitting(SittingId("evening")) == evening


async def test_a_line_sent_twice_is_kept_once(store: Store) -> None:
    line = a_line(1)
    await store.chat.append(line)
    again = replace(line, seq=2, text="sent again after a reconnect")
    assert await store.chat.append(again) == line
    assert await store.chat.append(line) == line
    assert await store.chat.tail(CAFE, limit=10) == [line]
    elsewhere = replace(line, room=BAR)
    assert await store.chat.append(elsewhere) == elsewhere


async def test_a_number_is_given_to_one_line(store: Store) -> None:
    first = a_line(1)
    await store.chat.append(first)
    with pytest.raises(Conflict) as refused:
        await store.chat.append(a_line(1))
    assert refused.value.code == "seq_taken"
    assert await store.chat.tail(CAFE, limit=10) == [first]


async def test_of_many_copies_of_a_line_at_once_one_is_kept(store: Store) -> None:
    copies = [a_line(seq, key="same", text=f"copy {seq}") for seq in range(1, 9)]
    got = await asyncio.gather(*(store.chat.append(copy) for copy in copies))
    assert len(set(got)) == 1
    assert await store.chat.tail(CAFE, limit=10) == [got[0]]


async def test_of_many_lines_that_want_a_number_at_once_one_gets_it(store: Store) -> None:
    rivals = [a_line(1, text=f"rival {n}") for n in range(8)]
    outcomes = await asyncio.gather(*(store.chat.append(rival) for rival in rivals), return_exceptions=True)
    winners = [outcome for outcome in outcomes if not isinstance(outcome, BaseException)]
    assert len(winners) == 1
    assert {getattr(o, "code", None) for o in outcomes if isinstance(o, BaseException)} == {"seq_taken"}
    assert await store.chat.tail(CAFE, limit=10) == winners


async def test_many_lines_at_once_are_all_kept(store: Store) -> None:
    lines = [a_line(seq) for seq in range(1, 41)]
    await asyncio.gather(*(store.chat.append(line) for line in lines))
    assert await store.chat.tail(CAFE, limit=100) == lines
