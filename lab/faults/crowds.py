"""Crowds without browsers: readers who do not read, and a restart under a full house."""

from __future__ import annotations

import asyncio
import signal
import time

from bench.report import percentile
from bench.wire import Wire
from lab.crowd import Guest, house, together
from lab.fault import Measure, ServerFault

# -- readers who do not read -----------------------------------------------------------------------

HALL, SLOW = 100, 50
LINE = "x" * 3000
LINES_PER_S, TALK_S = 10, 12
SMALL = 4096


async def slow_readers() -> dict[str, float]:
    async with house() as ours:
        delays: list[float] = []

        def heard(_wire: Wire, text: str) -> None:
            if text.startswith('["chat-message"'):
                delays.append(time.monotonic() - float(text.split('"', 4)[3].split(" ", 1)[0]))

        readers = [Guest(ours.port, "hall", f"reader {n}", heard) for n in range(HALL - SLOW)]
        await together(*readers)
        alone = await _speech(readers[0], delays)
        sleepers = [Guest(ours.port, "hall", f"sleeper {n}", receive_buffer=SMALL) for n in range(SLOW)]
        await together(*sleepers)
        before = ours.memory_mib()
        for sleeper in sleepers:
            assert sleeper.wire is not None
            sleeper.wire.sleep()
        most = before
        speaking = asyncio.ensure_future(_speech(readers[0], delays))
        while not speaking.done():
            most = max(most, ours.memory_mib())
            await asyncio.sleep(0.25)
        figures = {"alone": alone, "beside": await speaking, "memory": most - before}
        for guest in (*readers, *sleepers):
            guest.close()
        return figures


async def _speech(speaker: Guest, delays: list[float]) -> float:
    """The 99th percentile from saying a line to each one hearing it, milliseconds."""
    delays.clear()
    assert speaker.wire is not None
    due = time.monotonic()
    for number in range(LINES_PER_S * TALK_S):
        speaker.wire.emit("chat-message", f"{time.monotonic()} {number} {LINE}", speaker.name)
        due += 1 / LINES_PER_S
        await asyncio.sleep(max(0.0, due - time.monotonic()))
    await asyncio.sleep(1)
    return 1000 * percentile(delays, 0.99)


SLOW_READERS = ServerFault(
    name="slow_readers",
    title=f"{SLOW} of {HALL} people in a room stop reading",
    how=f"One of the others says {LINES_PER_S} lines of 3 kB a second for {TALK_S} s; the buffers of the kernel are kept small, so that it is the server that has to hold it or let go. From saying to hearing, of those who read; "
    "the same speech before the others came stands beside it.",
    measures={
        "alone": Measure("without them: said until heard, p99", "ms"),
        "beside": Measure("beside them: said until heard, p99", "ms", 100),
        "memory": Measure("memory of the server that they cost, at most", "MiB", 100),
    },
    run=slow_readers,
)

# -- a restart under a full house ------------------------------------------------------------------

FULL, ROOM = 500, 10


async def restart_full() -> dict[str, float]:
    async with house() as ours:
        guests = [Guest(ours.port, f"room-{n // ROOM}", f"guest {n}") for n in range(FULL)]
        await together(*guests)
        staying = [asyncio.ensure_future(guest.stays()) for guest in guests]
        await ours.end(signal.SIGKILL)
        await asyncio.sleep(1)
        await ours.start()
        ready = time.monotonic()
        while not all(guest.back_at for guest in guests):
            if time.monotonic() > ready + 60:
                break
            await asyncio.sleep(0.05)
        back = [guest.back_at - ready if guest.back_at else 60.0 for guest in guests]
        for task in staying:
            task.cancel()
        for guest in guests:
            guest.close()
        return {"half": percentile(back, 0.5), "all": max(back), "same": float(all(g.same_seat for g in guests))}


RESTART_FULL = ServerFault(
    name="restart_full",
    title=f"{FULL} people come back after the server was killed",
    how=f"In rooms of {ROOM}; down for a second and the time of a start. Each tries again as our client does. From when it answers `/readyz`.",
    measures={
        "half": Measure("half of them are back in their rooms", "s"),
        "all": Measure("all of them are", "s", 5),
        "same": Measure("same people, same ids", "of 1", 1, "at least"),
    },
    run=restart_full,
)


async def drain() -> dict[str, float]:
    async with house() as ours:
        guests = [Guest(ours.port, f"room-{n // ROOM}", f"guest {n}") for n in range(100)]
        await together(*guests)
        took = await ours.end(signal.SIGTERM)
        told = 0
        for guest in guests:
            assert guest.wire is not None
            told += guest.wire.closed.done() or await _soon(guest.wire)
        await ours.start()
        began = time.monotonic()
        await together(*guests)
        return {
            "exit": took,
            "told": 100 * told / len(guests),
            "back": time.monotonic() - began,
            "same": float(all(guest.same_seat for guest in guests)),
        }


async def _soon(wire: Wire) -> bool:
    try:
        await asyncio.wait_for(asyncio.shield(wire.closed), 1)
    except TimeoutError:
        return False
    return True


DRAIN = ServerFault(
    name="drain",
    title="SIGTERM during calls",
    how="100 people in rooms of 10. Media of a mesh does not pass the server; people come back to the next one, at their seats.",
    measures={
        "exit": Measure("until the process is gone", "s", 30),
        "told": Measure("whose connection was closed, not left hanging", "%", 100, "at least"),
        "back": Measure("all back in the next one", "s", 5),
        "same": Measure("same people, same ids", "of 1", 1, "at least"),
    },
    run=drain,
)

FAULTS = (SLOW_READERS, RESTART_FULL, DRAIN)
