"""What a room may ask of a media plane. `mesh.py` answers with nothing to do; `sfu.py` will answer with a server.

The server alone decides a room's topology; a plane only says what it can carry. A plane never raises into
the room: what fails stays on the old path.
"""

from __future__ import annotations

from typing import Any, Protocol

from tertulia.domain.ids import ParticipantId, RoomCode


class MediaPlane(Protocol):
    @property
    def can_forward(self) -> bool:
        """Whether rooms may leave the mesh for this plane."""

    async def open_room(self, room: RoomCode) -> None: ...

    async def close_room(self, room: RoomCode) -> None: ...

    async def drop(self, room: RoomCode, participant: ParticipantId) -> None:
        """Forget everything about a participant; idempotent."""

    async def signal(
        self, room: RoomCode, sender: ParticipantId, message: str | dict[str, Any]
    ) -> list[str | dict[str, Any]]:
        """A `signal` sent to "sfu"; the answers go back to its sender, in order."""

    async def close(self) -> None: ...
