from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
import testdb
from tertulia.domain.errors import Conflict
from tertulia.domain.ids import RoomCode, SittingId, UserId
from tertulia.store.base import Store

from tests.store.samples import NOON, a_record, after

ANA, EVA = UserId("ana"), UserId("eva")
MORNING, EVENING = SittingId("morning"), SittingId("evening")


async def test_a_record_is_kept_until_it_is_removed(store: Store) -> None:
    record, other = a_record(), a_record(sitting_id=MORNING)
    await store.history.add(record)
    await store.history.add(other)
    assert await store.history.get(record.id) == record
    assert await store.history.get(other.id) == other
    await store.history.remove(record.id)
    await store.history.remove(record.id)
    assert await store.history.get(record.id) is None
    assert await store.history.of_user(record.user_id) == [other]


async def test_a_user_sees_their_own_records_in_the_order_they_were_joined(store: Store) -> None:
    late, early = a_record(user_id=ANA, date=after(60)), a_record(user_id=ANA, date=NOON)
    same_time = [a_record(user_id=ANA, date=after(30), meeting_code=RoomCode(f"room-{9 - n}")) for n in range(9)]
    await store.history.add(late)
    await store.history.add(a_record(user_id=EVA))
    for record in same_time:
        await store.history.add(record)
    await store.history.add(early)
    assert await store.history.of_user(ANA) == [early, *same_time, late]
    assert await store.history.of_user(UserId("nobody")) == []


async def test_a_user_may_have_many_records_of_one_room_without_a_sitting(store: Store) -> None:
    records = [a_record(user_id=ANA, date=after(n)) for n in range(3)]
    for record in records:
        await store.history.add(record)
    assert await store.history.of_user(ANA) == records


async def test_joining_without_a_record_stores_one(store: Store) -> None:
    joined = a_record(user_id=ANA, sitting_id=MORNING)
    assert await store.history.record_join(joined, adopt_since=NOON) == joined
    assert await store.history.of_user(ANA) == [joined]


async def test_joining_the_same_sitting_again_adds_no_line(store: Store) -> None:
    first = a_record(user_id=ANA, sitting_id=MORNING)
    await store.history.record_join(first, adopt_since=NOON)
    again = a_record(user_id=ANA, sitting_id=MORNING, date=after(5))
    assert await store.history.record_join(again, adopt_since=NOON) == first
    assert await store.history.record_join(first, adopt_since=NOON) == first
    assert await store.history.of_user(ANA) == [first]


async def test_another_sitting_and_another_user_get_lines_of_their_own(store: Store) -> None:
    lines = [
        a_record(user_id=ANA, sitting_id=MORNING),
        a_record(user_id=ANA, sitting_id=EVENING, date=after(1)),
        a_record(user_id=EVA, sitting_id=MORNING),
    ]
    for line in lines:
        assert await store.history.record_join(line, adopt_since=NOON) == line
    assert await store.history.of_user(ANA) == lines[:2]
    assert await store.history.of_user(EVA) == lines[2:]


async def test_joining_adopts_the_newest_fitting_record_without_a_sitting(store: Store) -> None:
    too_old = a_record(user_id=ANA, date=after(-1))
    older, newest = a_record(user_id=ANA, date=NOON), a_record(user_id=ANA, date=after(2))
    elsewhere = a_record(user_id=ANA, date=after(3), meeting_code=RoomCode("elsewhere"))
    evas = a_record(user_id=EVA, date=after(3))
    taken = a_record(user_id=ANA, date=after(4), sitting_id=EVENING)
    for record in (too_old, older, newest, elsewhere, evas, taken):
        await store.history.add(record)
    joined = a_record(user_id=ANA, date=after(5), sitting_id=MORNING)
    adopted = replace(newest, sitting_id=MORNING)
    assert await store.history.record_join(joined, adopt_since=NOON) == adopted
    assert await store.history.of_user(ANA) == [too_old, older, adopted, elsewhere, taken]
    assert await store.history.of_user(EVA) == [evas]


async def test_of_records_of_the_same_time_the_last_is_adopted(store: Store) -> None:
    first, last = a_record(user_id=ANA), a_record(user_id=ANA)
    await store.history.add(first)
    await store.history.add(last)
    joined = await store.history.record_join(a_record(user_id=ANA, sitting_id=MORNING), adopt_since=NOON)
    assert joined == replace(last, sitting_id=MORNING)


async def test_a_record_older_than_asked_for_is_not_adopted(store: Store) -> None:
    old = a_record(user_id=ANA, date=NOON)
    await store.history.add(old)
    joined = a_record(user_id=ANA, date=after(2), sitting_id=MORNING)
    assert await store.history.record_join(joined, adopt_since=after(0.001)) == joined
    assert await store.history.of_user(ANA) == [old, joined]


@pytest.mark.parametrize("orphans", [0, 1, 2])
async def test_many_joins_of_one_sitting_at_once_leave_one_line(store: Store, orphans: int) -> None:
    for n in range(orphans):
        await store.history.add(a_record(user_id=ANA, date=after(n)))
    joins = [a_record(user_id=ANA, sitting_id=MORNING, date=after(9)) for _ in range(8)]
    got = await asyncio.gather(*(store.history.record_join(join, adopt_since=NOON) for join in joins))
    assert len(set(got)) == 1
    lines = await store.history.of_user(ANA)
    assert [line for line in lines if line.sitting_id == MORNING] == [got[0]]
    assert len(lines) == max(1, orphans)


@pytest.mark.parametrize("kind", testdb.MONGODB, indirect=True)
async def test_a_join_that_comes_second_while_it_adopts_finds_the_line_of_the_first(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(2):
        await store.history.add(a_record(user_id=ANA, date=after(n)))
    history: Any = store.history
    adopt, won = history._adopt, []

    async def adopt_after_a_rival(*wish: Any) -> Any:
        monkeypatch.setattr(history, "_adopt", adopt)
        won.append(await history.record_join(a_record(user_id=ANA, sitting_id=MORNING), adopt_since=NOON))
        return await adopt(*wish)

    monkeypatch.setattr(history, "_adopt", adopt_after_a_rival)
    assert await history.record_join(a_record(user_id=ANA, sitting_id=MORNING), adopt_since=NOON) == won[0]
    assert [line.sitting_id for line in await history.of_user(ANA)] == [None, MORNING]


async def test_many_sittings_at_once_never_share_a_record(store: Store) -> None:
    orphans = [a_record(user_id=ANA, date=after(n)) for n in range(2)]
    for record in orphans:
        await store.history.add(record)
    joins = [a_record(user_id=ANA, sitting_id=SittingId(f"sitting-{n}"), date=after(9)) for n in range(5)]
    got = await asyncio.gather(*(store.history.record_join(join, adopt_since=NOON) for join in joins))
    assert {line.sitting_id for line in got} == {join.sitting_id for join in joins}
    assert len({line.id for line in got}) == 5
    assert {orphan.id for orphan in orphans} <= {line.id for line in got}
    assert set(await store.history.of_user(ANA)) == set(got)


async def test_a_record_id_is_never_given_twice(store: Store) -> None:
    record = a_record(user_id=ANA, sitting_id=MORNING)
    await store.history.add(record)
    with pytest.raises(Conflict):
        await store.history.add(replace(record, sitting_id=EVENING))
    with pytest.raises(Conflict):
        await store.history.record_join(replace(record, sitting_id=EVENING), adopt_since=NOON)
    with pytest.raises(Conflict):
        await store.history.add(a_record(user_id=ANA, sitting_id=MORNING))
    assert await store.history.of_user(ANA) == [record]
