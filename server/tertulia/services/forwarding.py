"""Which rooms the media server holds open: those whose media goes through it, and for a moment those that moved back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from tertulia.domain.ids import ParticipantId, RoomCode
from tertulia.domain.topology import Topology
from tertulia.media.port import MediaPlane, PlaneStats
from tertulia.services.timers import Timer, Timers

log = structlog.get_logger()

LINGER_S = 60.0
"""A room that moved back to a mesh keeps its way through the server this long: its clients leave it one by one, each
when it sees and hears everybody directly."""


@dataclass(frozen=True, slots=True)
class MediaNumbers:
    """How the rooms' media goes now, and how often it moved since the start: by the plane it moved to."""

    rooms: Mapping[str, int]
    moves: Mapping[str, int]
    plane: PlaneStats


class Forwarding:
    def __init__(self, plane: MediaPlane, timers: Timers) -> None:
        self._plane = plane
        self._timers = timers
        self._open: dict[RoomCode, Timer | None] = {}  # with what will close those that moved back
        self.moves: dict[str, int] = {"mesh": 0, "sfu": 0}

    def is_open(self, room: RoomCode) -> bool:
        return room in self._open

    def chosen(self, room: RoomCode, topology: Topology) -> None:
        """Also when only what holds the room has changed."""
        lingers = self._open.get(room)
        if topology.mode == "sfu" and (lingers is not None or room not in self._open):
            if lingers is not None:
                lingers.cancel()
            self._open[room] = None
            self._plane.open_room(room)
            self._moved(room, topology)
        elif topology.mode == "mesh" and room in self._open and lingers is None:
            self._open[room] = self._timers.after(LINGER_S, lambda: self.closed(room))
            self._moved(room, topology)

    def left(self, room: RoomCode, who: ParticipantId) -> None:
        if room in self._open:
            self._plane.drop(room, who)

    def closed(self, room: RoomCode) -> None:
        if room in self._open:
            lingers = self._open.pop(room)
            if lingers is not None:
                lingers.cancel()
            self._plane.close_room(room)

    def _moved(self, room: RoomCode, topology: Topology) -> None:
        self.moves[topology.mode] += 1
        log.info("room.moved", room=room, topology=topology.mode, epoch=topology.epoch, held=topology.held)
