"""A participant that is no browser and none of our code: python-socketio for the wire, aiortc for the media."""

from __future__ import annotations

import array
import asyncio
import contextlib
import fractions
import json
import math
from typing import Any

import socketio  # type: ignore[import-untyped]
from aiortc import MediaStreamTrack, RTCPeerConnection, RTCSessionDescription
from aiortc.sdp import candidate_from_sdp
from av import AudioFrame, VideoFrame

from harness.waiting import eventually

FPS = 15
AUDIO_HZ = 48_000
TONE_HZ = 440


class Bars(MediaStreamTrack):
    """A small moving picture: 320 x 180 at `FPS`, a bright bar that walks across."""

    kind = "video"

    def __init__(self) -> None:
        super().__init__()
        self._frame = 0
        self._start: float | None = None

    async def recv(self) -> VideoFrame:
        loop = asyncio.get_running_loop()
        self._start = self._start or loop.time()
        await asyncio.sleep(max(0.0, self._start + self._frame / FPS - loop.time()))
        at = (self._frame * 8) % 300
        frame = VideoFrame(320, 180, "yuv420p")
        for plane, (ground, bar) in zip(frame.planes, ((60, 200), (128, 90), (128, 170)), strict=True):
            row = bytearray([ground]) * plane.line_size
            scale = plane.width / frame.width
            row[int(at * scale) : int((at + 20) * scale)] = bytes([bar]) * int(20 * scale)
            plane.update(bytes(row) * plane.height)
        frame.pts, frame.time_base = self._frame * 90_000 // FPS, fractions.Fraction(1, 90_000)
        self._frame += 1
        return frame


class Tone(MediaStreamTrack):
    """A steady note, in frames of 20 ms."""

    kind = "audio"

    def __init__(self) -> None:
        super().__init__()
        self._frame = 0
        self._start: float | None = None

    async def recv(self) -> AudioFrame:
        loop = asyncio.get_running_loop()
        size = AUDIO_HZ // 50
        self._start = self._start or loop.time()
        await asyncio.sleep(max(0.0, self._start + self._frame / 50 - loop.time()))
        at = self._frame * size
        turn = 2 * math.pi * TONE_HZ / AUDIO_HZ
        frame = AudioFrame(format="s16", layout="mono", samples=size)
        frame.planes[0].update(array.array("h", (int(8000 * math.sin(turn * (at + n))) for n in range(size))).tobytes())
        frame.sample_rate, frame.pts, frame.time_base = AUDIO_HZ, self._frame * size, fractions.Fraction(1, AUDIO_HZ)
        self._frame += 1
        return frame


class Client:
    """A plain Socket.IO client that joins with a string and notes everything it is told."""

    def __init__(self, name: str, url: str, *, transports: tuple[str, ...] = ("websocket",)) -> None:
        self.name = name
        self.url = url
        self.transports = transports
        self.socket = socketio.AsyncClient(reconnection=False)
        self.told: list[tuple[str, Any]] = []
        self.present: list[str] = []
        for event in ("user-joined", "user-left", "chat-message", "signal"):
            self.socket.on(event, self._noting(event))

    @property
    def id(self) -> str:
        return str(self.socket.get_sid())

    async def join(self, path: str) -> None:
        if not self.socket.connected:
            await self.socket.connect(self.url, transports=list(self.transports))
        self.present = []
        await self.socket.emit("join-call", path)

        async def why_not() -> str | None:
            return None if self.id in self.present else f"{self.name} is not in {self.present}"

        await eventually(why_not)

    async def say(self, text: str) -> None:
        await self.socket.emit("chat-message", (text, self.name))

    def all_told(self, event: str) -> list[Any]:
        return [arguments for kind, arguments in self.told if kind == event]

    async def is_told(self, event: str, *arguments: Any) -> None:
        async def why_not() -> str | None:
            return None if arguments in self.all_told(event) else f"{self.name} was told {self.all_told(event)}"

        await eventually(why_not)

    async def go(self) -> None:
        await self.socket.disconnect()

    async def on_event(self, event: str, arguments: tuple[Any, ...]) -> None:
        """For those who do more than note."""

    def _noting(self, event: str) -> Any:
        async def handler(*arguments: Any) -> None:
            self.told.append((event, arguments))
            if event == "user-joined":
                self.present = list(arguments[1])
            elif event == "user-left":
                self.present = [each for each in self.present if each != arguments[0]]
            await self.on_event(event, arguments)

        return handler


