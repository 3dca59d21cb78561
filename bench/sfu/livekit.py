"""LiveKit from the registry of Go modules, at its best: one UDP port, ICE-lite, no log, no other node.

It is spoken to in JSON over its WebSocket: whoever sends it text is answered in text. What it says before it has read some
is Protocol Buffers, of which we read as much as we need.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import jwt

from bench.served import ROOT, SERVER_CORE, pin
from bench.sfu import place
from bench.sfu.generator import Sends, Talk

VERSION = (ROOT / "tools" / "pins" / "livekit.txt").read_text().strip().rpartition("@v")[2]
PROGRAM = ROOT / ".tools" / "livekit" / "server"
STARTS_WITHIN_S = 20.0
PING_EVERY_S = 5.0
KINDS: dict[Sends, tuple[str, str]] = {
    "picture": ("VIDEO", "CAMERA"),
    "layers": ("VIDEO", "CAMERA"),
    "sound": ("AUDIO", "MICROPHONE"),
}
CONFIGURATION = """
port: {port}
bind_addresses: ["127.0.0.1"]
logging: {{ level: error, pion_level: error }}
rtc:
  udp_port: {media}
  use_ice_lite: true
  use_external_ip: false
  node_ip: {address}
keys: {{ bench: {secret} }}
"""


class Member:
    """One participant's WebSocket, and what came over it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._candidates: dict[str, asyncio.Queue[str]] = {"PUBLISHER": asyncio.Queue(), "SUBSCRIBER": asyncio.Queue()}
        self._candidate: dict[str, str] = {}
        self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._ping())]

    async def say(self, **what: Any) -> None:
        await self._socket.send_str(json.dumps(what))

    async def hear(self, *kinds: str) -> dict[str, Any]:
        async with asyncio.timeout(STARTS_WITHIN_S):
            while True:
                said = await self._said.get()
                for kind in kinds:
                    if kind in said:
                        return dict(said[kind])

    async def description(self, kind: str, target: str) -> tuple[str, int]:
        """An offer or an answer, with a candidate in it, where those are told apart from it; and its number."""
        said = await self.hear(kind)
        sdp, number = str(said["sdp"]), int(said.get("id", 0))
        if "a=candidate" in sdp:
            return sdp, number
        if target not in self._candidate:
            async with asyncio.timeout(STARTS_WITHIN_S):
                self._candidate[target] = await self._candidates[target].get()
        return re.sub(r"(a=ice-pwd:[^\r\n]*\r\n)", rf"\1a={self._candidate[target]}\r\n", sdp), number

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self._socket.close()

    async def _listen(self) -> None:
        async for message in self._socket:
            said = json.loads(message.data) if message.type is aiohttp.WSMsgType.TEXT else early(message.data)
            if "trickle" in said:
                candidate = json.loads(said["trickle"]["candidateInit"])["candidate"]
                if " udp " in candidate.lower():
                    self._candidates[said["trickle"].get("target", "PUBLISHER")].put_nowait(candidate)
            else:
                self._said.put_nowait(said)

    async def _ping(self) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                await self.say(pingReq={"timestamp": str(int(time.time() * 1000)), "rtt": "0"})
                await asyncio.sleep(PING_EVERY_S)


