"""Five hundred people join one room within five seconds."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from bench.report import Result, Row, percentile, quantities
from bench.served import OURS, Served, serve
from bench.wire import Wire

PEOPLE = 500
WITHIN_S = 5.0
SETTLE_S = 3.0
ROUNDS = 2
BAR_S = 1.5
BAR_FRAMES = 15_000


async def arrive(served: Served, number: int, protocol: int, wires: list[Wire]) -> float:
    """One person, from the join to the answer, seconds. An original client's answer is to see itself announced."""
    seen: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def on_event(wire: Wire, text: str) -> None:
        if not seen.done() and text.startswith(f'["user-joined","{wire.sid}"'):
            seen.set_result(None)

    wire = await Wire.open("127.0.0.1", served.port, on_event)
    wires.append(wire)
    began = time.perf_counter()
    if protocol == 0:
        wire.emit("join-call", f"http://localhost:{served.port}/rush")
        await seen
    else:
        answer = (await wire.ask("join-call", {"room": "rush", "name": f"Guest {number}", "protocol": 1}))[0]
        if not answer["ok"]:
            raise RuntimeError(f"join refused: {answer}")
    return time.perf_counter() - began


async def rush(protocol: int) -> dict[str, Any]:
    async with serve(OURS) as served:
        wires: list[Wire] = []
        cpu, own, began = served.cpu_s(), time.process_time(), time.perf_counter()

        async def person(number: int) -> float:
            await asyncio.sleep(number * WITHIN_S / PEOPLE)
            return await arrive(served, number, protocol, wires)

        waits = await asyncio.gather(*(person(number) for number in range(PEOPLE)))
        all_in_s = time.perf_counter() - began
        await asyncio.sleep(SETTLE_S)
        figures = {
            "join_s": quantities(waits),
            "frames": sum(wire.messages for wire in wires),
            "all_in_s": all_in_s,
            "cpu_s": served.cpu_s() - cpu,
            "generator_cpu_s": time.process_time() - own,
        }
        for wire in wires:
            wire.close()
        return figures


async def measure() -> Result:
    raw: dict[str, list[dict[str, Any]]] = {"batched": [], "naive": []}
    for protocol in (1, 0, 0, 1) * (ROUNDS // 2):
        raw["batched" if protocol else "naive"].append(await rush(protocol))

    def worst(way: str, figure: str) -> float:
        values = [run["join_s"][figure] if figure != "frames" else run["frames"] for run in raw[way]]
        return percentile(values, 1.0)

    return Result(
        "rush",
        f"{PEOPLE} people join one room within {WITHIN_S:.0f} s",
        f"One comes every {1000 * WITHIN_S / PEOPLE:.0f} ms, whatever happened to those before. Frames are Socket.IO packets that "
        f"the server sent until {SETTLE_S:.0f} s after the last one was in. Beside: the same people as original clients, whom the "
        f"contract owes an announcement of each newcomer. The worse of {ROUNDS} runs.",
        [
            Row("join answered, p99", worst("batched", "p99"), "s", "original clients", worst("naive", "p99"), BAR_S),
            Row("join answered, p50", worst("batched", "p50"), "s", "original clients", worst("naive", "p50")),
            Row(
                "frames sent", worst("batched", "frames"), "", "original clients", worst("naive", "frames"), BAR_FRAMES
            ),
        ],
        raw,
    )
