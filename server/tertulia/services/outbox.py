"""Through this, services speak upward: what has happened, never how it is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tertulia.domain.events import RoomEvent
from tertulia.domain.ids import ParticipantId, RoomCode, SocketId
from tertulia.domain.mailbox import Letter
from tertulia.domain.reactions import Reaction
from tertulia.domain.records import ChatLine


class Outbox(Protocol):
    """Nothing here waits or fails: what cannot be told now is dropped with its connection, which may resume."""

    def open(self, room: RoomCode, boot: str) -> None: ...

    def close(self, room: RoomCode) -> None: ...

    def enter(self, room: RoomCode, socket: SocketId, *, protocol: int, rev: int) -> None:
        """From now on this socket hears of the room; what it has been told already ends at `rev`."""

    def leave(self, room: RoomCode, socket: SocketId) -> None:
        """Idempotent."""

    def happened(self, room: RoomCode, events: Sequence[RoomEvent], ids: Sequence[ParticipantId]) -> None:
        """ids: everyone in the room now, in its order."""

    def said(self, room: RoomCode, line: ChatLine) -> None: ...

    def reacted(self, room: RoomCode, who: ParticipantId, reaction: Reaction) -> None:
        """Not kept, and of a crowd that claps at once not every hand is told."""

    def captioned(self, room: RoomCode, who: ParticipantId, text: str, line: int) -> None:
        """Not kept; of what a line says within a moment only the last is told."""

    def history(self, socket: SocketId, lines: Sequence[ChatLine]) -> None:
        """What was said before, to an original client that just came, oldest first."""

    def signal(self, socket: SocketId, letter: Letter, *, protocol: int) -> None: ...

    def cut(self, socket: SocketId, why: str) -> None:
        """Close the connection; it may come back and resume."""
