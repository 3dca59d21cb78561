"""What somebody tells about themselves: microphone, camera, screen and hand, and that what comes directly is lost."""

from __future__ import annotations

from tertulia.domain.commands import AskForServer, SetState, StatePatch
from tertulia.domain.ids import SocketId
from tertulia.services.registry import LiveRooms


class TellState:
    def __init__(self, rooms: LiveRooms) -> None:
        self._rooms = rooms

    def __call__(self, socket: SocketId, patch: StatePatch) -> None:
        """Raises `NotFound(code="not_in_room")`."""
        live, _ = self._rooms.at(socket)
        self._rooms.turn(live, SetState(socket, patch))


class AskServer:
    def __init__(self, rooms: LiveRooms) -> None:
        self._rooms = rooms

    def __call__(self, socket: SocketId) -> None:
        """Raises `NotFound(code="not_in_room")`. Where there is no media server, or somebody knows the mesh only, the room
        stays as it is until that changes."""
        live, _ = self._rooms.at(socket)
        self._rooms.turn(live, AskForServer(socket))
