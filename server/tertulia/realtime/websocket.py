"""uvicorn's WebSocket with a direct line to the engine: no task, queue or future per message.

The ASGI interface hands every message through a queue and a task; a call is mostly such messages, so the engine
takes them where they arrive and writes where they are sent. The handshake stays ASGI. Whole text frames, which nearly all
are, are read here; everything else about the protocol (fragments, control frames, errors) is left to the `websockets` library,
which is only ever given whole frames.
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

try:
    from websockets.speedups import apply_mask
except ImportError:  # a platform without its compiled part
    from websockets.utils import apply_mask

EXTENSION = "tertulia.direct"
FAREWELL_S = 3.0

WHOLE_TEXT = 0x81
MASKED = 0x80
TOO_LARGE = -1

Received = Callable[[str | bytes], Awaitable[None] | None]


class DirectWebSocket(WebSocketsSansIOProtocol):
    """Give it to uvicorn as `ws=`. The scope's extension `tertulia.direct` is the socket itself."""

    _received: Received | None = None
    _lost: Callable[[], None] | None = None
    _busy: asyncio.Task[None] | None = None
    _is_open = False
    _unparsed = b""

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        scope: dict[str, Any] | None = getattr(self, "scope", None)
        if scope is not None:
            scope["extensions"][EXTENSION] = self
            self._is_open = True

    def attach(self, received: Received, lost: Callable[[], None]) -> None:
        """From now on messages go to `received`, one at a time and in order; `lost` is called once at the end."""
        self._waiting: deque[str | bytes] = deque()
        self._received, self._lost = received, lost
        if self.disconnected:
            self._end()
        else:
            self.data_received(b"")  # what came between the handshake and now

    def data_received(self, data: bytes) -> None:
        if not self._is_open:
            super().data_received(data)
            return
        data = self._unparsed + data if self._unparsed else data
        if self._received is None:
            self._unparsed = data
            if len(data) > self.config.ws_max_size:
                self.abort()
            return
        at = 0
        while (end := self._end_of_frame(data, at)) is not None:
            if end == TOO_LARGE:
                self._is_open = False  # the library reads the head and says so
                super().data_received(data[at:])
                return
            if data[at] == WHOLE_TEXT and data[at + 1] & MASKED:
                self._hand_over_text(data, at, end)
            else:
                super().data_received(data[at:end])
            at = end
            if self._received is None:
                return
        self._unparsed = data[at:]

    def _end_of_frame(self, data: bytes, at: int) -> int | None:
        """Where the frame that begins at `at` ends (RFC 6455 section 5.2); None while it is not all there,
        `TOO_LARGE` when it never should be."""
        size = len(data)
        if size - at < 2:
            return None
        start, length = at + 2, data[at + 1] & 0x7F
        if length >= 126:
            start += 2 if length == 126 else 8
            if size < start:
                return None
            length = int.from_bytes(data[at + 2 : start], "big")
            if length > self.config.ws_max_size:
                return TOO_LARGE
        end = start + length + (4 if data[at + 1] & MASKED else 0)
        return end if end <= size else None

    def _hand_over_text(self, data: bytes, at: int, end: int) -> None:
        start = at + (6 if data[at + 1] & 0x7F < 126 else 8 if data[at + 1] & 0x7F == 126 else 14)
        try:
            text = str(apply_mask(data[start:end], data[start - 4 : start]), "utf-8")
        except UnicodeDecodeError:
            self.abort()
            return
        if not self.close_sent:
            self._hand_over(text)

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
