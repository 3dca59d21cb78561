"""What a forwarded packet costs the media server: CPU time, beside the floor and another server, turn and turn about."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.report import Result, Row, percentile
from bench.sfu import place
from bench.sfu.contenders import Contender, Floor, Ours
from bench.sfu.generator import Load, Talk, cpu_s, generator, proportional_bytes
from bench.sfu.janus import Janus

W1 = Load("W1", publishers=4, subscribers=200, frames_per_s=7.5, packets_per_frame=3)
W2 = Load("W2", publishers=4, subscribers=200, frames_per_s=1.875, packets_per_frame=12)
ROOMS = Load("rooms", publishers=2, subscribers=8, frames_per_s=18.75, packets_per_frame=3, rooms=20)
LOADS = [load for load in (W1, W2, ROOMS) if load.name in os.environ.get("LOADS", "W1 W2 rooms").split()]
"""Each asks for 18,000 packets a second."""
BARS = {W1.name: 1 / 2, W2.name: 1 / 3}
"""What a packet may cost at most, in packets of the other server."""
BLOCKS = int(os.environ.get("BLOCKS", "3"))
WARM_S, COUNT_S = 6.0, 8.0
LATECOMERS = 40
"""Who joins when everybody is there, one after the other; their joins are what is reported."""
FLOORS_APART, GENERATOR_BUSY, DELIVERED = 0.05, 0.80, 0.999
"""A block in which the two floors differ by more, the generator is busier, or less comes, says nothing."""
LOOPBACK = "127.0.0.1"


async def count(clients: Talk, pid: int, load: Load, *, sinks: bool) -> dict[str, Any]:
    await asyncio.sleep(WARM_S)
    cpu, own = cpu_s(pid), cpu_s(clients.process.pid)
    clients.tell(do="begin")
    await asyncio.sleep(COUNT_S)
    clients.tell(do="end")
    spent, busy = cpu_s(pid) - cpu, cpu_s(clients.process.pid) - own
    figures = await clients.hear(**{"is": "figures"})
    forwarded = figures["datagrams"] if sinks else figures["came"]
    due = COUNT_S * load.due_per_s if sinks else figures["sent"] * load.subscribers
    return figures | {
        "us_per_packet": spent / max(forwarded, 1) * 1e6,
        "delivered": forwarded / due if due else 0.0,
        "server_share": spent / COUNT_S,
        "generator_share": busy / COUNT_S,
    }


async def floor(load: Load, packets_per_call: int) -> dict[str, Any]:
    async with generator(LOOPBACK) as clients:
        clients.tell(do="sinks", count=load.subscribers)
        ports = (await clients.hear(**{"is": "sinks"}))["ports"]
        least = Floor(load, packets_per_call)
        await least.start(ports)
        try:
            return await count(clients, least.pid, load, sinks=True)
        finally:
            await least.stop()


async def run(contender: Contender, load: Load) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="tertulia-bench-") as name:
        await contender.start(Path(name))
        try:
            async with generator(contender.home) as clients:
                return await fill(contender, clients, load)
        finally:
            await contender.stop()


async def fill(contender: Contender, clients: Talk, load: Load) -> dict[str, Any]:
    """Fills the rooms, counts, and lets some more come."""
    rooms = [(f"room-{room}", [f"{room}-p{number}" for number in range(load.publishers)]) for room in range(load.rooms)]
    for room, publishers in rooms:
        for who in publishers:
            await contender.publish(clients, room, who)
    clients.tell(do="send", frames_per_s=load.frames_per_s, packets_per_frame=load.packets_per_frame, bytes=load.bytes)
    await asyncio.sleep(1)
    empty = proportional_bytes(contender.pid)
    for number in range(load.subscribers):
        for room, publishers in rooms:
            await contender.subscribe(clients, room, f"{room}-s{number}", publishers)
    figures = await count(clients, contender.pid, load, sinks=False)
    held = proportional_bytes(contender.pid) - empty
    figures["kib_per_subscriber"] = held / load.rooms / load.subscribers / 1024
    room, publishers = rooms[0]
    late = range(LATECOMERS if load.rooms == 1 else 0)
    figures["join_ms"] = [await contender.subscribe(clients, room, f"late-{number}", publishers) for number in late]
    return figures


def void(floors: list[dict[str, Any]], runs: list[dict[str, Any]]) -> list[str]:
    """What makes the block say nothing."""
    costs = [figures["us_per_packet"] for figures in floors]
    reasons = []
    if max(costs) / min(costs) - 1 > FLOORS_APART:
        reasons.append(f"the floors differ, {min(costs):.2f} and {max(costs):.2f} us")
    for figures in (*floors, *runs):
        if figures["generator_share"] > GENERATOR_BUSY:
            reasons.append(f"the generator used {figures['generator_share']:.0%} of its core")
        if figures["delivered"] < DELIVERED:
            reasons.append(f"only {figures['delivered']:.2%} came")
    return reasons


async def measure() -> Result:
    others: list[Callable[[], Contender]] = [Janus] if place.enter() and Janus.is_there() else []
    peer = others[0]().name if others else None
    raw: dict[str, Any] = {}
    remarks: list[str] = []
    for load in LOADS:
        found: dict[str, list[dict[str, Any]]] = {}
        whole = Load(
            load.name, load.publishers * load.rooms, load.subscribers, load.frames_per_s, load.packets_per_frame
        )
        for block in range(BLOCKS):
            one_a_call = await floor(whole, 1)
            before = await floor(whole, load.packets_per_frame)
            runs = [(each().name, await run(each(), load)) for each in (Ours, *others, *reversed(others), Ours)]
            floors = [before, await floor(whole, load.packets_per_frame)]
            kept = [("floor, one a call", one_a_call), *(("floor", each) for each in floors), *runs]
            for name, figures in kept:
                found.setdefault(name, []).append(figures)
                print(
                    f"   {load.name} {block + 1} {name}: {figures['us_per_packet']:.2f} us, {figures['delivered']:.2%} "
                    f"came, latency {figures['latency_ms']}, generator {figures['generator_share']:.0%}",
                    flush=True,
                )
            for reason in void(floors, [figures for _, figures in runs]):
                remarks.append(f"**Void** ({load.name}, block {block + 1}): {reason}.")
        raw[load.name] = found
    return Result("sfu", TITLE, HOW, rows(raw, peer), raw, remarks)


TITLE = "What a forwarded packet costs"
HOW = f"""CPU time of the media server for each packet that came out of it, as method and workloads stand in
[sfu/README.md](sfu/README.md). W1: 4 people seen by 200, frames of 3 packets. W2: the same packets in frames of 12. Rooms:
20, in each 2 people seen by 8. All three 18,000 packets of 1,100 bytes a second; medians of {BLOCKS} blocks."""


def rows(raw: dict[str, Any], peer: str | None) -> list[Row]:
    ours = Ours.name

    def typical(load: Load, name: str, pick: Callable[[dict[str, Any]], float]) -> float:
        return percentile([pick(figures) for figures in raw[load.name][name]], 0.5)

    def beside(load: Load, pick: Callable[[dict[str, Any]], float]) -> tuple[str, float | None]:
        return (peer, typical(load, peer, pick)) if peer else ("", None)

    def row(load: Load, what: str, unit: str, pick: Callable[[dict[str, Any]], float], bar: float | None = None) -> Row:
        return Row(f"{load.name}: {what}", typical(load, ours, pick), unit, *beside(load, pick), bar)

    def cost(figures: dict[str, Any]) -> float:
        return float(figures["us_per_packet"])

    table = []
    for load in LOADS:
        bar = typical(load, peer, cost) * BARS[load.name] if peer and load.name in BARS else None
        table.append(row(load, "a packet", "us of CPU", cost, bar))
        least = typical(load, "floor", cost)
        table.append(Row(f"{load.name}: a packet", typical(load, ours, cost), "us of CPU", "floor", least))
        bars = (0.25, 0.8) if load is ROOMS else (None, None)
        table.append(row(load, "latency, p50", "ms", lambda figures: figures["latency_ms"][0], bars[0]))
        table.append(row(load, "latency, p99", "ms", lambda figures: figures["latency_ms"][2], bars[1]))
    if W1 in LOADS:
        table.append(row(W1, "memory of a subscriber", "KiB", lambda figures: figures["kib_per_subscriber"], 100))
        joins = "a join with 200 present, p99"
        table.append(row(W1, joins, "ms", lambda figures: percentile(figures["join_ms"], 0.99), 20))
    return table
