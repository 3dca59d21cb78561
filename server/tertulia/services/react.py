"""Throwing a reaction into the room: whoever is there sees it now, nobody later."""

from __future__ import annotations

from tertulia.domain.errors import InvalidInput
from tertulia.domain.ids import SocketId
from tertulia.domain.reactions import REACTIONS
from tertulia.services.registry import LiveRooms


class React:
    def __init__(self, rooms: LiveRooms) -> None:
        self._rooms = rooms

    def __call__(self, socket: SocketId, reaction: str) -> None:
        """Raises `NotFound(code="not_in_room")`, `InvalidInput(code="reaction_unknown")`."""
        live, seat = self._rooms.at(socket)
        if reaction not in REACTIONS:
            raise InvalidInput("There is no such reaction.", code="reaction_unknown", field="reaction")
        self._rooms.outbox.reacted(live.code, seat.id, reaction)
