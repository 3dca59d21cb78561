"""Made-up participants: a socket, and media through the server that nobody need decode."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from typing import Any

import tertulia_sfu

from bench.served import ROOT, Served
from bench.wire import Wire

sys.path.append(str(ROOT / "e2e"))
from harness.waiting import eventually

SLOTS = 9


@dataclass
class Made:
    wire: Wire
    media: Any

    def close(self) -> None:
        self.media.close()
        self.wire.close()


async def made(served: Served, room: str, *numbers: int) -> list[Made]:
    """They join, one after the other, and are connected to the media server: with the last of them at the latest the room
    goes through it. `numbers` tell what they send apart."""
    joined = [await join(served, room, number) for number in numbers]
    epoch = joined[-1][2]
    return [
        await connect(number, epoch, wire, answer) for number, (wire, answer, _) in zip(numbers, joined, strict=True)
    ]


async def join(served: Served, room: str, number: int) -> tuple[Wire, asyncio.Future[str], int]:
    """The socket, what the media server will answer, and the epoch of the room's topology."""
    answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def on_event(_: Wire, text: str) -> None:
        if text.startswith('["signal","sfu"') and not answer.done():
            message = json.loads(text)[2]
            answer.set_result(message["sdp"]["sdp"]) if "sdp" in message else answer.set_exception(
                RuntimeError(f"refused: {message}")
            )

    wire = await Wire.open("127.0.0.1", served.port, on_event)
    state = {"mic": True, "camera": True}
    wish = {"room": room, "name": f"Guest {number}", "protocol": 1, "planes": ["mesh", "sfu"], "state": state}
    ack = (await wire.ask("join-call", wish))[0]
    if not ack["ok"]:
        raise RuntimeError(f"join refused: {ack}")
    return wire, answer, int(ack["snapshot"]["topology"]["epoch"])


async def connect(number: int, epoch: int, wire: Wire, answer: asyncio.Future[str]) -> Made:
    media = tertulia_sfu.SyntheticPeer(number, video_slots=SLOTS)
    offer = {"pc": "made", "n": 1, "epoch": epoch, "sdp": {"type": "offer", "sdp": media.sdp}}
    said = (await wire.ask("signal", "sfu", {**offer, "tracks": media.tracks, "slots": media.slots}))[0]
    if not said["ok"]:
        raise RuntimeError(f"offer refused: {said}")
    media.answer(await asyncio.wait_for(answer, 10), at="127.0.0.1")

    async def why_not() -> str | None:
        report = media.report()
        return None if report["transport"] else f"guest {number} is not connected: {report}"

    await eventually(why_not)
    return Made(wire, media)
