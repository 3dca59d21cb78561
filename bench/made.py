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


async def made(served: Served, room: str, number: int) -> Made:
    """Joins and is connected to the media server."""
    answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def on_event(_: Wire, text: str) -> None:
        if text.startswith('["signal","sfu"') and not answer.done():
            message = json.loads(text)[2]
            answer.set_result(message["sdp"]["sdp"]) if "sdp" in message else answer.set_exception(
                RuntimeError(f"refused: {message}")
            )

    wire = await Wire.open("127.0.0.1", served.port, on_event)
    state = {"mic": True, "camera": True}
    join = {"room": room, "name": f"Guest {number}", "protocol": 1, "planes": ["mesh", "sfu"], "state": state}
    ack = (await wire.ask("join-call", join))[0]
    if not ack["ok"]:
        raise RuntimeError(f"join refused: {ack}")
    media = tertulia_sfu.SyntheticPeer(number, video_slots=SLOTS)
    epoch = ack["snapshot"]["topology"]["epoch"]
    offer = {"pc": "crowd", "n": 1, "epoch": epoch, "sdp": {"type": "offer", "sdp": media.sdp}}
    said = (await wire.ask("signal", "sfu", {**offer, "tracks": media.tracks, "slots": media.slots}))[0]
    if not said["ok"]:
        raise RuntimeError(f"offer refused: {said}")
    media.answer(await asyncio.wait_for(answer, 10), at="127.0.0.1")

    async def why_not() -> str | None:
        report = media.report()
        return None if report["transport"] else f"guest {number} is not connected: {report}"

    await eventually(why_not)
    return Made(wire, media)