class MediaPeer(Client):
    """Also speaks WebRTC. `offers_first`: as a newcomer it offers to everybody, like the original clients;
    otherwise it waits for those who are there, as `docs/protocol.md` says."""

    def __init__(self, name: str, url: str, *, offers_first: bool = False) -> None:
        super().__init__(name, url)
        self.offers_first = offers_first
        self.connections: dict[str, RTCPeerConnection] = {}
        self.frames: dict[str, int] = {"video": 0, "audio": 0}
        self.loudness = 0.0
        self._turns: dict[str, asyncio.Lock] = {}
        self._watching: set[asyncio.Task[None]] = set()

    async def go(self) -> None:
        await super().go()
        for watching in self._watching:
            watching.cancel()
        for connection in self.connections.values():
            await connection.close()

    async def receives(self) -> None:
        """Decoded pictures and audible sound come in, from now on."""
        before = dict(self.frames)
        self.loudness = 0.0

        async def why_not() -> str | None:
            enough = all(self.frames[kind] >= before[kind] + 5 for kind in before) and self.loudness > 50
            states = {peer: c.connectionState for peer, c in self.connections.items()}
            return (
                None if enough else f"{self.name}: {self.frames} since {before}, loudness {self.loudness:.0f}, {states}"
            )

        await eventually(why_not)

    async def on_event(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "user-joined":
            newcomer, ids = arguments
            is_new = newcomer == self.id
            if is_new == self.offers_first:
                for other in [each for each in ids if each != self.id and (is_new or each == newcomer)]:
                    await self._offer(other)
        elif event == "user-left" and arguments[0] in self.connections:
            await self.connections.pop(arguments[0]).close()
        elif event == "signal":
            await self._on_signal(*arguments[:2])

    def _connection(self, other: str) -> RTCPeerConnection:
        if other not in self.connections:
            connection = self.connections[other] = RTCPeerConnection()
            connection.on("track", self._watch)
            connection.addTrack(Bars())
            connection.addTrack(Tone())
        return self.connections[other]

    async def _offer(self, other: str) -> None:
        async with self._turns.setdefault(other, asyncio.Lock()):
            connection = self._connection(other)
            await connection.setLocalDescription(await connection.createOffer())
            await self._send(other, connection)

    async def _on_signal(self, other: str, message: Any) -> None:
        signal = json.loads(message) if isinstance(message, str) else message
        async with self._turns.setdefault(other, asyncio.Lock()):
            connection = self._connection(other)
            if "sdp" in signal:
                description = RTCSessionDescription(sdp=signal["sdp"]["sdp"], type=signal["sdp"]["type"])
                if description.type == "offer" and connection.signalingState != "stable":
                    return
                await connection.setRemoteDescription(description)
                if description.type == "offer":
                    await connection.setLocalDescription(await connection.createAnswer())
                    await self._send(other, connection)
            elif signal.get("ice") and signal["ice"].get("candidate"):
                candidate = candidate_from_sdp(signal["ice"]["candidate"].removeprefix("candidate:"))
                candidate.sdpMid = signal["ice"].get("sdpMid")
                candidate.sdpMLineIndex = signal["ice"].get("sdpMLineIndex")
                await connection.addIceCandidate(candidate)

    async def _send(self, other: str, connection: RTCPeerConnection) -> None:
        description = connection.localDescription
        await self.socket.emit(
            "signal", (other, json.dumps({"sdp": {"type": description.type, "sdp": description.sdp}}))
        )

    def _watch(self, track: MediaStreamTrack) -> None:
        async def watch() -> None:
            with contextlib.suppress(Exception):  # the track's end is an exception in aiortc
                while True:
                    frame = await track.recv()
                    self.frames[track.kind] += 1
                    if isinstance(frame, AudioFrame):
                        samples = array.array("h", bytes(frame.planes[0]))
                        self.loudness = max(self.loudness, float(max(map(abs, samples))))

        task = asyncio.ensure_future(watch())
        self._watching.add(task)
        task.add_done_callback(self._watching.discard)
