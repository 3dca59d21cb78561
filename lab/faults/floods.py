"""Floods: of sign-ins, of joins, of what no client says. Everybody else must not notice."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from bench.served import free_port
from bench.wire import Wire, WireClosed
from lab.crowd import HOST, PASSWORD, SIGNALS, SIGNALS_MS, Guest, Talk, flood_udp, house, post
from lab.fault import Measure, ServerFault

FLOOD_S = 8
CONNECTIONS = "1000"
"""New ones per ten seconds and address: the product's own limit, which the laboratory raises elsewhere."""
DATAGRAMS = 1_000_000


async def quiet_and(port: int, flood: Callable[[], int]) -> dict[str, float]:
    """The flood has a process of its own: who measures must not wait for who floods."""
    talk = Talk(port)
    await talk.begin()
    quiet, _ = await talk.during(asyncio.sleep(4))
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        flooded, much = await talk.during(asyncio.get_running_loop().run_in_executor(pool, flood))
    after, _ = await talk.during(asyncio.sleep(2))
    talk.close()
    return {"quiet": quiet, "flooded": flooded, "after": after, "much": float(much)}


def flood(
    name: str, title: str, how: str, what: str, run: Callable[[], Awaitable[dict[str, float]]], remark: str = ""
) -> ServerFault:
    return ServerFault(
        name=name,
        title=title,
        how=f"{how} 20 pairs signal 20 times a second meanwhile, as people whose calls change.",
        measures={
            "quiet": Measure(f"{SIGNALS}, before", "ms"),
            "flooded": Measure(SIGNALS, "ms", SIGNALS_MS),
            "after": Measure(f"{SIGNALS}, afterwards", "ms", SIGNALS_MS),
            "much": Measure(what, ""),
        },
        run=run,
        remark=remark,
    )


async def by_eight(one: Callable[[int, float], Awaitable[int]]) -> int:
    until = time.monotonic() + FLOOD_S
    return sum(await asyncio.gather(*(one(of, until) for of in range(8))))


def knock(port: int, until: float) -> int:
    times = 0
    while time.monotonic() < until:
        post(port, "/users/login", {"username": "ana.lopez", "password": f"wrong {times}"})
        times += 1
    return times


def flood_logins(port: int) -> int:
    return asyncio.run(by_eight(lambda _of, until: asyncio.to_thread(knock, port, until)))


async def logins() -> dict[str, float]:
    async with house() as ours:
        await asyncio.to_thread(
            post, ours.port, "/users/register", {"name": "Ana", "username": "ana.lopez", "password": PASSWORD}
        )
        return await quiet_and(ours.port, partial(flood_logins, ours.port))


async def come_and_go(port: int, of: int, until: float) -> int:
    """How often it was let in."""
    joined = 0
    while time.monotonic() < until:
        guest = Guest(port, f"flood-{of}-{joined % 20}", "somebody")
        with contextlib.suppress(WireClosed):
            await guest.join()
            joined += 1
            guest.close()
    return joined


def flood_joins(port: int) -> int:
    return asyncio.run(by_eight(partial(come_and_go, port)))


async def joins() -> dict[str, float]:
    async with house(TERTULIA_CONNECTIONS_PER_10S_ADDRESS=CONNECTIONS) as ours:
        return await quiet_and(ours.port, partial(flood_joins, ours.port))


FRAMES = (
    '42["signal"]',
    '42["join-call",{"room":[],"name":{},"protocol":"x"}]',
    '42["signal",["a"],{"ice":' + "[" * 500 + "]" * 500 + "}]",
    '42["__proto__",{"constructor":{}}]',
    '42["connect"]',
    "42{",
    "4",
    "45-",
    '451-["x",{"_placeholder":true,"num":0}]',
    '42["chat-message",' + '"' + "y" * 30_000 + '"]',
    "\x00\x01",
)


async def shout(port: int, _of: int, until: float) -> int:
    sent = 0
    wire: Wire | None = None
    while time.monotonic() < until:
        if wire is None or wire.closed.done():
            wire = await Wire.open(HOST, port)
        for _ in range(4):
            wire.send_text(FRAMES[sent % len(FRAMES)])
            sent += 1
        await asyncio.sleep(0.0005)  # who is put out hears of it here
    if wire is not None:
        wire.close()
    return sent


def flood_frames(port: int) -> int:
    return asyncio.run(by_eight(partial(shout, port)))


async def frames() -> dict[str, float]:
    async with house() as ours:
        return await quiet_and(ours.port, partial(flood_frames, ours.port))


async def datagrams() -> dict[str, float]:
    port = free_port()
    async with house(TERTULIA_MEDIA_PORT=str(port)) as ours:
        return await quiet_and(ours.port, partial(flood_udp, port, DATAGRAMS, 1))


LOGINS = flood(
    "login_flood",
    "A flood of sign-ins",
    f"Eight clients sign in with wrong passwords, again and again, for {FLOOD_S} s; the limits that would stop them are off.",
    "sign-ins refused meanwhile",
    logins,
)
JOINS = flood(
    "join_flood",
    "A flood of joins",
    f"Eight clients of one address connect, join a room and go, again and again, for {FLOOD_S} s. From a thousand connections in ten seconds on "
    "(`TERTULIA_CONNECTIONS_PER_10S_ADDRESS`) they are refused, and try again at once.",
    "joins meanwhile",
    joins,
    remark="The limit takes nearly half of the joins away; the first two or three seconds, until the thousand are used up, are as before, and they are what the p99 shows. "
    "A smaller limit would turn away a school that comes back after a restart.",
)
MALFORMED = flood(
    "malformed_frames",
    "A flood of malformed messages",
    f"Eight clients send what no client says, as fast as they may, for {FLOOD_S} s, and come back when they are put out.",
    "messages meanwhile",
    frames,
)
NONSENSE = flood(
    "malformed_datagrams",
    f"{DATAGRAMS:,} malformed datagrams at the media port",
    "Noise, and what begins as STUN, DTLS, RTP and RTCP do, as fast as one thread can send.",
    "datagrams",
    datagrams,
)

FAULTS = (LOGINS, JOINS, MALFORMED, NONSENSE)
