"""Floods: of sign-ins, of joins, of what no client says. Everybody else must not notice."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import random
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from bench.served import free_port
from bench.wire import Wire, WireClosed
from lab.crowd import HOST, PASSWORD, SIGNALS, SIGNALS_MS, Guest, Talk, flood_udp, house, post
from lab.fault import CallFault, Measure, Pair, ServerFault
from lab.faults.outages import UNBROKEN, unbroken
from lab.namespace import Place
from lab.recording import now_s
from lab.stage import SERVER, THROUGH_SERVER

FLOOD_S = 8
GARBAGE = (
    "What everybody noticed was Python's search for garbage in all that the program had loaded, 0.1 to 0.2 s a time, in which nobody was heard "
    "(p99 112 ms for joins, 197 ms for offers); what is there at the start is left out of it now."
)
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
    name: str,
    title: str,
    how: str,
    what: str,
    run: Callable[[], Awaitable[dict[str, float]]],
    remark: str = "",
    more: dict[str, Measure] | None = None,
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
            **(more or {}),
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


OFFERS = [
    path.read_text() for path in sorted((Path(__file__).parents[2] / "media/sfu-core/tests/offers").glob("*.sdp"))
]
PLANES = ["mesh", "sfu"]


def garbled(rng: random.Random) -> str:
    """A browser's offer in which some lines are gone, doubled, in another's place, cut short, or say a number too large."""
    lines = rng.choice(OFFERS).splitlines()
    for _ in range(rng.choice((1, 3, 20))):
        at = rng.randrange(len(lines))
        lines[at : at + 1] = rng.choice(
            (
                [],
                [lines[at]] * rng.choice((2, 50)),
                [rng.choice(lines)],
                [lines[at][: rng.randrange(len(lines[at]) + 1)]],
                ["".join("9" * 12 if letter.isdigit() else letter for letter in lines[at])],
                [lines[at].replace("=", "\x00", 1)],
            )
        )
    return "\r\n".join(lines) + "\r\n"


async def sit(port: int, room: str) -> tuple[Wire, int]:
    """Somebody who can go through the media server, and the epoch of the room."""
    wire = await Wire.open(HOST, port)
    ack = (await wire.ask("join-call", {"room": room, "name": "somebody", "protocol": 1, "planes": PLANES}))[0]
    return wire, ack["snapshot"]["topology"]["epoch"]


async def offer_nonsense(port: int, of: int, until: float) -> int:
    rng, room, sent = random.Random(of), f"offers-{of}", 0
    partner, _ = await sit(port, room)  # the second makes the room go through the server
    while time.monotonic() < until:
        with contextlib.suppress(WireClosed):
            wire, epoch = await sit(port, room)
            for number in range(10):
                sdp = {"type": "offer", "sdp": garbled(rng)}
                offer: dict[str, Any] = {"pc": f"{number}", "n": 1, "epoch": epoch, "sdp": sdp, "tracks": {"0": "mic"}}
                wire.emit("signal", "sfu", {**offer, "slots": {}})
                sent += 1
            await wire.ask("sync-room")
            wire.close()
    partner.close()
    return sent


def flood_offers(port: int) -> int:
    return asyncio.run(by_eight(partial(offer_nonsense, port)))


async def offers() -> dict[str, float]:
    async with house(
        TERTULIA_MEDIA_PORT=str(free_port()), TERTULIA_CONNECTIONS_PER_10S_ADDRESS=CONNECTIONS, **THROUGH_SERVER
    ) as ours:
        room = [await sit(ours.port, "beside") for _ in range(2)]
        found = await quiet_and(ours.port, partial(flood_offers, ours.port))
        mode = (await room[0][0].ask("sync-room"))[0]["snapshot"]["topology"]["mode"]
        return {**found, "lives": float(mode == "sfu")}


MEDIA_PORT = """async () => {
  for (const connection of __probe.peers) {
    const stats = [...(await connection.getStats()).values()];
    const pair = stats.find((each) => each.type === "candidate-pair" && each.nominated);
    if (pair !== undefined) return stats.find(({ id }) => id === pair.remoteCandidateId).port;
  }
}"""


def flooded_inside(place: Place, port: int) -> int:
    """From beside the server: over the network of the laboratory it would be that network which is flooded."""
    with place.inside(), ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(flood_udp, port, DATAGRAMS, 1, place.address).result()


async def flood_amid_a_call(pair: Pair) -> dict[str, float]:
    port = await pair.bo.page.evaluate(MEDIA_PORT)
    began = now_s()
    much = await asyncio.to_thread(flooded_inside, pair.stage.net[SERVER], port)
    return {**await unbroken(pair, began), "much": float(much)}


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
    remark="The limit takes nearly half of the joins away; a smaller one would turn away a school that comes back after a restart. "
    + GARBAGE,
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

GARBLED = flood(
    "malformed_offers",
    "A flood of malformed offers to the media server",
    f"Eight clients of rooms that go through it send offers of browsers in which lines are gone, doubled or spoiled, for {FLOOD_S} s, and sit down anew after each ten: one more would be refused unread. From a thousand connections in ten seconds on they are refused.",
    "offers meanwhile",
    offers,
    remark=f"{GARBAGE} Ten offers are 230 kB that come in one read and are taken in one go, some 10 ms; letting others speak between them made no difference that could be measured.",
    more={"lives": Measure("rooms still go through the media server afterwards, of 1", "", 1, "at least")},
)
AMID = CallFault(
    name="malformed_datagrams_call",
    title=f"{DATAGRAMS:,} malformed datagrams at the media port during a call through the server",
    how="As above, from beside the server, to the port over which two people see and hear each other.",
    measures={**UNBROKEN, "much": Measure("datagrams", "")},
    run=flood_amid_a_call,
    through_server=True,
)

FAULTS = (LOGINS, JOINS, MALFORMED, GARBLED, NONSENSE, AMID)
