"""uvicorn's WebSocket with a direct line to the engine: no task, queue or future per message.

The ASGI interface hands every message through a queue and a task; a call is mostly such messages, so the engine
takes them where they are parsed and writes where they are sent. The handshake stays ASGI.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.protocol import State

EXTENSION = "tertulia.direct"
FAREWELL_S = 3.0

Received = Callable[[str | bytes], Awaitable[None] | None]


class DirectWebSocket(WebSocketsSansIOProtocol):
    """Give it to uvicorn as `ws=`. The scope's extension `tertulia.direct` is the socket itself."""

    _received: Received | None = None
    _lost: Callable[[], None] | None = None
    _busy: asyncio.Task[None] | None = None

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        scope: dict[str, Any] | None = getattr(self, "scope", None)
        if scope is not None:
            scope["extensions"][EXTENSION] = self

    def attach(self, received: Received, lost: Callable[[], None]) -> None:
        """From now on messages go to `received`, one at a time and in order; `lost` is called once at the end."""
        self._waiting: deque[str | bytes] = deque()
        self._received, self._lost = received, lost
        while not self.queue.empty():  # what came between the handshake and now
            message = self.queue.get_nowait()
            if message["type"] == "websocket.receive":
                self._hand_over(message.get("text") or message.get("bytes") or "")
            elif message["type"] == "websocket.disconnect":
                self._end()
        self._read_on()

    def send_receive_event_to_app(self) -> None:
        if self._received is None:
            super().send_receive_event_to_app()
            return
        data = self.frames[0] if len(self.frames) == 1 else b"".join(self.frames)
        self.frames = []
        if self.close_sent:
            return
        if self.curr_msg_data_type == "bytes":
            self._hand_over(bytes(data))
            return
        try:
            text = str(data, "utf-8")
        except UnicodeDecodeError:
            self.abort()
            return
        self._hand_over(text)

    def _hand_over(self, message: str | bytes) -> None:
        if self._busy is not None:
            self._waiting.append(message)
            return
        waiting = self._received(message) if self._received is not None else None
        if waiting is not None:
            self.read_paused = True
            self.transport.pause_reading()
            self._busy = self.loop.create_task(self._finish(waiting))

    async def _finish(self, waiting: Awaitable[None] | None) -> None:
        """Backpressure: nothing is read while the room thinks about what was said."""
        while True:
            if waiting is not None:
                await waiting
            if not self._waiting or self._received is None:
                break
            waiting = self._received(self._waiting.popleft())
        self._busy = None
        self._read_on()

    def _read_on(self) -> None:
        if self._busy is None and self.read_paused and not self.transport.is_closing():
            self.read_paused = False
            self.transport.resume_reading()

    # -- Carrier ---------------------------------------------------------------------------------------

    def write(self, packet: str) -> None:
        if self.conn.state is State.OPEN and not self.close_sent:
            self.transport.write(_text_frame(packet))

    def unread(self) -> int:
        return self.transport.get_write_buffer_size()

    def close(self) -> None:
        if self.conn.state is State.OPEN and not self.close_sent:
            self.conn.send_close(1000)
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
        self.transport.close()
        self.loop.call_later(FAREWELL_S, self.transport.abort)  # whoever does not read does not hold us

    def abort(self) -> None:
        self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._end()

    def handle_close(self, event: Frame) -> None:
        super().handle_close(event)
        self._end()

    def _end(self) -> None:
        lost, self._lost, self._received = self._lost, None, None
        if lost is not None:
            lost()


@lru_cache(maxsize=8)
def _text_frame(text: str) -> bytes:
    """An unmasked, unfragmented text frame (RFC 6455 section 5.2). The last few are kept: a room is told one thing."""
    payload = text.encode()
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    if size < 65536:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload
