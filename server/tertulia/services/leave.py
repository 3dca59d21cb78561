"""Giving up a seat, on purpose or by losing the connection."""

from __future__ import annotations

from typing import Literal

import structlog

from tertulia.domain.commands import DropSocket, LeaveSeat
from tertulia.domain.ids import SocketId
from tertulia.services.registry import LiveRooms

log = structlog.get_logger()


class Leave:
    def __init__(self, rooms: LiveRooms) -> None:
        self._rooms = rooms

    def __call__(self, socket: SocketId, reason: Literal["left", "unload"]) -> None:
        """unload: a page that closes or reloads; it may be back in a moment. Raises `NotFound`."""
        live, seat = self._rooms.at(socket)
        order = LeaveSeat(socket) if reason == "left" else DropSocket(socket, why="unload")
        self._rooms.unseat(socket, order)
        log.info("participant.left", room=live.code, participant=seat.id, reason=reason)

    def lost(self, socket: SocketId) -> None:
        """The connection is gone, wherever it sat."""
        live = self._rooms.room_of(socket)
        if live is not None:
            log.info("participant.dropped", room=live.code, participant=live.room.at(socket).id)
            self._rooms.unseat(socket, DropSocket(socket))
