"""The plane of rooms whose media goes from browser to browser: nothing to carry, nothing to do."""

from __future__ import annotations

from typing import Any

from tertulia.domain.ids import ParticipantId, RoomCode


class MeshPlane:
    can_forward = False

    async def open_room(self, room: RoomCode) -> None: ...

    async def close_room(self, room: RoomCode) -> None: ...

    async def drop(self, room: RoomCode, participant: ParticipantId) -> None: ...

    async def signal(
        self, room: RoomCode, sender: ParticipantId, message: str | dict[str, Any]
    ) -> list[str | dict[str, Any]]:
        return []

    async def close(self) -> None: ...
