"""One Socket.IO connection: its id, its pace, and what it may still do wrong."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Literal, Protocol

from tertulia.domain.errors import Busy
from tertulia.domain.ids import SocketId
from tertulia.domain.limits import TokenBucket
from tertulia.realtime import packets
from tertulia.realtime.connection import Connection
from tertulia.services.timers import Timer

Pace = Literal["signals", "chats", "reactions", "captions", "others"]

OTHERS_PER_S = 10.0
OTHERS_BURST = 40.0


@dataclass(frozen=True, slots=True)
class SessionLimits:
    signals_per_s: float
    signals_burst: float
    chats_per_s: float
    chats_burst: float
    reactions_per_s: float
    reactions_burst: float
    captions_per_s: float
    captions_burst: float
    malformed_limit: int


class Guardian(Protocol):
    def received(self, session: Session, message: str | bytes) -> Awaitable[None] | None: ...

    def closed(self, session: Session, reason: str) -> None: ...


class Session:
    """A Listener. `id` is public in its room; the id of the Engine.IO connection below is a secret of its client."""

    __slots__ = ("_buckets", "_guardian", "attachments", "connection", "handshake", "id", "is_connected", "malformed")

    def __init__(self, socket: SocketId, connection: Connection, guardian: Guardian, limits: SessionLimits) -> None:
        self.id = socket
        self.connection = connection
        self.is_connected = False  # to the namespace
        self.handshake: Timer | None = None
        self.malformed = 0
        self.attachments = 0  # binary frames of a refused event that are still to come
        self._guardian = guardian
        self._buckets: dict[Pace, TokenBucket] = {
            "signals": TokenBucket(limits.signals_per_s, limits.signals_burst),
            "chats": TokenBucket(limits.chats_per_s, limits.chats_burst),
            "reactions": TokenBucket(limits.reactions_per_s, limits.reactions_burst),
            "captions": TokenBucket(limits.captions_per_s, limits.captions_burst),
            "others": TokenBucket(OTHERS_PER_S, OTHERS_BURST),
        }

    @property
    def is_here(self) -> bool:
        return self.is_connected and not self.connection.is_closed

    def keep_pace(self, pace: Pace, now: float) -> None:
        """Raises `Busy`."""
        wait_s = self._buckets[pace].take(now)
        if wait_s > 0:
            raise Busy(f"Too many {pace if pace != 'others' else 'requests'} at once.", retry_after_s=round(wait_s, 3))

    def send(self, packet: str) -> None:
        """packet: made by `packets`."""
        self.connection.send(packet)

    def emit(self, name: str, *arguments: str) -> None:
        """arguments: JSON texts."""
        self.connection.send(packets.event(name, *arguments))

    def received(self, message: str | bytes) -> Awaitable[None] | None:
        return self._guardian.received(self, message)

    def closed(self, reason: str) -> None:
        self._guardian.closed(self, reason)
