"""Orders to a room. `Room.apply` carries them out or refuses them whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tertulia.domain.ids import ParticipantId, SocketId, UserId
from tertulia.domain.presence import LeaveReason, MediaState
from tertulia.domain.topology import MESH_ONLY, Plane


@dataclass(frozen=True, slots=True)
class StatePatch:
    """None: stays as it is."""

    mic: bool | None = None
    camera: bool | None = None
    screen: bool | None = None
    hand: bool | None = None

    def on(self, state: MediaState) -> MediaState:
        return MediaState(
            mic=state.mic if self.mic is None else self.mic,
            camera=state.camera if self.camera is None else self.camera,
            screen=state.screen if self.screen is None else self.screen,
            hand=state.hand if self.hand is None else self.hand,
            hand_since=state.hand_since,
        )


@dataclass(frozen=True, slots=True)
class TakeSeat:
    """A seat for a newcomer, or (`joined_at` given) the seat it had before the server restarted.

    `name` is a wish: see `domain.names.fair_name`. `planes`: what its client can do.
    """

    id: ParticipantId
    socket: SocketId
    name: str
    user_id: UserId | None
    protocol: int
    state: StatePatch = field(default_factory=StatePatch)
    joined_at: float | None = None
    planes: frozenset[Plane] = MESH_ONLY


@dataclass(frozen=True, slots=True)
class ReturnToSeat:
    """The participant of a seat is here again, on this socket; an older socket of the seat loses it."""

    id: ParticipantId
    socket: SocketId
    state: StatePatch = field(default_factory=StatePatch)
    planes: frozenset[Plane] = MESH_ONLY


@dataclass(frozen=True, slots=True)
class DropSocket:
    """A connection is gone. "lost": the seat is kept for the grace period; "unload": for the shorter one of a
    page that closes or reloads. Who cannot resume (protocol 0) loses the seat at once."""

    socket: SocketId
    why: Literal["lost", "unload"] = "lost"


@dataclass(frozen=True, slots=True)
class LeaveSeat:
    socket: SocketId
    reason: LeaveReason = "left"


@dataclass(frozen=True, slots=True)
class SetState:
    socket: SocketId
    patch: StatePatch


@dataclass(frozen=True, slots=True)
class AskForServer:
    """Whoever sits here loses too much of what comes directly: the room is to go through the media server for as long
    as they have a seat, however small it is. Once is enough."""

    socket: SocketId


@dataclass(frozen=True, slots=True)
class Rename:
    socket: SocketId
    name: str


@dataclass(frozen=True, slots=True)
class SetForwarding:
    """Whether there is a media server to go through."""

    possible: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """Do what is due."""


Command = TakeSeat | ReturnToSeat | DropSocket | LeaveSeat | SetState | AskForServer | Rename | SetForwarding | Tick
