"""What passing things on costs: signals from one to one, and chat from one to a full room."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bench.report import Result, Row, percentile
from bench.served import BARE, NODE, OURS, Contender, Served, serve
from bench.wire import Wire

PAIRS = 20
IN_FLIGHT = 4
"""Signals of one sender that are on their way at a time: the next leaves when one arrives."""
AUDIENCE = 200
SECONDS = 4.0
BLOCKS = 3
CANDIDATE = {
    "ice": {
        "candidate": "candidate:842163049 1 udp 1677729535 192.0.2.7 46154 typ srflx raddr 0.0.0.0 rport 0 generation 0",
        "sdpMid": "0",
        "sdpMLineIndex": 0,
    }
}


async def enter(served: Served, room: str, name: str, on_event: Callable[[Wire, str], None]) -> tuple[Wire, str]:
    """A socket in a room, speaking our protocol; returns it with its participant's id."""
    wire = await Wire.open("127.0.0.1", served.port, on_event)
    answer = (await wire.ask("join-call", {"room": room, "name": name, "protocol": 1}))[0]
    return wire, answer["you"]["id"]


async def cost_of(served: Served, seconds: float, delivered: Callable[[], int]) -> dict[str, float]:
    """Deliveries per second of the server's CPU time, and the generator's own share of its core."""
    cpu, own, count, began = served.cpu_s(), time.process_time(), delivered(), time.perf_counter()
    await asyncio.sleep(seconds)
    took_s = time.perf_counter() - began
    spent_s = served.cpu_s() - cpu
    return {
        "per_cpu_s": (delivered() - count) / spent_s,
        "per_s": (delivered() - count) / took_s,
        "server_share": spent_s / took_s,
        "generator_share": (time.process_time() - own) / took_s,
    }


async def signals(served: Served) -> dict[str, float]:
    arrived = 0
    ids: dict[Wire, str] = {}

    def bounce(wire: Wire, text: str) -> None:
        nonlocal arrived
        if text.startswith('["signal"'):
            arrived += 1
            wire.emit("signal", ids[wire], CANDIDATE)

    wires: list[Wire] = []
    for pair in range(PAIRS):
        (a, a_id), (b, b_id) = [await enter(served, f"pair-{pair}", side, bounce) for side in "ab"]
        ids[a], ids[b] = b_id, a_id
        wires += [a, b]
    for wire in wires:
        for _ in range(IN_FLIGHT):
            wire.emit("signal", ids[wire], CANDIDATE)
    await asyncio.sleep(1)
    figures = await cost_of(served, SECONDS, lambda: arrived)
    for wire in wires:
        wire.close()
    return figures


async def broadcast(served: Served) -> dict[str, float]:
    arrived = said = 0
    speaker: Wire | None = None

    def hear(wire: Wire, text: str) -> None:
        nonlocal arrived, said
        if text.startswith('["chat-message"'):
            arrived += 1
            if wire is speaker:
                said += 1
                wire.emit("chat-message", f"And that was line number {said}.", "Ana", f"line-{said}")

    wires = [(await enter(served, "hall", f"guest {n}", hear))[0] for n in range(AUDIENCE)]
    speaker = wires[-1]
    await asyncio.sleep(1)
    speaker.emit("chat-message", "Good evening.", "Ana", "line-0")
    await asyncio.sleep(1)
    figures = await cost_of(served, SECONDS, lambda: arrived)
    for wire in wires:
        wire.close()
    return figures


async def measure() -> Result:
    contenders = (OURS, NODE, BARE)
    workloads: dict[str, Callable[[Served], Awaitable[dict[str, float]]]] = {"signals": signals, "broadcast": broadcast}
    raw: dict[str, Any] = {name: {c.name: [] for c in contenders} for name in workloads}
    order: tuple[Contender, ...] = (*contenders, *reversed(contenders))
    for _ in range(BLOCKS):
        for contender in order:
            for name, workload in workloads.items():
                async with serve(contender) as served:
                    raw[name][contender.name].append(await workload(served))

    def typical(workload: str, contender: Contender) -> float:
        return percentile([run["per_cpu_s"] for run in raw[workload][contender.name]], 0.5)

    busiest = max(run["generator_share"] for of in raw.values() for runs in of.values() for run in runs)
    rows = [
        Row(what, typical(workload, OURS), "per CPU second", peer.name, typical(workload, peer))
        for workload, what in (
            ("signals", "signals, one to one"),
            ("broadcast", f"chat lines delivered in a room of {AUDIENCE}"),
        )
        for peer in (NODE, BARE)
    ]
    return Result(
        "relay",
        "Passing things on",
        f"{PAIRS} pairs that signal with {IN_FLIGHT} messages on their way each; one room of {AUDIENCE} in which one speaks. "
        f"Deliveries per second of the server's CPU time, medians of {2 * BLOCKS} runs of {SECONDS:.0f} s. Ours checks each "
        f"message, numbers it for those who come back, and stores each chat line before it is sent.",
        rows,
        raw,
        [f"The generator used at most {busiest:.0%} of its core."],
    )
