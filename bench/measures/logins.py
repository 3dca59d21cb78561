"""Sign-ins at full speed while people talk: how many there are, and whether the talk notices."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import bcrypt

from bench.measures.relay import CANDIDATE, enter
from bench.report import Result, Row, percentile, quantities
from bench.served import OURS, Served, serve
from bench.wire import Wire

PAIRS = 20
SIGNALS_PER_S = 20
KNOCKERS = 4
SECONDS = 10.0
COST = 12
FLOOR_HASHES = 8
BAR_MS = 5.0
PASSWORD = "correct horse battery staple"


async def post(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, body: dict[str, str]) -> int:
    """One request on a connection that stays open; its status."""
    payload = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(payload)}\r\n\r\n"
    writer.write(head.encode() + payload)
    status = int((await reader.readline()).split()[1])
    length = 0
    while (line := await reader.readline()) not in (b"\r\n", b""):
        name, _, value = line.decode().partition(":")
        length = int(value) if name.lower() == "content-length" else length
    await reader.readexactly(length)
    return status


async def knock(served: Served, until: float, statuses: list[int]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    while time.perf_counter() < until:
        body = {"username": "ana.lopez", "password": PASSWORD}
        statuses.append(await post(reader, writer, "/api/v1/users/login", body))
    writer.close()


async def talk(served: Served, until: float) -> list[float]:
    """Signals at an even pace, whatever happened to those before; how long each took, seconds."""
    delays: list[float] = []

    def on_event(_wire: Wire, text: str) -> None:
        if text.startswith('["signal"'):
            delays.append(time.perf_counter() - json.loads(text)[2]["sent"])

    async def speak(pair: int) -> None:
        (a, _), (b, b_id) = [await enter(served, f"pair-{pair}-{until}", side, on_event) for side in "ab"]
        due = time.perf_counter() + pair / PAIRS / SIGNALS_PER_S
        while due < until:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            a.emit("signal", b_id, {**CANDIDATE, "sent": time.perf_counter()})
            due += 1 / SIGNALS_PER_S
        await asyncio.sleep(0.5)
        a.close()
        b.close()

    await asyncio.gather(*(speak(pair) for pair in range(PAIRS)))
    return delays


def hashes_per_s() -> float:
    """The floor: this machine's bcrypt on one thread, nothing else running on its core."""
    began = time.perf_counter()
    for _ in range(FLOOR_HASHES):
        bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(COST))
    return FLOOR_HASHES / (time.perf_counter() - began)


async def block(served: Served, *, with_logins: bool) -> dict[str, Any]:
    until = time.perf_counter() + SECONDS
    statuses: list[int] = []
    knockers = [knock(served, until, statuses) for _ in range(KNOCKERS if with_logins else 0)]
    delays, _ = await asyncio.gather(talk(served, until), asyncio.gather(*knockers))
    good = statuses.count(200)
    if good != len(statuses):
        raise RuntimeError(f"sign-ins were refused: {sorted(set(statuses))}")
    return {
        "signal_ms": {k: v if k == "n" else 1000 * v for k, v in quantities(delays).items()},
        "logins_per_s": good / SECONDS,
    }


async def on(cores: int) -> dict[str, Any]:
    """Blocks without and with sign-ins, turn and turn about, on a server that has so many cores."""
    raw: dict[str, Any] = {"quiet": [], "busy": [], "floor_per_s": hashes_per_s()}
    async with serve(OURS, on_every_core=cores > 1) as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        account = {"name": "Ana", "username": "ana.lopez", "password": PASSWORD}
        assert await post(reader, writer, "/api/v1/users/register", account) == 201
        writer.close()
        for busy in (False, True, True, False, False, True):
            raw["busy" if busy else "quiet"].append(await block(served, with_logins=busy))
    return raw


async def measure() -> Result:
    raw = {"one core": await on(1), "every core": await on(2)}
    rows = []
    for cores, of in raw.items():
        quiet = percentile([b["signal_ms"]["p99"] for b in of["quiet"]], 0.5)
        busy = percentile([b["signal_ms"]["p99"] for b in of["busy"]], 0.5)
        rate = percentile([b["logins_per_s"] for b in of["busy"]], 0.5)
        rows += [
            Row(f"sign-ins, server on {cores}", rate, "per s", "bcrypt alone on one thread", of["floor_per_s"]),
            Row(f"signal p99 while they sign in, server on {cores}", busy, "ms", "without sign-ins", quiet),
            Row(f"what that adds, server on {cores}", busy - quiet, "ms", bar=BAR_MS),
        ]
    return Result(
        "logins",
        "Sign-ins while people talk",
        f"{KNOCKERS} clients that sign in again and again (bcrypt cost {COST}, one thread) beside {PAIRS} pairs that exchange "
        f"{SIGNALS_PER_S} signals a second each; the middle one of three blocks of {SECONDS:.0f} s.",
        rows,
        raw,
    )
