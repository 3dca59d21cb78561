"""Four hours of comings and goings, in seconds: what is left of them."""

from __future__ import annotations

import asyncio
import gc
import os
from collections import Counter

from tertulia.realtime import wire

from tests.realtime.house import House
from tests.realtime.peers import Raw
from tests.support import eventually

MEETINGS, MINUTES_EACH = 120, 2
OF_PEOPLE = "tertulia.domain.records"
"""What is stored of them, which the store of these tests keeps for good."""


def standing(house: House) -> dict[str, object]:
    """What the server holds now."""
    for made in (wire.seat_text, wire.line_text):
        made.cache_clear()  # so many at most
    gc.collect()
    kinds = ((str(type(thing).__module__), type(thing).__qualname__) for thing in gc.get_objects())
    ours = ((module, name) for module, name in kinds if module.startswith("tertulia.") and module != OF_PEOPLE)
    assert house.timers is not None
    return {
        "objects": Counter(ours),
        "tasks": len(asyncio.all_tasks()),
        "timers": house.timers.waiting,
        "files": len(os.listdir("/proc/self/fd")),
    }


async def meet(house: House, room: str) -> None:
    """Two meet, signal and talk; one vanishes and is given up, the other goes."""
    ana, ben = await Raw.open(house), await Raw.open(house)
    for person, name in ((ana, "Ana"), (ben, "Ben")):
        ack = await person.ask("join-call", {"room": room, "name": name, "protocol": 1})
    mine = ack["you"]["id"]
    assert (await ana.ask("signal", mine, {"ice": None}))["ok"]
    assert (await ben.ask("chat-message", "hello", "Ben", room))["ok"]
    ana.connection.transport.abort()

    async def is_away() -> str | None:
        people = (await ben.ask("sync-room"))["snapshot"]["participants"]
        return None if any(person["away"] for person in people) else "nobody is away"

    await eventually(is_away)
    house.pass_time(31)
    assert len((await ben.ask("sync-room"))["snapshot"]["participants"]) == 1
    await ben.ask("leave-call", {"reason": "left"})
    ben.connection.transport.abort()
    house.pass_time(60 * MINUTES_EACH - 31)


async def at_rest(house: House) -> dict[str, object]:
    """What it holds once nobody is connected any more, and nothing changes."""
    held: dict[str, object] = {}
    assert house.server is not None
    connections = house.server.server_state.connections

    def is_still() -> str | None:
        before = dict(held)
        held.update(standing(house))
        return None if not connections and held == before else f"{len(connections)} are connected"

    await eventually(is_still)
    return held


async def test_after_hours_of_comings_and_goings_the_server_holds_what_it_held_before(timeless: House) -> None:
    before: dict[str, object] = {}
    for number in range(MEETINGS):
        await meet(timeless, f"life-{number}")
        if number == MEETINGS // 4:
            before = await at_rest(timeless)
    assert await at_rest(timeless) == before