class LiveKit:
    name = f"LiveKit {VERSION}"
    home = place.ADDRESS
    _process: subprocess.Popen[bytes]

    @staticmethod
    def is_there() -> bool:
        return PROGRAM.exists()

    async def start(self, folder: Path) -> None:
        self._port, media = free_port(socket.SOCK_STREAM), free_port(socket.SOCK_DGRAM)
        self._secret = secrets.token_hex(32)
        configuration = folder / "livekit.yaml"
        configuration.write_text(
            CONFIGURATION.format(port=self._port, media=media, address=place.ADDRESS, secret=self._secret)
        )
        self._launch(configuration, folder / "log")
        self._web = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))  # more than 100 at once
        self._members: dict[str, Member] = {}
        async with asyncio.timeout(STARTS_WITHIN_S):
            while True:
                with contextlib.suppress(aiohttp.ClientError):
                    async with self._web.get(f"http://127.0.0.1:{self._port}/") as answer:
                        if answer.status == 200:
                            return
                if self._process.poll() is not None:
                    raise RuntimeError(f"LiveKit did not start:\n{(folder / 'log').read_text()[-3000:]}")
                await asyncio.sleep(0.05)

    def _launch(self, configuration: Path, log: Path) -> None:
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                [str(PROGRAM), "--config", str(configuration)],
                stdout=out,
                stderr=subprocess.STDOUT,
                preexec_fn=lambda: pin({SERVER_CORE}),
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    async def publish(self, clients: Talk, room: str, who: str, sends: Sends) -> None:
        member = await self._join(room, who)
        clients.tell(do="offer", id=who, slots=0, sends=sends, say=None)
        offer = await clients.hear(**{"is": "offer", "id": who})
        kind, source = KINDS[sends]
        await member.say(addTrack={"cid": track_id(offer["sdp"]), "name": who, "type": kind, "source": source})
        await member.hear("trackPublished")
        await member.say(offer={"type": "offer", "sdp": offer["sdp"]})
        answer, _ = await member.description("answer", "PUBLISHER")
        clients.tell(do="answer", id=who, sdp=answer)
        await clients.hear(**{"is": "connected", "id": who})

    async def subscribe(self, clients: Talk, room: str, who: str, to: list[str]) -> float:
        member = await self._join(room, who)
        seen = 0
        while seen < len(to):  # tracks come one after the other, or several at once
            sdp, number = await member.description("offer", "SUBSCRIBER")
            clients.tell(do="accept", id=who, sdp=sdp)
            answer = await clients.hear(**{"is": "answer", "id": who})
            await member.say(answer={"type": "answer", "sdp": answer["sdp"], "id": number})
            seen = len(re.findall(r"^m=(?:audio|video) ", sdp, re.MULTILINE))
        return float((await clients.hear(**{"is": "connected", "id": who}))["after_ms"])

    async def leave(self, clients: Talk, who: str) -> None:
        clients.tell(do="drop", id=who)
        await self._members.pop(who).close()

    async def stop(self) -> None:
        for member in self._members.values():
            await member.close()
        await self._web.close()
        self._process.terminate()
        try:
            await asyncio.to_thread(self._process.wait, 10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)

    async def _join(self, room: str, who: str) -> Member:
        now = int(time.time())
        grant = {"room": room, "roomJoin": True}
        claims = {"iss": "bench", "sub": who, "nbf": now - 10, "exp": now + 3600, "video": grant}
        token = jwt.encode(claims, self._secret, "HS256")
        query = {"access_token": token, "auto_subscribe": "1", "protocol": "9", "sdk": "js", "version": "2.0.0"}
        member = Member(await self._web.ws_connect(f"http://127.0.0.1:{self._port}/rtc", params=query))
        self._members[who] = member
        return member


def fields(data: bytes) -> Iterator[tuple[int, bytes | int]]:
    """Number and value of each field of a message (Protocol Buffers, encoding): whole numbers and what has a length."""

    at = 0

    def number() -> int:
        nonlocal at
        found = shift = 0
        while True:
            byte = data[at]
            at += 1
            found |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return found

    while at < len(data):
        key = number()
        if key & 7 == 0:
            yield key >> 3, number()
        elif key & 7 == 2:
            length = number()
            yield key >> 3, data[at : at + length]
            at += length
        else:
            at += {1: 8, 5: 4}[key & 7]


def early(data: bytes) -> dict[str, Any]:
    """What was said before it knew that we speak JSON, in JSON's words: descriptions and candidates."""
    said: dict[str, Any] = {}
    for kind, value in fields(data):
        if isinstance(value, bytes) and kind in (2, 3):
            parts = dict(fields(value))
            said["answer" if kind == 2 else "offer"] = {"sdp": text_of(parts[2]), "id": parts.get(3, 0)}
        elif isinstance(value, bytes) and kind == 4:
            parts = dict(fields(value))
            target = "SUBSCRIBER" if parts.get(2) == 1 else "PUBLISHER"
            said["trickle"] = {"candidateInit": text_of(parts[1]), "target": target}
    return said


def text_of(value: bytes | int) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def track_id(sdp: str) -> str:
    """What the offer calls its track (RFC 8830)."""
    found = re.search(r"^a=msid:\S+ (\S+)", sdp, re.MULTILINE)
    if found is None:
        raise RuntimeError("the offer names no track")
    return found[1]


def free_port(kind: socket.SocketKind) -> int:
    with socket.socket(type=kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
