"""Three people who are nothing but wire meet through a server, over UDP and over TCP."""

from __future__ import annotations

import asyncio
import contextlib
import re
import secrets
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from tertulia.cli.visitor import NoWay, Visitor, visit

Transport = Literal["udp", "tcp"]
T = TypeVar("T")

PEOPLE = 3
SEATS_MAX = 10
"""A room goes through the media server from some size on; larger than this nobody sets it."""

MOVE_WITHIN_S = 5.0
ANSWER_WITHIN_S = 8.0
MEET_WITHIN_S = 8.0
ENOUGH = {"pictures": 5, "sounds": 10}


@dataclass
class Result:
    """Of one transport. `mend` is empty when it went well."""

    sentence: str
    mend: str = ""
    notes: Sequence[str] = ()

    @property
    def is_well(self) -> bool:
        return not self.mend


async def try_both(url: str) -> list[Result]:
    """Raises `NoWay` when it does not come to a meeting at all."""
    async with contextlib.AsyncExitStack() as stack:
        room = f"doctor-{secrets.token_hex(6)}"
        visitors: list[Visitor] = []
        mode, epoch, held = "mesh", 0, None
        while mode != "sfu" and len(visitors) < SEATS_MAX:
            visitor = await stack.enter_async_context(visit(url))
            wish = {"room": room, "name": f"Doctor {len(visitors) + 1}", "protocol": 1, "planes": ["mesh", "sfu"]}
            ack = await _within(ANSWER_WITHIN_S, visitor.ask("join-call", wish), "the server does not answer a join")
            visitors.append(visitor)
            mode, epoch, held = _topology(ack)
        if mode != "sfu":
            mode, epoch, held = await _moved(visitors[0])
        if mode != "sfu":
            raise NoWay(_why_mesh(held))
        people = visitors[:PEOPLE]
        return [await _try(people, transport, epoch) for transport in ("udp", "tcp")]


def _topology(ack: dict[str, Any]) -> tuple[str, int, str | None]:
    topology = ack["snapshot"]["topology"]
    return topology["mode"], topology["epoch"], topology.get("held")


async def _moved(visitor: Visitor) -> tuple[str, int, str | None]:
    """The topology, once it has had time to change."""
    topology = _topology(await visitor.ask("sync-room"))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(MOVE_WITHIN_S):
            while topology[0] != "sfu":
                await asyncio.sleep(0.2)
                topology = _topology(await visitor.ask("sync-room"))
    return topology


def _why_mesh(held: str | None) -> str:
    if held == "no_server":
        return "that server has no media server, so its rooms stay a mesh (its own log says why, when it starts)"
    return f"a room of {SEATS_MAX} does not go through the media server (see --sfu-from)"


async def _try(people: Sequence[Visitor], transport: Transport, epoch: int) -> Result:
    """At each announced address, until one works."""
    notes: list[str] = []
    reports: list[dict[str, Any]] = []
    addresses: list[str] = []
    tried = 0
    while tried == 0 or tried < len(addresses):
        try:
            addresses, reports = await _meet(people, transport, epoch, tried, addresses)
        except NoWay as why:
            return Result(f"over {transport.upper()}: {why}", "The server's log says more.")
        if not addresses:
            return Result(
                f"the server announces no {transport.upper()} address",
                "It knows no address of its own: name one with --public-ip.",
            )
        if all(_met(number, report) for number, report in enumerate(reports)):
            took = max(float(report["connected_after_ms"]) for report in reports)
            well = f"{PEOPLE} people see and hear each other over {transport.upper()} at {addresses[tried]}"
            return Result(f"{well} (connected in {took:.0f} ms)", notes=notes)
        notes.append(f"{addresses[tried]} over {transport.upper()}: {_what_happened(reports)}")
        tried += 1
    return Result(
        f"{PEOPLE} people cannot meet over {transport.upper()}: {_what_happened(reports)}",
        _mend(transport, addresses, reports),
        notes[:-1],
    )


