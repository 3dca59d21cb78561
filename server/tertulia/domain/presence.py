"""Who sits in a room, as its members may know it: one picture, and the changes that lead from one to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import Literal

from tertulia.domain.ids import ParticipantId, UserId
from tertulia.domain.topology import Topology

LeaveReason = Literal["left", "lost", "moved"]
"""On purpose; dropped and not back in time; gone to another room."""


@dataclass(frozen=True, slots=True)
class MediaState:
    """What a participant says of itself. Peers show it, nobody verifies it; since when a hand is up the room knows."""

    mic: bool = False
    camera: bool = False
    screen: bool = False
    hand: bool = False
    hand_since: float | None = None
    """Unix seconds; None while the hand is down. The room's own word: hands queue by it."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Times are Unix seconds. `online_since` is of the present connection, `joined_at` of the first."""

    id: ParticipantId
    name: str
    user_id: UserId | None
    protocol: int
    joined_at: float
    online_since: float
    state: MediaState = MediaState()
    away: bool = False


@dataclass(frozen=True, slots=True)
class ParticipantJoined:
    seat: Seat


@dataclass(frozen=True, slots=True)
class ParticipantLeft:
    id: ParticipantId
    reason: LeaveReason


@dataclass(frozen=True, slots=True)
class ParticipantAway:
    id: ParticipantId


@dataclass(frozen=True, slots=True)
class ParticipantBack:
    id: ParticipantId
    online_since: float


@dataclass(frozen=True, slots=True)
class ParticipantRenamed:
    id: ParticipantId
    name: str


@dataclass(frozen=True, slots=True)
class StateChanged:
    id: ParticipantId
    state: MediaState


@dataclass(frozen=True, slots=True)
class TopologyChanged:
    topology: Topology


@dataclass(frozen=True, slots=True)
class RoomSettled:
    """Whoever is not here now will not come back by itself."""


Change = (
    ParticipantJoined
    | ParticipantLeft
    | ParticipantAway
    | ParticipantBack
    | ParticipantRenamed
    | StateChanged
    | TopologyChanged
    | RoomSettled
)


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything members may know after change number `rev`. Seats are ordered by `joined_at`, ties as they came."""

    rev: int
    settling: bool
    topology: Topology
    seats: tuple[Seat, ...] = ()


def place(seats: tuple[Seat, ...], newcomer: Seat) -> tuple[Seat, ...]:
    """The newcomer after the last one whose `joined_at` is not greater: after a restart seats are taken back
    in any order, and the order of the room must not depend on it."""
    at = len(seats)
    while at and seats[at - 1].joined_at > newcomer.joined_at:
        at -= 1
    return (*seats[:at], newcomer, *seats[at:])


def fold(picture: Picture, change: Change) -> Picture:
    """What a member makes of one numbered change. `protocol/examples/fold.json` shows every case."""
    rev = picture.rev + 1
    match change:
        case ParticipantJoined(seat):
            return replace(picture, rev=rev, seats=place(picture.seats, seat))
        case ParticipantLeft(gone):
            return replace(picture, rev=rev, seats=tuple(s for s in picture.seats if s.id != gone))
        case ParticipantAway(who):
            return _with_seat(picture, who, away=True)
        case ParticipantBack(who, online_since):
            return _with_seat(picture, who, away=False, online_since=online_since)
        case ParticipantRenamed(who, name):
            return _with_seat(picture, who, name=name)
        case StateChanged(who, state):
            return _with_seat(picture, who, state=state)
        case TopologyChanged(topology):
            return replace(picture, rev=rev, topology=topology)
        case RoomSettled():
            return replace(picture, rev=rev, settling=False)


def fold_all(picture: Picture, changes: list[Change]) -> Picture:
    return reduce(fold, changes, picture)


def _with_seat(
    picture: Picture,
    who: ParticipantId,
    *,
    away: bool | None = None,
    online_since: float | None = None,
    name: str | None = None,
    state: MediaState | None = None,
) -> Picture:
    def changed(seat: Seat) -> Seat:
        return replace(
            seat,
            away=seat.away if away is None else away,
            online_since=seat.online_since if online_since is None else online_since,
            name=seat.name if name is None else name,
            state=state or seat.state,
        )

    seats = tuple(changed(s) if s.id == who else s for s in picture.seats)
    return replace(picture, rev=picture.rev + 1, seats=seats)
