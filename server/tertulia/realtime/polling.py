"""What carries a connection where websockets are blocked: the answers to its HTTP polls."""

from __future__ import annotations

import asyncio

from tertulia.realtime.connection import CLOSE, NOOP

SEPARATOR = "\x1e"


class PollOverlap(Exception):
    """Two polls of one connection at once: one of them is not of our client."""


class Polling:
    """A Carrier. Packets wait here for the next poll."""

    def __init__(self) -> None:
        self._packets: list[str] = []
        self._size = 0
        self._poll: asyncio.Future[None] | None = None
        self._is_over = False
        self.is_probing = False  # a websocket is being tried beside: let polls go home

    # -- Carrier ---------------------------------------------------------------------------------------

    def write(self, packet: str) -> None:
        self._packets.append(packet)
        self._size += len(packet) if packet.isascii() else len(packet.encode())
        self._wake()

    def unread(self) -> int:
        return self._size

    def close(self) -> None:
        self._packets.append(CLOSE)
        self._is_over = True
        self._wake()

    def abort(self) -> None:
        self._packets.clear()
        self.close()

    # -- polls -----------------------------------------------------------------------------------------

    async def poll(self) -> str:
        """The payload of one poll: what waits here, or the next thing that comes. Raises `PollOverlap`."""
        if self._poll is not None:
            raise PollOverlap
        if not self._packets and not self.is_probing:
            self._poll = asyncio.get_running_loop().create_future()
            try:
                await self._poll
            finally:
                self._poll = None
        return SEPARATOR.join(self.take()) or NOOP

    def take(self) -> list[str]:
        packets, self._packets, self._size = self._packets, [], 0
        return packets

    @property
    def has_farewell(self) -> bool:
        """Closed, and somebody has still to be told."""
        return self._is_over and bool(self._packets)

    def release(self) -> None:
        """Send a waiting poll home with what there is."""
        self._wake()

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
