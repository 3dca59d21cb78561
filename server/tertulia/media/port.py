"""What a room may ask of a media plane: `mesh.py` has nothing to carry, `sfu.py` has a server.

The server alone decides a room's topology; a plane only says what it can carry. Nothing here waits, and a plane never
raises into the room: what fails stays on the old path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from tertulia.domain.ids import ParticipantId, RoomCode


@dataclass(frozen=True, slots=True)
class Offer:
    """A session description of one participant's connection to the server. `pc` names the connection, `n` counts its
    offers; `tracks` and `slots` say what each m-line (by mid) is for."""

    pc: str
    n: int
    epoch: int
    sdp: str
    tracks: Mapping[str, str]
    slots: Mapping[str, str]
    was_deflated: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """`line`: an ICE candidate (RFC 8839 section 5.1); empty: there are no more."""

    pc: str
    epoch: int
    line: str


@dataclass(frozen=True, slots=True)
class Bye:
    """This client does not use the server any more."""

    pc: str


Order = Offer | Candidate | Bye


@dataclass(frozen=True, slots=True)
class Answered:
    room: RoomCode
    participant: ParticipantId
    pc: str
    n: int
    epoch: int
    sdp: str
    deflates: bool = False
    """The offer was deflated."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The connection is gone or was refused; `message` is for people."""

    room: RoomCode
    participant: ParticipantId
    pc: str
    epoch: int
    code: str
    message: str


class Listener(Protocol):
    """Who hears of what a plane has to say, in the event loop."""

    def answered(self, answer: Answered) -> None: ...

    def failed(self, failure: Failed) -> None: ...

    def gone(self) -> None:
        """The plane cannot carry anything any more."""


@dataclass(frozen=True, slots=True)
class PlaneStats:
    """`counters` only grow. `peers`: one for each connection, as the media server describes it."""

    counters: Mapping[str, float] = field(default_factory=dict)
    gauges: Mapping[str, float] = field(default_factory=dict)
    failures: Mapping[str, float] = field(default_factory=dict)
    peers: tuple[Mapping[str, Any], ...] = ()


class MediaPlane(Protocol):
    @property
    def can_forward(self) -> bool:
        """Whether rooms may leave the mesh for this plane. What was true may become false, never the other way."""

    @property
    def about(self) -> str:
        """One sentence for whoever started the server."""

    def listen(self, listener: Listener) -> None: ...

    def open_room(self, room: RoomCode) -> None:
        """Idempotent, as is everything here."""

    def close_room(self, room: RoomCode) -> None: ...

    def drop(self, room: RoomCode, participant: ParticipantId) -> None:
        """Forget everything about a participant."""

    def order(self, room: RoomCode, sender: ParticipantId, order: Order) -> None:
        """What comes of it comes to the listener."""

    def stats(self) -> PlaneStats: ...

    async def close(self) -> None: ...
