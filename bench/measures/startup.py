"""How soon it answers, and what it weighs while nobody is there."""

from __future__ import annotations

import asyncio

from bench.report import Result, Row, percentile
from bench.served import BARE, NODE, OURS, Contender, serve

ROUNDS = 5
SETTLE_S = 3.0


async def once(contender: Contender) -> tuple[float, int]:
    async with serve(contender) as served:
        await asyncio.sleep(SETTLE_S)
        return served.starting_s, served.resident_bytes()


async def measure() -> Result:
    order = [OURS, BARE, NODE, NODE, BARE, OURS] * ROUNDS
    starts: dict[str, list[float]] = {c.name: [] for c in (OURS, BARE, NODE)}
    weights: dict[str, list[float]] = {c.name: [] for c in (OURS, BARE, NODE)}
    for contender in order:
        seconds, weight = await once(contender)
        starts[contender.name].append(seconds)
        weights[contender.name].append(weight / 2**20)
    start = {name: percentile(values, 0.5) for name, values in starts.items()}
    weight_mib = {name: percentile(values, 0.5) for name, values in weights.items()}
    return Result(
        "startup",
        "Start-up and idle memory",
        f"From the first instruction to the first good answer, on one core, with a new database each time (migrations "
        f"included), and the memory {SETTLE_S:.0f} s later; medians of {2 * ROUNDS}.",
        [
            Row("until `/readyz` answers", start[OURS.name], "s", BARE.name, start[BARE.name]),
            Row("idle memory", weight_mib[OURS.name], "MiB", BARE.name, weight_mib[BARE.name]),
            Row("idle memory", weight_mib[OURS.name], "MiB", NODE.name, weight_mib[NODE.name]),
        ],
        {"start_s": starts, "idle_mib": weights},
    )
