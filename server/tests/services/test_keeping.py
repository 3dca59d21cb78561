"""Who sat where is written down, in order, however long the database was away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from tertulia.domain.errors import TertuliaError
from tertulia.domain.ids import ParticipantId, RoomCode, UserId
from tertulia.domain.presence import Seat
from tertulia.domain.room import Room, RoomPolicy
from tertulia.services import keeping
from tertulia.services.keeping import Keeper
from tertulia.services.live_room import LiveRoom

from tests.realtime.house import ManualTimers
from tests.realtime.memory_store import MemoryStore
from tests.support import ManualClock


class Desk:
    """A keeper whose time is moved by hand."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.clock = ManualClock()
        self.timers = ManualTimers(self.clock)
        self.keeper = Keeper(self.store, self.clock, self.timers)
        self.live = LiveRoom(RoomCode("circle"), Room(RoomPolicy()), sitting=None, history=10)

    def joins(self, name: str) -> None:
        now = self.clock.now().timestamp()
        seat = Seat(ParticipantId(name), name, UserId(f"u_{name}"), 1, joined_at=now, online_since=now)
        self.keeper.joined(self.live, seat, is_return=False)

    def leaves(self, name: str) -> None:
        self.keeper.left(self.live, ParticipantId(name))

    async def pass_time(self, seconds: float) -> None:
        """In small steps, so that whoever was woken can go to sleep again."""
        for _ in range(round(seconds)):
            await settle()
            self.timers.advance(1.0)
        await settle()

    def present(self) -> dict[str, bool]:
        """Everyone written down, and whether they are still there."""
        return {row.name: row.left_at is None for row in self.store.attended.rows.values()}


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    desk = Desk()
    yield desk
    if desk.keeper._task is not None:
        desk.keeper._task.cancel()
        with suppress(asyncio.CancelledError):
            await desk.keeper._task


async def test_what_happened_while_the_database_was_gone_is_written_when_it_is_back(desk: Desk) -> None:
    desk.joins("Ana")
    await settle()
    desk.store.is_down = True
    desk.leaves("Ana")
    desk.joins("Ben")
    await desk.pass_time(600)
    desk.joins("Caro")
    desk.leaves("Ben")
    await desk.pass_time(10)
    assert desk.present() == {"Ana": True}

    desk.store.is_down = False
    await desk.pass_time(keeping.AGAIN_MOST_S)

    assert desk.present() == {"Ana": False, "Ben": False, "Caro": True}
    assert [row.user_id for row in desk.store.joined.rows] == ["u_Ana", "u_Ben", "u_Caro"]


async def test_what_waits_is_bounded_and_what_was_first_is_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "BACKLOG_MAX", 6)
    desk.keeper = Keeper(desk.store, desk.clock, desk.timers)
    desk.store.is_down = True
    for number in range(50):
        desk.joins(f"guest {number}")
        await settle()

    desk.store.is_down = False
    await desk.pass_time(keeping.AGAIN_MOST_S)
    assert list(desk.present()) == ["guest 0", "guest 1", "guest 2"]

    desk.joins("Zoe")
    await settle()
    assert "Zoe" in desk.present()


async def test_what_the_database_refuses_holds_nothing_up(desk: Desk) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise TertuliaError("No such thing.")

    desk.store.made.ensure = refuse  # type: ignore[method-assign, assignment]
    desk.joins("Ana")
    desk.joins("Ben")
    await settle()
    assert desk.present() == {"Ana": True, "Ben": True}
    assert len(desk.store.joined.rows) == 2


async def test_stopping_does_not_wait_for_a_database_that_is_gone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "STOP_S", 0.01)
    desk.store.is_down = True
    desk.joins("Ana")
    await desk.keeper.stop()
    assert desk.keeper._task is not None
    with suppress(asyncio.CancelledError):
        await desk.keeper._task
    assert desk.keeper._task.cancelled()
