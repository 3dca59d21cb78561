"""What goes on for long: a database that is gone, and comings and goings without end."""

from __future__ import annotations

import asyncio
import itertools
import math
import sys
import tempfile
import time
from pathlib import Path

from bench.report import percentile
from lab.crowd import PASSWORD, SIGNALS, SIGNALS_MS, Guest, House, Talk, get, house, post, together
from lab.fault import Measure, ServerFault

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path += [str(ROOT / "server"), str(ROOT / "tools")]

# -- a database that is gone -----------------------------------------------------------------------

GONE_S = 600
SIGN_IN_EVERY = 15
"""Guests; more often, and it would be refused as a flood."""


async def database_gone() -> dict[str, float]:
    import testdb
    from tests.store.gate import gate_to

    if why := testdb.why_missing("postgresql"):
        raise RuntimeError(why)
    with tempfile.TemporaryDirectory(prefix="tertulia-lab-db-") as name:
        async with (
            gate_to(testdb.fresh_url("postgresql", Path(name))) as gate,
            house(TERTULIA_DATABASE_URL=gate.url) as ours,
        ):
            account = {"name": "Ana", "username": "ana.lopez", "password": PASSWORD}
            await asyncio.to_thread(post, ours.port, "/users/register", account)
            token = (await asyncio.to_thread(post, ours.port, "/users/login", account))[2]["token"]
            ana = Guest(ours.port, "meanwhile", "Ana", token=token)
            await ana.join()
            talk = Talk(ours.port, pairs=5)
            await talk.begin()
            before = ours.memory_mib()
            await gate.cut()
            signals, found = await talk.during(_meanwhile(ours, account))
            grown = ours.memory_mib() - before
            await gate.open()
            back = time.monotonic()
            chat = await _says(ana, back)
            record = await _on_record(ours, token, int(found["joined"]), back)
            talk.close()
            ana.close()
            return {"signals": signals, "memory": grown, "chat": chat, "record": record, **found}


async def _meanwhile(ours: House, account: dict[str, str]) -> dict[str, float]:
    over = time.monotonic() + GONE_S
    joins: list[float] = []
    sign_ins: list[tuple[int, bool]] = []
    while time.monotonic() < over:
        guest = Guest(ours.port, "meanwhile", f"guest {len(joins)}")
        began = time.monotonic()
        await guest.join()
        joins.append(time.monotonic() - began)
        if len(joins) % SIGN_IN_EVERY == 1:
            status, headers, _ = await asyncio.to_thread(post, ours.port, "/users/login", account)
            sign_ins.append((status, "retry-after" in {name.lower() for name in headers}))
        await asyncio.sleep(1)
        if len(joins) > 3:
            guest.close()
    honest = sum(status == 503 and says_when for status, says_when in sign_ins)
    return {"join": percentile(joins, 0.99), "sign-in": 100 * honest / len(sign_ins), "joined": float(len(joins))}


async def _says(guest: Guest, since: float) -> float:
    """A line that waited, until it is taken: said again whenever the server asks for that, as our client does."""
    assert guest.wire is not None
    while time.monotonic() < since + 60:
        answer = (await guest.wire.ask("chat-message", "typed meanwhile", "Ana", "key-1"))[0]
        if answer["ok"]:
            return time.monotonic() - since
        await asyncio.sleep(answer["error"].get("retryAfterS") or 1)
    return math.inf


async def _on_record(ours: House, token: str, came: int, since: float) -> float:
    """Until everyone who came meanwhile is in the history of somebody who was there."""
    while time.monotonic() < since + 90:
        lines = await asyncio.to_thread(get, ours.port, "/users/get_all_activity", token)
        if isinstance(lines, list) and lines:
            detail = await asyncio.to_thread(get, ours.port, f"/users/activity/{lines[-1]['id']}", token)
            if sum(person["name"].startswith("guest") for person in detail.get("people", [])) == came:
                return time.monotonic() - since
        await asyncio.sleep(0.5)
    return math.inf


DATABASE_GONE = ServerFault(
    name="database_gone",
    title=f"The database is gone for {GONE_S // 60} min",
    how="PostgreSQL; connections to it end and new ones are refused. Five pairs signal, a guest joins each second, somebody signs in now and then.",
    measures={
        "signals": Measure(SIGNALS, "ms", SIGNALS_MS),
        "join": Measure("guests join, p99", "s", 3),
        "sign-in": Measure("sign-ins answered 503 with Retry-After", "%", 100, "at least"),
        "chat": Measure("a line that waited is taken after it is back", "s", 10),
        "record": Measure("everyone who came meanwhile is in the history after it is back", "s", 60),
        "memory": Measure("memory it cost", "MiB", 20),
        "joined": Measure("guests who came meanwhile", ""),
    },
    within_s=GONE_S + 240,
    run=database_gone,
)

# -- comings and goings ----------------------------------------------------------------------------

LASTS_S, WARM_S = 360, 120


async def comings_and_goings() -> dict[str, float]:
    async with house() as ours:
        over = time.monotonic() + LASTS_S

        async def live(of: int) -> int:
            for number in itertools.count():
                if time.monotonic() > over:
                    return number
                pair = [Guest(ours.port, f"life-{of}-{number}", name) for name in ("Ana", "Bo")]
                await together(*pair)
                assert pair[0].wire is not None
                await pair[0].wire.ask("signal", pair[1].id, {"ice": None})
                await pair[0].wire.ask("chat-message", "hello", "Ana", f"{of}-{number}")
                for guest in pair:
                    assert guest.wire is not None
                    await guest.wire.ask("leave-call", {"reason": "left"})
                    guest.close()
            return 0

        lives = asyncio.gather(*(live(of) for of in range(6)))
        await asyncio.sleep(WARM_S)
        files, points = ours.open_files(), []
        while time.monotonic() < over:
            points.append((time.monotonic(), ours.memory_mib()))
            await asyncio.sleep(2)
        pairs = sum(await lives)
        await asyncio.sleep(2)
        return {
            "pairs": float(pairs),
            "slope": 1024 * _slope(points) * LASTS_S / pairs,
            "files": ours.open_files() - files,
        }


def _slope(points: list[tuple[float, float]]) -> float:
    """Of the line of least squares, MiB a second."""
    n = len(points)
    t, m = sum(p[0] for p in points) / n, sum(p[1] for p in points) / n
    return sum((a - t) * (b - m) for a, b in points) / sum((a - t) ** 2 for a, _ in points)


COMINGS = ServerFault(
    name="comings_and_goings",
    title=f"{LASTS_S} s of comings and goings",
    how=f"Rooms of two open, signal, say a line and close, six at a time, as fast as they can. Memory by a straight line through what it was after the first {WARM_S} s, "
    "in which the database's caches fill.",
    measures={
        "pairs": Measure("meetings", ""),
        "slope": Measure("memory that stays of a meeting", "KiB", 0.5),
        "files": Measure("open files more than before", "", 0),
    },
    within_s=LASTS_S + 60,
    run=comings_and_goings,
)

FAULTS = (DATABASE_GONE, COMINGS)
