"""What ten thousand quiet sockets weigh."""

from __future__ import annotations

import asyncio
from typing import Any

from bench.report import Result, Row
from bench.served import BARE, NODE, OURS, Contender, serve
from bench.wire import Wire

FEW, MANY = 1_000, 10_000
AT_ONCE = 100
SETTLE_S = 5.0


async def grow(port: int, wires: list[Wire], count: int) -> None:
    """Open sockets until there are `count`, from several addresses of this machine."""
    while len(wires) < count:
        batch = range(len(wires), min(count, len(wires) + AT_ONCE))
        wires += await asyncio.gather(
            *(Wire.open("127.0.0.1", port, source=(f"127.0.0.{2 + n % 8}", 0)) for n in batch)
        )


async def weigh(contender: Contender) -> dict[str, Any]:
    async with serve(contender) as served:
        wires: list[Wire] = []
        weights: dict[int, int] = {}
        for count in (FEW, MANY):
            await grow(served.port, wires, count)
            await asyncio.sleep(SETTLE_S)
            weights[count] = served.resident_bytes()
        lost = sum(wire.closed.done() for wire in wires)
        cpu = served.cpu_s()
        await asyncio.sleep(10)
        busy = (served.cpu_s() - cpu) / 10
        for wire in wires:
            wire.close()
        kib_each = (weights[MANY] - weights[FEW]) / (MANY - FEW) / 1024
        return {"kib_each": kib_each, "resident_bytes": weights, "lost": lost, "cpu_share_idle": busy}


async def measure() -> Result:
    raw = {contender.name: await weigh(contender) for contender in (OURS, BARE, NODE)}
    ours = raw[OURS.name]
    return Result(
        "idle",
        f"{MANY:,} idle sockets",
        f"Memory at {MANY:,} open websockets less memory at {FEW:,}, divided by the difference; all connected to the namespace, "
        f"nobody in a room, pings answered.",
        [
            Row("memory of a socket", ours["kib_each"], "KiB", BARE.name, raw[BARE.name]["kib_each"]),
            Row("memory of a socket", ours["kib_each"], "KiB", NODE.name, raw[NODE.name]["kib_each"]),
            Row(
                "CPU for pings, share of a core",
                100 * ours["cpu_share_idle"],
                "%",
                BARE.name,
                100 * raw[BARE.name]["cpu_share_idle"],
            ),
            Row("sockets lost", float(ours["lost"]), "", bar=0),
        ],
        raw,
    )
