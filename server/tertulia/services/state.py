"""Telling the room about one's microphone, camera, screen and hand."""

from __future__ import annotations

from tertulia.domain.commands import SetState, StatePatch
from tertulia.domain.ids import SocketId
from tertulia.services.registry import LiveRooms


class TellState:
    def __init__(self, rooms: LiveRooms) -> None:
        self._rooms = rooms

    def __call__(self, socket: SocketId, patch: StatePatch) -> None:
        """Raises `NotFound(code="not_in_room")`."""
        live, _ = self._rooms.at(socket)
        self._rooms.turn(live, SetState(socket, patch))
