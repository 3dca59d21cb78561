"""A Socket.IO client that costs almost nothing, so that what is measured is the server.

Just enough of RFC 6455 (text frames, no extensions), Engine.IO 4 and Socket.IO 5 to load a server that behaves.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import socket
from collections.abc import Callable
from typing import Any, cast

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
NO_MASK = b"\0\0\0\0"
"""A mask that changes nothing: legal on the wire, and masking is not what we measure."""


CONNECTS_WITHIN_S = 30


class WireClosed(Exception):
    """The server closed a connection that should have stayed."""


class Wire(asyncio.Protocol):
    """One socket. `on_event(wire, text)` gets each event as it came, `["name",...]`; parse it or only look at it."""

    def __init__(self, host: str, on_event: Callable[[Wire, str], None] | None = None) -> None:
        self.messages = 0
        """Socket.IO packets received: connects, events and acks; not Engine.IO's pings."""
        self.sid = ""
        self.closed = asyncio.get_running_loop().create_future()
        self._host = host
        self._on_event = on_event
        self._buffer = bytearray()
        self._upgraded = False
        self._connected: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._acks: dict[int, asyncio.Future[list[Any]]] = {}
        self._next_ack = 0
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def open(
        cls,
        host: str,
        port: int,
        on_event: Callable[[Wire, str], None] | None = None,
        source: tuple[str, int] | None = None,
        receive_buffer: int | None = None,
    ) -> Wire:
        """Connect, by websocket, to the default namespace. receive_buffer: of the kernel, bytes; the server's side of
        the connection stays as small."""
        loop = asyncio.get_running_loop()
        with contextlib.ExitStack() as undo:
            way = undo.enter_context(socket.socket())
            way.setblocking(False)
            if receive_buffer is not None:  # before the window is negotiated
                way.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
            if source is not None:
                way.bind(source)
            await loop.sock_connect(way, (host, port))
            undo.pop_all()
        _, wire = await loop.create_connection(lambda: cls(f"{host}:{port}", on_event), sock=way)
        await asyncio.wait_for(wire._connected, CONNECTS_WITHIN_S)
        return wire

    # -- towards the server --------------------------------------------------------------------

    def emit(self, event: str, *arguments: Any) -> None:
        self.send_text("42" + json.dumps([event, *arguments], separators=(",", ":")))

    def ask(self, event: str, *arguments: Any) -> asyncio.Future[list[Any]]:
        """Emit with an ack; the future holds the ack's arguments."""
        self._next_ack += 1
        answer: asyncio.Future[list[Any]] = asyncio.get_running_loop().create_future()
        self._acks[self._next_ack] = answer
        self.send_text(f"42{self._next_ack}" + json.dumps([event, *arguments], separators=(",", ":")))
        return answer

    def send_text(self, text: str) -> None:
        self._send(TEXT, text.encode())

    def sleep(self) -> None:
        """Read no more; what comes waits with the sender."""
        if self._transport is not None:
            self._transport.pause_reading()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    # -- asyncio.Protocol ----------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is one, but does not say so
        key = base64.b64encode(os.urandom(16)).decode()
        self._transport.write(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {self._host}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def connection_lost(self, problem: Exception | None) -> None:
        if not self.closed.done():
            self.closed.set_result(None)
        lost = WireClosed(str(problem or "closed by the server"))
        if not self._connected.done():
            self._connected.set_exception(lost)
        for answer in self._acks.values():
            if not answer.done():
                answer.set_exception(lost)

    def data_received(self, received: bytes) -> None:
        self._buffer += received
        if not self._upgraded:
            head, separator, rest = bytes(self._buffer).partition(b"\r\n\r\n")
            if not separator:
                return
            if b" 101 " not in head.split(b"\r\n", 1)[0] + b" ":
                self._fail(head.split(b"\r\n", 1)[0].decode(errors="replace"))
                return
            self._upgraded = True
            self._buffer[:] = rest
        self._read_frames()

    # -- parts ---------------------------------------------------------------------------------

    def _read_frames(self) -> None:
        """RFC 6455 section 5.2; a server's frames carry no mask and ours are never fragmented."""
        buffer, at = self._buffer, 0
        while len(buffer) - at >= 2:
            opcode, length, start = buffer[at] & 0x0F, buffer[at + 1] & 0x7F, at + 2
            if length == 126:
                if len(buffer) - at < 4:
                    break
                length, start = int.from_bytes(buffer[at + 2 : at + 4], "big"), at + 4
            elif length == 127:
                if len(buffer) - at < 10:
                    break
                length, start = int.from_bytes(buffer[at + 2 : at + 10], "big"), at + 10
            if len(buffer) < start + length:
                break
            payload = bytes(buffer[start : start + length])
            at = start + length
            if opcode == TEXT:
                self._on_text(payload.decode())
            elif opcode == PING:
                self._send(PONG, payload)
            elif opcode == CLOSE:
                self._fail("closed by the server")
                return
        del buffer[:at]

    def _on_text(self, text: str) -> None:
        kind = text[:2]
        if kind == "42":
            self.messages += 1
            if self._on_event is not None:
                self._on_event(self, text[2:])
        elif kind == "43":
            self.messages += 1
            number, _, arguments = text[2:].partition("[")
            self._acks.pop(int(number)).set_result(json.loads("[" + arguments))
        elif kind == "2":
            self.send_text("3")
        elif kind == "40":
            self.messages += 1
            self.sid = json.loads(text[2:])["sid"]
            self._connected.set_result(None)
        elif kind[:1] == "0":
            self.send_text("40")
        elif kind in ("41", "44"):
            self._fail(text)

    def _send(self, opcode: int, payload: bytes) -> None:
        size = len(payload)
        if size < 126:
            head = bytes((0x80 | opcode, 0x80 | size))
        elif size < 65536:
            head = bytes((0x80 | opcode, 0x80 | 126)) + size.to_bytes(2, "big")
        else:
            head = bytes((0x80 | opcode, 0x80 | 127)) + size.to_bytes(8, "big")
        if self._transport is not None:
            self._transport.write(head + NO_MASK + payload)

    def _fail(self, why: str) -> None:
        self.connection_lost(WireClosed(why))
        self.close()
