"""What a forwarded packet costs the media server: CPU time, beside the floor and another server, turn and turn about."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.report import Result, Row, percentile
from bench.sfu import place
from bench.sfu.contenders import Contender, Floor, Ours
from bench.sfu.generator import Load, Talk, cpu_s, generator, proportional_bytes
from bench.sfu.janus import Janus
from bench.sfu.livekit import LiveKit

W1 = Load("W1", publishers=4, subscribers=200, frames_per_s=7.5, packets_per_frame=3)
W2 = Load("W2", publishers=4, subscribers=200, frames_per_s=1.875, packets_per_frame=12)
W3 = Load("W3", publishers=3, subscribers=20, frames_per_s=50, packets_per_frame=1, bytes=120, rooms=6, sends="sound")
W4 = Load("W4", publishers=8, subscribers=8, frames_per_s=4.6875, packets_per_frame=3, rooms=20, sends="layers")
W7 = Load("W7", publishers=4, subscribers=200, frames_per_s=7.5, packets_per_frame=3, lose=0.01)
ROOMS = Load("rooms", publishers=2, subscribers=8, frames_per_s=18.75, packets_per_frame=3, rooms=20)
ALL = (W1, W2, W3, W4, W7, ROOMS)
LOADS = [load for load in ALL if load.name in os.environ.get("LOADS", "W1 W2 W3 W4 W7 rooms").split()]
"""Each asks for 18,000 packets a second. W5, W6 and W8 are done while W1 goes on."""
BARS = {W1.name: 1 / 2, W2.name: 1 / 3}
"""What a packet may cost at most, in packets of the best other server."""
BLOCKS = int(os.environ.get("BLOCKS", "3"))
ONE_WAY = os.environ.get("ONE_WAY") == "1"
"""Each once in a block, and not there and back: half the time, and what drifts in it is not evened out."""
WARM_S, COUNT_S = 6.0, 8.0
LATECOMERS = 40
"""Who joins when everybody is there, one after the other; their joins are what is reported."""
JOINS_PER_S, JOINING_S = 20, 5.0
RAMP, STEPS, STEP_S, SETTLES_S = 1.25, 12, 3.0, 1.5
"""W5: so many times as much in each step, until it is too much."""
TOO_LATE_MS, TOO_BUSY = 20.0, 0.95
FLOORS_APART, GENERATOR_BUSY, DELIVERED = 0.05, 0.80, 0.999
"""A block in which the two floors differ by more, or the generator is busier, says nothing; nor does it of whom less comes."""
REFUSED = 0.5
"""Of whom less comes did not take the load: what it cost per packet would be a figure of nothing."""
LOOPBACK = "127.0.0.1"


async def count(
    clients: Talk, pid: int, load: Load, *, sinks: bool = False, settle_s: float = WARM_S, count_s: float = COUNT_S
) -> dict[str, Any]:
    await asyncio.sleep(settle_s)
    cpu, own = cpu_s(pid), cpu_s(clients.process.pid)
    clients.tell(do="begin")
    await asyncio.sleep(count_s)
    clients.tell(do="end")
    spent, busy = cpu_s(pid) - cpu, cpu_s(clients.process.pid) - own
    figures = await clients.hear(**{"is": "figures"})
    forwarded = figures["datagrams"] if sinks else figures["came"]
    due = count_s * load.due_per_s if sinks else figures["sent"] * load.subscribers
    return figures | {
        "us_per_packet": spent / max(forwarded, 1) * 1e6,
        "per_s": forwarded / count_s,
        "delivered": forwarded / due if due else 0.0,
        "server_share": spent / count_s,
        "generator_share": busy / count_s,
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
                figures = await fill(contender, clients, load)
        finally:
            await contender.stop()
    if figures["delivered"] < REFUSED:
        raise RuntimeError(f"{figures['delivered']:.0%} of it came")
    return figures


async def fill(contender: Contender, clients: Talk, load: Load) -> dict[str, Any]:
    """Fills the rooms, counts, and lets some more come."""
    rooms = [(f"room-{room}", [f"{room}-p{number}" for number in range(load.publishers)]) for room in range(load.rooms)]
    for room, publishers in rooms:
        for who in publishers:
            await contender.publish(clients, room, who, load.sends)
    load.tell(clients)
    await asyncio.sleep(1)
    empty = proportional_bytes(contender.pid)
    for number in range(load.subscribers):
        for room, publishers in rooms:
            await contender.subscribe(clients, room, f"{room}-s{number}", publishers)
    figures = await count(clients, contender.pid, load)
    held = proportional_bytes(contender.pid) - empty
    figures["kib_per_subscriber"] = held / load.rooms / load.subscribers / 1024
    if load is W1:
        room, publishers = rooms[0]
        late = [f"late-{number}" for number in range(LATECOMERS)]
        figures["join_ms"] = [await contender.subscribe(clients, room, who, publishers) for who in late]
        for who in late:
            await contender.leave(clients, who)
        figures["W6"] = await joins(contender, clients, room, publishers)
        if isinstance(contender, Ours):
            figures["W8"] = await sign_ins(contender, clients)
        figures["W5"] = await ramp(contender, clients)
    return figures


async def joins(contender: Contender, clients: Talk, room: str, publishers: list[str]) -> dict[str, Any]:
    """W6: people come at an even pace, whatever became of those before; what they wait, and what the others notice."""
    names = [f"W6-{number}" for number in range(int(JOINS_PER_S * JOINING_S))]

    async def come(number: int, who: str) -> float:
        await asyncio.sleep(number / JOINS_PER_S)
        return await contender.subscribe(clients, room, who, publishers)

    coming = asyncio.gather(*(come(number, who) for number, who in enumerate(names)))
    figures = await count(clients, contender.pid, W1, settle_s=0, count_s=JOINING_S)
    took = await coming
    for who in names:
        await contender.leave(clients, who)
    return {"join_ms": took, "latency_ms": figures["latency_ms"], "generator_share": figures["generator_share"]}


async def sign_ins(contender: Ours, clients: Talk) -> dict[str, Any]:
    """W8: passwords are checked in the same process, on the same core."""
    await contender.sign_in(True)
    figures = await count(clients, contender.pid, W1, settle_s=SETTLES_S)
    checked = await contender.sign_in(False)
    return figures | {"sign_ins_per_s": checked / (SETTLES_S + COUNT_S)}


async def ramp(contender: Contender, clients: Talk) -> dict[str, Any]:
    """W5: the most that came in time and whole, packets a second, and what ended it."""
    most, ended = 0.0, "it went on to the last step"
    steps = []
    for step in range(STEPS):
        W1.tell(clients, RAMP**step)
        figures = await count(clients, contender.pid, W1, settle_s=SETTLES_S, count_s=STEP_S)
        steps.append(figures)
        if figures["latency_ms"][2] > TOO_LATE_MS:
            ended = f"p99 of {figures['latency_ms'][2]:.0f} ms"
        elif figures["delivered"] < DELIVERED:
            ended = f"{1 - figures['delivered']:.1%} lost"
        elif figures["generator_share"] > TOO_BUSY:
            ended = "the generator had no more"
        else:
            most = figures["per_s"]
            continue
        break
    return {"per_s": most, "ended": ended, "generator_share": steps[-1]["generator_share"], "steps": steps}


def void(floors: list[dict[str, Any]], runs: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """What makes the block say nothing, or nothing of one of them."""
    costs = [figures["us_per_packet"] for figures in floors]
    reasons = []
    if max(costs) / min(costs) - 1 > FLOORS_APART:
        reasons.append(f"the floors differ, {min(costs):.2f} and {max(costs):.2f} us")
    for name, figures in (*(("the floor", each) for each in floors), *runs):
        if figures["generator_share"] > GENERATOR_BUSY:
            reasons.append(f"the generator used {figures['generator_share']:.0%} of its core with {name}")
        if figures["delivered"] < DELIVERED:
            reasons.append(f"of {name} only {figures['delivered']:.2%} came")
    return reasons


async def measure() -> Result:
    known: list[type[Janus] | type[LiveKit]] = [Janus, LiveKit] if place.enter() else []
    others = [each for each in known if each.is_there()]
    peers = [each.name for each in others]
    raw: dict[str, Any] = {}
    remarks: list[str] = []
    for load in LOADS:
        found: dict[str, list[dict[str, Any]]] = {}
        whole = replace(load, publishers=load.publishers * load.rooms, rooms=1, lose=0.0)
        for block in range(BLOCKS):
            one_a_call = await floor(whole, 1)
            before = await floor(whole, load.packets_per_frame)
            turns: list[type[Contender]] = [Ours, *others]
            turns += [] if ONE_WAY else reversed(turns)
            runs = []
            for each in turns:
                try:
                    runs.append((each.name, await run(each(), load)))
                except (TimeoutError, RuntimeError) as problem:
                    if each is Ours:
                        raise
                    remarks.append(
                        f"{each.name} did not take {load.name}: {str(problem)[:100] or 'no answer in time'}."
                    )
            floors = [before, await floor(whole, load.packets_per_frame)]
            kept = [("floor, one a call", one_a_call), *(("floor", each) for each in floors), *runs]
            for name, figures in kept:
                found.setdefault(name, []).append(figures)
                print(
                    f"   {load.name} {block + 1} {name}: {figures['us_per_packet']:.2f} us, {figures['delivered']:.2%} "
                    f"came, latency {figures['latency_ms']}, generator {figures['generator_share']:.0%}",
                    flush=True,
                )
            for reason in void(floors, runs):
                remarks.append(f"**Void** ({load.name}, block {block + 1}): {reason}.")
        raw[load.name] = found
    return Result("sfu", TITLE, HOW, rows(raw, peers), raw, remarks)


TITLE = "What a forwarded packet costs"
HOW = f"""CPU time of the media server for each packet that came out of it, as method and workloads stand in
[sfu/README.md](sfu/README.md). W1: 4 people seen by 200, frames of 3 packets. W2: the same packets in frames of 12. W3: the
sound of 3 who speak in each of 6 rooms of 20. W4: 20 rooms of 8, each in three sizes. W7: W1 with 1 % lost on the way to
subscribers, and asked for again. Rooms: 20, in each 2 people seen by 8. All of them 18,000 packets a second; medians of
{BLOCKS if ONE_WAY else 2 * BLOCKS} runs. While W1 goes on: W5, more and more until the p99 is over {TOO_LATE_MS:.0f} ms or 0.1 % is lost; W6,
{JOINS_PER_S} joins a second; W8, passwords checked as fast as the product does, on the same core."""

Figures = dict[str, Any]


def rows(raw: dict[str, Any], peers: list[str]) -> list[Row]:
    def typical(load: Load, name: str, pick: Callable[[Figures], float]) -> float:
        return percentile([pick(figures) for figures in raw[load.name][name]], 0.5)

    def beside(
        load: Load,
        what: str,
        unit: str,
        pick: Callable[[Figures], float],
        bar: float | None = None,
        bar_is: str = "at most",
    ) -> list[Row]:
        """One row for each peer, and the bar in the first."""
        ours = typical(load, Ours.name, pick)
        there = [peer for peer in peers if peer in raw[load.name]]
        against: list[tuple[str, float | None]] = [(peer, typical(load, peer, pick)) for peer in there] or [("", None)]
        bars = [bar, *(None for _ in against[1:])]
        return [
            Row(what, ours, unit, peer, figure, limit, bar_is)
            for (peer, figure), limit in zip(against, bars, strict=True)
        ]

    def cost(figures: Figures) -> float:
        return float(figures["us_per_packet"])

    table = []
    for load in LOADS:
        best = min((typical(load, peer, cost) for peer in peers if peer in raw[load.name]), default=None)
        bar = best * BARS[load.name] if best is not None and load.name in BARS else None
        table += beside(load, f"{load.name}: a packet", "us of CPU", cost, bar)
        least = typical(load, "floor", cost)
        table.append(Row(f"{load.name}: a packet", typical(load, Ours.name, cost), "us of CPU", "floor", least))
        bars = (0.25, 0.8) if load is ROOMS else (None, None)
        table += beside(load, f"{load.name}: latency, p50", "ms", lambda figures: figures["latency_ms"][0], bars[0])
        table += beside(load, f"{load.name}: latency, p99", "ms", lambda figures: figures["latency_ms"][2], bars[1])
    if W1 in LOADS:
        table += beside(W1, "W1: memory of a subscriber", "KiB", lambda figures: figures["kib_per_subscriber"], 100)
        late = "W1: a join with 200 present, p99"
        table += beside(W1, late, "ms", lambda figures: percentile(figures["join_ms"], 0.99), 20)
        table += beside(W1, "W5: the most in time", "packets/s", lambda figures: figures["W5"]["per_s"])
        rate = f"W6: a join, {JOINS_PER_S} a second, p99"
        table += beside(W1, rate, "ms", lambda figures: percentile(figures["W6"]["join_ms"], 0.99))
        table += beside(W1, "W6: latency meanwhile, p99", "ms", lambda figures: figures["W6"]["latency_ms"][2])
        table.append(
            alone("W8: sign-ins meanwhile", "per second", lambda figures: figures["W8"]["sign_ins_per_s"], raw)
        )
        table.append(alone("W8: latency meanwhile, p99", "ms", lambda figures: figures["W8"]["latency_ms"][2], raw))
    return table


def alone(what: str, unit: str, pick: Callable[[Figures], float], raw: dict[str, Any]) -> Row:
    """What only ours does: beside it, the same latency without."""
    figures = raw[W1.name][Ours.name]
    calm = percentile([each["latency_ms"][2] for each in figures], 0.5) if unit == "ms" else None
    return Row(what, percentile([pick(each) for each in figures], 0.5), unit, "without" if calm else "", calm)
