"""What whoever is compared can do; the floor, and ours. Each takes clients of the generator into rooms."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Protocol

from bench.served import ROOT, SERVER_CORE
from bench.sfu.generator import Load, Sends, Talk

SLOTS = 9
"""What a browser of ours has for the pictures of others, whatever it looks at."""


class Contender(Protocol):
    name: str
    home: str
    """Where its clients live: at an address of the same machine that it is willing to talk to."""

    async def start(self, folder: Path) -> None: ...

    @property
    def pid(self) -> int: ...

    async def publish(self, clients: Talk, room: str, who: str, sends: Sends) -> None:
        """Makes `who` a publisher of the room, and waits until it is connected."""

    async def subscribe(self, clients: Talk, room: str, who: str, to: list[str]) -> float:
        """Lets `who` see those in the room; how long it took until it was connected, milliseconds."""

    async def leave(self, clients: Talk, who: str) -> None:
        """`who` is gone."""

    async def stop(self) -> None: ...


class Ours:
    name = "tertulia"
    home = "127.0.0.1"
    _talk: Talk

    async def start(self, folder: Path) -> None:
        program = ROOT / "bench" / "peers" / "sfu.py"
        self._talk = await Talk.start(sys.executable, program, core=SERVER_CORE, log=folder / "log")
        await self._talk.hear(type="ready")
        self._rooms: dict[str, str] = {}

    @property
    def pid(self) -> int:
        return self._talk.process.pid

    async def publish(self, clients: Talk, room: str, who: str, sends: Sends) -> None:
        await self._enter(clients, room, who, slots=0, sends=sends, say=None)

    async def subscribe(self, clients: Talk, room: str, who: str, to: list[str]) -> float:
        tiles = [{"id": other, "source": "camera", "width": 640, "height": 360, "pinned": False} for other in to]
        wish = {"type": "media-wish", "rev": 1, "tiles": tiles, "audioOnly": False}
        return await self._enter(clients, room, who, slots=SLOTS, sends="picture", say=json.dumps(wish))

    async def leave(self, clients: Talk, who: str) -> None:
        self._talk.tell(leave=who, room=self._rooms.pop(who))
        clients.tell(do="drop", id=who)

    async def sign_in(self, on: bool) -> int:
        """Begins or ends to check passwords in the same process, as fast as it may; how many it has checked."""
        self._talk.tell(sign_in=on)
        return int((await self._talk.hear(type="sign-ins"))["count"])

    async def _enter(self, clients: Talk, room: str, who: str, *, slots: int, sends: Sends, say: str | None) -> float:
        self._rooms[who] = room
        clients.tell(do="offer", id=who, slots=slots, sends=sends, say=say)
        offer = await clients.hear(**{"is": "offer", "id": who})
        self._talk.tell(room=room, id=who, sdp=offer["sdp"], tracks=offer["tracks"], slots=offer["slots"])
        answer = await self._talk.hear(type="answer", participant=who)
        clients.tell(do="answer", id=who, sdp=answer["sdp"])
        return float((await clients.hear(**{"is": "connected", "id": who}))["after_ms"])

    async def stop(self) -> None:
        await self._talk.end()


class Floor:
    """No server: the same packets, encrypted and sent, and nothing else. See `media/sfu-load/src/floor.rs`."""

    def __init__(self, load: Load, packets_per_call: int) -> None:
        self.name = f"floor, {packets_per_call} a call"
        self._load = load
        self._packets_per_call = packets_per_call

    async def start(self, ports: list[int]) -> None:
        load = self._load
        numbers = (load.frames_per_s, load.publishers, load.packets_per_frame, load.bytes, self._packets_per_call)
        program = ROOT / "media" / "target" / "release" / "sfu-load"
        self._talk = await Talk.start(
            program, "floor", *(str(number) for number in (*numbers, *ports)), core=SERVER_CORE
        )
        await asyncio.sleep(0.5)

    @property
    def pid(self) -> int:
        return self._talk.process.pid

    async def stop(self) -> None:
        await self._talk.end()
