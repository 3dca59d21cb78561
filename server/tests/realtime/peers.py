"""Clients: a plain python-socketio one that writes down what it hears, and a raw websocket for what no library sends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import socketio  # type: ignore[import-untyped]
import websockets.asyncio.client as ws

from tests.realtime.house import House
from tests.support import eventually

EVENTS = (
    "user-joined",
    "user-left",
    "signal",
    "chat-message",
    "room-changes",
    "reactions",
    "captions",
    "seat-taken",
    "refused",
)


class Peer:
    """`heard` holds (event, arguments) in order."""

    def __init__(self) -> None:
        self.sio = socketio.AsyncClient(reconnection=False)
        self.heard: list[tuple[str, tuple[Any, ...]]] = []
        self.is_gone = False
        self.ack: dict[str, Any] = {}
        self.socket_id = ""
        for event in EVENTS:
            self._listen(event)
        self.sio.on("disconnect", self._gone)

    def _listen(self, event: str) -> None:
        def hear(*arguments: Any) -> None:
            self.heard.append((event, arguments))

        self.sio.on(event, hear)

    def _gone(self, *_: Any) -> None:
        self.is_gone = True

    @classmethod
    async def at(cls, house: House, transports: Sequence[str] = ("websocket",)) -> Peer:
        peer = cls()
        await peer.sio.connect(house.url, transports=list(transports))
        peer.socket_id = str(peer.sio.get_sid("/"))
        return peer

    @classmethod
    async def original(cls, house: House, room: str, transports: Sequence[str] = ("websocket",)) -> Peer:
        """Joins like an original client: by the page's address, without an ack."""
        peer = await cls.at(house, transports)
        await peer.sio.emit("join-call", f"https://meet.example.org/{room}")
        await peer.until("user-joined")
        return peer

    @classmethod
    async def ours(cls, house: House, room: str, name: str = "", **more: Any) -> Peer:
        peer = await cls.at(house)
        await peer.join(room, name, **more)
        return peer

    async def join(self, room: str, name: str = "", **more: Any) -> dict[str, Any]:
        self.ack = await self.call("join-call", {"room": room, "name": name, "protocol": 1, **more})
        return self.ack

    @property
    def id(self) -> str:
        """In its room."""
        return str(self.ack["you"]["id"]) if self.ack.get("ok") else self.socket_id

    async def call(self, event: str, *arguments: Any) -> Any:
        return await self.sio.call(event, arguments, timeout=5)

    async def say(self, event: str, *arguments: Any) -> None:
        await self.sio.emit(event, arguments)

    def of(self, event: str) -> list[tuple[Any, ...]]:
        return [arguments for name, arguments in self.heard if name == event]

    async def until(self, event: str, count: int = 1) -> list[tuple[Any, ...]]:
        await eventually(
            lambda: None if len(self.of(event)) >= count else f"{event} heard {len(self.of(event))} times of {count}"
        )
        return self.of(event)

    async def until_gone(self) -> None:
        await eventually(lambda: None if self.is_gone else "still connected")

    async def round_trip(self) -> None:
        """Whatever the server sent before this has been heard after it."""
        await self.call("set-state", {})

    async def vanish(self) -> None:
        """The network goes, without a word."""
        connection = self.sio.eio.ws
        if connection is not None and not isinstance(connection, str):
            connection._response.connection.transport.abort()
        await eventually(lambda: None if self.is_gone else "has not noticed yet")

    async def close(self) -> None:
        if self.sio.connected:
            await self.sio.disconnect()


class Raw:
    """A websocket that speaks Engine.IO by hand."""

    def __init__(self, connection: ws.ClientConnection) -> None:
        self.connection = connection
        self.frames: list[str] = []

    @classmethod
    async def open(cls, house: House, *, connect: bool = True, **options: Any) -> Raw:
        url = f"ws://127.0.0.1:{house.port}/socket.io/?EIO=4&transport=websocket"
        raw = cls(await ws.connect(url, compression=None, **options))
        await raw.receive()
        if connect:
            await raw.send("40")
            await raw.receive()
        return raw

    async def send(self, frame: str | bytes) -> None:
        await self.connection.send(frame)

    async def receive(self) -> str:
        async with asyncio.timeout(5):
            frame = str(await self.connection.recv())
        self.frames.append(frame)
        return frame

    async def ask(self, event: str, *arguments: Any) -> Any:
        """The ack of a well-formed event; other frames are kept in `frames`."""
        await self.send("427" + json.dumps([event, *arguments]))
        return await self.answer(7)

    async def answer(self, number: int) -> Any:
        while True:
            frame = await self.receive()
            if frame.startswith(f"43{number}["):
                return json.loads(frame[len(f"43{number}") :])[0]

    async def until_closed(self) -> int | None:
        """The close code; None where the connection just ended."""
        async with asyncio.timeout(5):
            await self.connection.wait_closed()
        return self.connection.close_code
