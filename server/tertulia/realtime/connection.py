"""One Engine.IO 4 connection: what carries it, its heartbeat, and how much its reader may owe us."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from tertulia.services.timers import Timer, Timers

CLOSE, PING, PONG, MESSAGE, UPGRADE, NOOP = "1", "2", "3", "4", "5", "6"


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """`answer_bytes` is unread on top of `unread_bytes`: what a client asked for does not count against it at
    once, however large (the picture of a room of a thousand), but it cannot ask for ever without reading."""

    handshake_s: float
    ping_interval_s: float
    ping_timeout_s: float
    frame_bytes: int
    unread_bytes: int

    @property
    def answer_bytes(self) -> int:
        return 8 * self.unread_bytes


class Carrier(Protocol):
    """A websocket, or the next HTTP poll."""

    def write(self, packet: str) -> None:
        """Takes it, whatever happens to it."""

    def unread(self) -> int:
        """Bytes taken and not yet accepted by the network."""

    def close(self) -> None:
        """After what was written."""

    def abort(self) -> None:
        """Now."""


class Listener(Protocol):
    """Who is at our end of a connection."""

    def received(self, message: str | bytes) -> Awaitable[None] | None:
        """None: done. Otherwise nothing more of this connection is handed over until it is."""

    def closed(self, reason: str) -> None: ...


class Connection:
    __slots__ = (
        "_allowance",
        "_carrier",
        "_doom",
        "_heartbeat",
        "_limits",
        "_listener",
        "_on_end",
        "_timers",
        "_turn",
        "id",
        "is_closed",
    )

    def __init__(
        self,
        connection_id: str,
        carrier: Carrier,
        accept: Callable[[Connection], Listener],
        limits: ConnectionLimits,
        timers: Timers,
        on_end: Callable[[Connection], None],
    ) -> None:
        self.id = connection_id
        self.is_closed = False
        self._carrier = carrier
        self._limits = limits
        self._timers = timers
        self._on_end = on_end
        self._allowance = 0
        self._doom: Timer | None = None
        self._turn: asyncio.Lock | None = None  # made when somebody has to wait
        self._heartbeat: Timer = timers.after(limits.ping_interval_s, self._ping)
        self._listener = accept(self)

    # -- out -------------------------------------------------------------------------------------------

    def send(self, packet: str) -> None:
        """packet: an Engine.IO packet, type included. A reader that owes us too much is cut."""
        if self.is_closed:
            return
        self._carrier.write(packet)
        unread = self._carrier.unread()
        if unread == 0:
            self._allowance = 0
        elif unread > self._limits.unread_bytes + self._allowance and self._doom is None:
            self._doom = self._timers.after(0, lambda: self.cut("slow"))  # not amid whatever is being told

    def answer(self, packet: str) -> None:
        """Something the client asked for; see `ConnectionLimits`."""
        self._allowance = min(self._allowance + 4 * len(packet), self._limits.answer_bytes)
        self.send(packet)

    def _ping(self) -> None:
        self.send(PING)
        if not self.is_closed:
            self._heartbeat = self._timers.after(self._limits.ping_timeout_s, lambda: self.cut("ping timeout"))

    # -- in --------------------------------------------------------------------------------------------

    def receive(self, packet: str | bytes) -> Awaitable[None] | None:
        """One packet from the network. See `Listener.received` for what comes back."""
        if self.is_closed:
            return None
        if isinstance(packet, bytes):
            return self._listener.received(packet)
        kind = packet[:1]
        if kind == MESSAGE:
            return self._listener.received(packet[1:])
        if kind == PONG:
            self._heartbeat.cancel()
            self._heartbeat = self._timers.after(self._limits.ping_interval_s, self._ping)
        elif kind == CLOSE:
            self.close("client")
        elif kind not in (UPGRADE, NOOP):
            self.cut("not a packet")
        return None

    async def receive_all(self, packets: list[str | bytes]) -> None:
        """In order, and in order with everything else of this connection."""
        self._turn = self._turn or asyncio.Lock()
        async with self._turn:
            for packet in packets:
                waiting = self.receive(packet)
                if waiting is not None:
                    await waiting

    # -- change and end --------------------------------------------------------------------------------

    @property
    def carrier(self) -> Carrier:
        return self._carrier

    def move_to(self, carrier: Carrier) -> None:
        self._carrier = carrier

    def close(self, reason: str) -> None:
        """After what was sent."""
        if not self.is_closed:
            self._end(reason)
            self._carrier.close()

    def cut(self, reason: str) -> None:
        if not self.is_closed:
            self._end(reason)
            self._carrier.abort()

    def _end(self, reason: str) -> None:
        self.is_closed = True
        self._heartbeat.cancel()
        self._on_end(self)
        self._listener.closed(reason)
