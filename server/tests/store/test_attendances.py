from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
import testdb
from pymongo.errors import OperationFailure
from tertulia.domain.ids import ParticipantId, SittingId, UserId
from tertulia.store.base import Store

from tests.store.samples import NOON, after, an_attendance

SITTING = SittingId("sitting-1")


async def test_those_who_sat_come_in_the_order_they_joined(store: Store) -> None:
    late, early = an_attendance(joined_at=after(60)), an_attendance(joined_at=NOON, user_id=UserId("ana"))
    together = [an_attendance(f"p{9 - n}", joined_at=after(30)) for n in range(9)]
    elsewhere = an_attendance(sitting_id=SittingId("sitting-2"))
    for attendance in (late, *together, elsewhere, early):
        await store.attendances.joined(attendance)
    assert await store.attendances.of_sitting(SITTING) == [early, *together, late]
    assert await store.attendances.of_sitting(SittingId("never")) == []


async def test_leaving_is_noted_for_the_one_who_left(store: Store) -> None:
    ana, eva = an_attendance("ana"), an_attendance("eva")
    for attendance in (ana, eva, replace(ana, sitting_id=SittingId("sitting-2"))):
        await store.attendances.joined(attendance)
    await store.attendances.left(SITTING, ana.participant_id, after(9))
    await store.attendances.left(SITTING, ParticipantId("never joined"), after(9))
    assert await store.attendances.of_sitting(SITTING) == [replace(ana, left_at=after(9)), eva]
    assert [a.left_at for a in await store.attendances.of_sitting(SittingId("sitting-2"))] == [None]


async def test_a_return_keeps_the_seat_and_takes_the_new_name(store: Store) -> None:
    ana, eva = an_attendance("ana"), an_attendance("eva")
    await store.attendances.joined(ana)
    await store.attendances.joined(eva)
    await store.attendances.left(SITTING, ana.participant_id, after(5))
    await store.attendances.joined(replace(ana, name="Ana María", joined_at=after(9)))
    assert await store.attendances.of_sitting(SITTING) == [replace(ana, name="Ana María"), eva]


async def test_many_joins_of_one_participant_at_once_take_one_seat(store: Store) -> None:
    joins = [an_attendance("ana", name=f"Ana {n}") for n in range(10)]
    await asyncio.gather(*(store.attendances.joined(join) for join in joins))
    seats = await store.attendances.of_sitting(SITTING)
    assert len(seats) == 1
    assert seats[0] in joins


@pytest.mark.parametrize("kind", testdb.MONGODB, indirect=True)
async def test_a_seat_is_kept_single_by_the_database_itself(store: Store) -> None:
    """Two upserts that MongoDB runs at once may both insert, unless an index forbids it; these servers run none at once."""
    await store.attendances.joined(an_attendance("ana"))
    seats = store._db["attendances"]  # type: ignore[attr-defined]
    with pytest.raises(OperationFailure):
        await seats.insert_one({"sitting_id": SITTING, "participant_id": "ana"})
