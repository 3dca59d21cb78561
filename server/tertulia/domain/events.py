"""What has happened in a room."""

from __future__ import annotations

from dataclasses import dataclass

from tertulia.domain.ids import ParticipantId, SocketId
from tertulia.domain.presence import Change


@dataclass(frozen=True, slots=True)
class Changed:
    """Every member may know it. `rev` counts from 1 in a room, without holes."""

    rev: int
    change: Change


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """This socket has lost its seat to a newer one of the same participant, and is out of the room."""

    id: ParticipantId
    socket: SocketId


RoomEvent = Changed | SeatTaken