async def _meet(
    people: Sequence[Visitor], transport: Transport, epoch: int, which: int, addresses: list[str]
) -> tuple[list[str], list[dict[str, Any]]]:
    """The announced addresses and what each saw, having tried the address number `which`."""
    import tertulia_sfu

    peers = [tertulia_sfu.SyntheticPeer(number, transport=transport) for number in range(len(people))]
    try:
        for visitor, peer in zip(people, peers, strict=True):
            answer = await _answer(visitor, peer, f"doctor-{transport}-{which}", epoch)
            addresses = _announced(answer, transport)
            if not addresses:
                return [], []
            peer.answer(answer, at=addresses[which].rpartition(":")[0].strip("[]"))
        reports: list[dict[str, Any]] = []
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(MEET_WITHIN_S):
                while True:
                    reports = [peer.report() for peer in peers]
                    if all(_met(number, report) for number, report in enumerate(reports)):
                        break
                    if any(report["problem"] for report in reports):
                        break
                    await asyncio.sleep(0.1)
        return addresses, reports
    finally:
        for peer in peers:
            await asyncio.to_thread(peer.close)


async def _answer(visitor: Visitor, peer: Any, pc: str, epoch: int) -> str:
    offer = {"type": "offer", "sdp": peer.sdp}
    signal = {"pc": pc, "n": 1, "epoch": epoch, "sdp": offer, "tracks": peer.tracks, "slots": peer.slots}
    await _within(ANSWER_WITHIN_S, visitor.ask("signal", "sfu", signal), "the server does not take an offer")

    async def heard() -> str:
        while True:
            said = await visitor.signals.get()
            if said.get("pc") != pc:
                continue  # about an earlier try
            if failed := said.get("failed"):
                raise NoWay(f"the media server refused: {failed.get('message')} ({failed.get('code')})")
            if sdp := (said.get("sdp") or {}).get("sdp"):
                return str(sdp)

    return await _within(ANSWER_WITHIN_S, heard(), "the media server does not answer an offer")


def _announced(sdp: str, transport: Transport) -> list[str]:
    """Best first, as `SyntheticPeer` orders them (RFC 8839 section 5.1)."""
    found = re.findall(rf"^a=candidate:\S+ \d+ {transport} (\d+) (\S+) (\d+)", sdp, re.M | re.I)
    ordered = sorted(found, key=lambda candidate: -int(candidate[0]))
    return list(dict.fromkeys(f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}" for _, ip, port in ordered))


def _met(number: int, report: dict[str, Any]) -> bool:
    others = [other for other in range(PEOPLE) if other != number]
    return all(
        report["received"].get(other, {}).get(kind, 0) >= enough for other in others for kind, enough in ENOUGH.items()
    )


def _what_happened(reports: Sequence[dict[str, Any]]) -> str:
    for report in reports:
        if report["problem"]:
            return str(report["problem"])
    connected = sum(report["transport"] is not None for report in reports)
    if connected < PEOPLE:
        return f"{connected} of {PEOPLE} connected"
    return "all connected, but not everyone's picture and sound arrived"


def _mend(transport: Transport, addresses: Sequence[str], reports: Sequence[dict[str, Any]]) -> str:
    if reports and all(report["transport"] is not None for report in reports):
        return "Packets are lost on the way or the machine is overloaded; the server's /metrics show which."
    port = addresses[0].rpartition(":")[2] if addresses else "?"
    return (
        f"Open {transport.upper()} port {port} in the firewall (and on the router: forward it to this machine). Are "
        f"{', '.join(addresses)} the addresses of this machine as others see it? If not, name them with --public-ip."
    )


async def _within(seconds: float, doing: Awaitable[T], otherwise: str) -> T:
    try:
        async with asyncio.timeout(seconds):
            return await doing
    except TimeoutError:
        raise NoWay(otherwise) from None
