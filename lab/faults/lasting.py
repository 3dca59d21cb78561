"""What goes on for long: a database that fails, and comings and goings without end."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path

from bench.report import percentile
from lab.crowd import PASSWORD, SIGNALS, SIGNALS_MS, Guest, House, Talk, get, house, post, together
from lab.fault import Measure, ServerFault

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path += [str(ROOT / "server"), str(ROOT / "tools")]

# -- a database that fails -------------------------------------------------------------------------

GONE_S = 600
REFUSES_S = 60
DISK_MIB = 16
SIGN_IN_EVERY = 15
"""Guests; more often, and it would be refused as a flood."""

Act = Callable[[], Awaitable[None]]


async def through(url: str, lasts_s: float, fail: Act, mend: Act) -> dict[str, float]:
    """People talk, come and try to sign in while the database at `url` fails; `fail` and `mend` make it so."""
    async with house(TERTULIA_DATABASE_URL=url) as ours:
        account = {"name": "Ana", "username": "ana.lopez", "password": PASSWORD}
        await asyncio.to_thread(post, ours.port, "/users/register", account)
        token = (await asyncio.to_thread(post, ours.port, "/users/login", account))[2]["token"]
        ana = Guest(ours.port, "meanwhile", "Ana", token=token)
        await ana.join()
        talk = Talk(ours.port, pairs=5)
        await talk.begin()
        before = ours.memory_mib()
        await fail()
        signals, found = await talk.during(_meanwhile(ours, account, lasts_s))
        grown = ours.memory_mib() - before
        await mend()
        back = time.monotonic()
        chat = await _says(ana, back)
        record = await _on_record(ours, token, int(found["joined"]), back)
        talk.close()
        ana.close()
        return {"signals": signals, "memory": grown, "chat": chat, "record": record, **found}


def postgresql(folder: str) -> str:
    import testdb

    if why := testdb.why_missing("postgresql"):
        raise RuntimeError(why)
    return testdb.fresh_url("postgresql", Path(folder))


async def database_gone() -> dict[str, float]:
    from tests.store.gate import gate_to

    with tempfile.TemporaryDirectory(prefix="tertulia-lab-db-") as name:
        async with gate_to(postgresql(name)) as gate:
            return await through(gate.url, GONE_S, gate.cut, gate.open)


async def database_read_only() -> dict[str, float]:
    """As after a failover, on a server that only follows: every write is refused, whatever is read is answered."""
    import asyncpg  # type: ignore[import-untyped]

    with tempfile.TemporaryDirectory(prefix="tertulia-lab-db-") as name:
        url = postgresql(name)

        async def refuse(writes: str) -> None:
            owner = await asyncpg.connect(url)
            try:
                await owner.execute(f"ALTER SYSTEM SET default_transaction_read_only = {writes}")
                await owner.execute("SELECT pg_reload_conf()")
            finally:
                await owner.close()

        try:
            return await through(url, REFUSES_S, partial(refuse, "on"), partial(refuse, "off"))
        finally:
            await refuse("off")


@contextlib.contextmanager
def small_disk() -> Iterator[Path]:
    """One of its own, in memory."""
    with tempfile.TemporaryDirectory(prefix="tertulia-lab-disk-") as name:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MIB}m", "tertulia-lab", name], check=True)
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", name], check=True)


async def disk_full() -> dict[str, float]:
    with small_disk() as disk:
        rest = disk / "of-somebody-else"

        async def fill() -> None:
            with rest.open("wb", buffering=0) as file, contextlib.suppress(OSError):
                while True:
                    file.write(bytes(4096))

        async def clear() -> None:
            rest.unlink()

        return await through(f"sqlite:///{disk}/tertulia.db", REFUSES_S, fill, clear)


async def _meanwhile(ours: House, account: dict[str, str], lasts_s: float) -> dict[str, float]:
    over = time.monotonic() + lasts_s
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


def database(
    name: str, title: str, how: str, lasts_s: float, run: Callable[[], Awaitable[dict[str, float]]]
) -> ServerFault:
    return ServerFault(
        name=name,
        title=title,
        how=f"{how} Five pairs signal, a guest joins each second, somebody signs in now and then.",
        measures={
            "signals": Measure(SIGNALS, "ms", SIGNALS_MS),
            "join": Measure("guests join, p99", "s", 3),
            "sign-in": Measure("sign-ins answered 503 with Retry-After", "%", 100, "at least"),
            "chat": Measure("a line that waited is taken after it is back", "s", 10),
            "record": Measure("everyone who came meanwhile is in the history after it is back", "s", 60),
            "memory": Measure("memory it cost", "MiB", 20),
            "joined": Measure("guests who came meanwhile", ""),
        },
        within_s=lasts_s + 240,
        run=run,
    )


DATABASES = [
    database(
        "database_gone",
        f"The database is gone for {GONE_S // 60} min",
        "PostgreSQL; connections to it end and new ones are refused.",
        GONE_S,
        database_gone,
    ),
    database(
        "database_read_only",
        f"The database takes no writes for {REFUSES_S} s",
        "PostgreSQL; what is asked is answered, what is to be written is refused.",
        REFUSES_S,
        database_read_only,
    ),
    database(
        "disk_full",
        f"The disk is full for {REFUSES_S} s",
        f"SQLite on a disk of {DISK_MIB} MiB that something else fills to the last byte.",
        REFUSES_S,
        disk_full,
    ),
]

# -- comings and goings ----------------------------------------------------------------------------

LASTS_S, WARM_S = 1200, 120


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
    title=f"{LASTS_S // 60} minutes of comings and goings",
    how=f"Rooms of two open, signal, say a line and close, six at a time, as fast as they can. Memory by a straight line through what it was after the first {WARM_S} s, "
    "in which the database's caches fill.",
    remark="Four hours in which time is moved on are tests: server/tests/realtime/test_hours.py (objects, tasks, timers and files, to the last one), and of the media server media/sfu-core/tests/meetings.rs (rooms, people and memory).",
    measures={
        "pairs": Measure("meetings", ""),
        "slope": Measure("memory that stays of a meeting", "KiB", 0.5),
        "files": Measure("open files more than before", "", 0),
    },
    within_s=LASTS_S + 60,
    run=comings_and_goings,
)

FAULTS = (*DATABASES, COMINGS)
