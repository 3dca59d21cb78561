"""The whole of a room's truth: who sits in it. One writer; no I/O, no clock, no loop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tertulia.domain.commands import (
    AskForServer,
    Command,
    DropSocket,
    LeaveSeat,
    Rename,
    ReturnToSeat,
    SetForwarding,
    SetState,
    StatePatch,
    TakeSeat,
    Tick,
)
from tertulia.domain.errors import NotFound, RoomFull
from tertulia.domain.events import Changed, RoomEvent, SeatTaken
from tertulia.domain.ids import ParticipantId, SocketId
from tertulia.domain.names import fair_name, is_same_name
from tertulia.domain.presence import (
    Change,
    LeaveReason,
    MediaState,
    ParticipantAway,
    ParticipantBack,
    ParticipantJoined,
    ParticipantLeft,
    ParticipantRenamed,
    Picture,
    RoomSettled,
    Seat,
    StateChanged,
    TopologyChanged,
)
from tertulia.domain.topology import Plane, Topology, TopologyPolicy, calm_before, choose_topology


@dataclass(frozen=True, slots=True)
class RoomPolicy:
    """Times in seconds."""

    capacity: int = 1000
    seat_grace_s: float = 30.0
    unload_grace_s: float = 6.0
    hand_kept_s: float = 15.0
    """A hand that goes up again so soon after it went down has its old place in the queue."""
    topology: TopologyPolicy = field(default_factory=TopologyPolicy)


@dataclass(slots=True)
class _Chair:
    """A seat and what only the room knows of it: its socket, or until when it is kept without one."""

    seat: Seat
    socket: SocketId | None
    kept_until: float | None = None
    hand_was: tuple[float, float] | None = None
    """Since when the last hand was up, and until when raising it again is as if it had never gone down."""


class Room:
    """`now` is Unix time in seconds that never goes back."""

    def __init__(self, policy: RoomPolicy, *, settles_at: float | None = None) -> None:
        """settles_at: until then, participants of before a restart may still return."""
        self._policy = policy
        self._chairs: dict[ParticipantId, _Chair] = {}  # in the order of the room
        self._by_socket: dict[SocketId, ParticipantId] = {}
        self._rev = 0
        self._settles_at = settles_at
        self._media = policy.topology
        self._topology = policy.topology.first()
        self._calm_at: float | None = None  # when a move that is wanted is made
        self._mesh_only: set[ParticipantId] = set()
        self._asking: set[ParticipantId] = set()

    # -- questions ---------------------------------------------------------------------------------

    @property
    def rev(self) -> int:
        return self._rev

    @property
    def is_settling(self) -> bool:
        return self._settles_at is not None

    @property
    def is_empty(self) -> bool:
        return not self._chairs

    def __len__(self) -> int:
        return len(self._chairs)

    @property
    def topology(self) -> Topology:
        return self._topology

    def can_forward(self, who: ParticipantId) -> bool:
        """Whether this seat's client can go through the media server."""
        return who in self._chairs and who not in self._mesh_only

    def picture(self) -> Picture:
        return Picture(self._rev, self.is_settling, self._topology, tuple(c.seat for c in self._chairs.values()))

    def ids(self) -> list[ParticipantId]:
        return list(self._chairs)

    def seats(self) -> Iterator[Seat]:
        return (chair.seat for chair in self._chairs.values())

    def seat(self, who: ParticipantId) -> Seat | None:
        chair = self._chairs.get(who)
        return chair.seat if chair else None

    def socket_of(self, who: ParticipantId) -> SocketId | None:
        """None for those who are away."""
        chair = self._chairs.get(who)
        return chair.socket if chair else None

    def at(self, socket: SocketId) -> Seat:
        """Raises `NotFound(code="not_in_room")`."""
        return self._chair_at(socket).seat

    def fair_name(self, wish: str, *, but_for: ParticipantId | None = None) -> str:
        """What a guest who wishes to be called so is called here."""
        return fair_name(wish, [s.name for s in self.seats() if s.user_id is not None and s.id != but_for])

    def next_due(self) -> float | None:
        """When the next `Tick` has something to do."""
        kept = (c.kept_until for c in self._chairs.values() if c.kept_until is not None)
        return min((t for t in (*kept, self._settles_at, self._calm_at) if t is not None), default=None)

    # -- orders ------------------------------------------------------------------------------------

    def apply(self, command: Command, now: float) -> list[RoomEvent]:
        """Raises `RoomFull`, or `NotFound` for a socket or seat that is not here; then nothing has changed."""
        match command:
            case TakeSeat():
                events = self._take(command, now)
            case ReturnToSeat():
                events = self._return(command, now)
            case DropSocket(socket, why):
                events = self._drop(socket, why == "unload", now)
            case LeaveSeat(socket, reason):
                events = self._give_up(self._chair_at(socket), reason)
            case SetState(socket, patch):
                events = self._set_state(self._chair_at(socket), patch, now)
            case AskForServer(socket):
                self._asking.add(self.at(socket).id)
                events = []
            case Rename(socket, name):
                events = self._rename(self._chair_at(socket), name)
            case SetForwarding(possible):
                self._media, events = replace(self._media, can_forward=possible), []
            case Tick():
                events = self._tick(now)
        return events + self._move_media(now)

    def _take(self, order: TakeSeat, now: float) -> list[RoomEvent]:
        if len(self._chairs) >= self._policy.capacity:
            raise RoomFull("This room is full.")
        newest = max((c.seat.joined_at for c in self._chairs.values()), default=0.0)
        name = order.name if order.user_id is not None else self.fair_name(order.name)
        state = order.state.on(MediaState())
        seat = Seat(
            id=order.id,
            name=name,
            user_id=order.user_id,
            protocol=order.protocol,
            joined_at=max(now, newest) if order.joined_at is None else order.joined_at,
            online_since=now,
            state=replace(state, hand_since=now if state.hand else None),
        )
        self._insert(_Chair(seat, order.socket))
        self._note_planes(seat.id, order.planes)
        events: list[RoomEvent] = [self._changed(ParticipantJoined(seat))]
        if seat.user_id is not None:  # guests who were called so before the owner of the name came
            guests = [c for c in self._chairs.values() if c.seat.user_id is None and is_same_name(c.seat.name, name)]
            events += [e for c in guests for e in self._rename(c, self.fair_name(c.seat.name))]
        return events

    def _insert(self, chair: _Chair) -> None:
        """Keeps the order that `presence.place` describes; nearly always at the end."""
        later = [c for c in self._chairs.values() if c.seat.joined_at > chair.seat.joined_at]
        self._chairs[chair.seat.id] = chair
        for other in later:
            del self._chairs[other.seat.id]
            self._chairs[other.seat.id] = other
        if chair.socket is not None:
            self._by_socket[chair.socket] = chair.seat.id

    def _note_planes(self, who: ParticipantId, planes: frozenset[Plane]) -> None:
        if "sfu" in planes:
            self._mesh_only.discard(who)
        else:
            self._mesh_only.add(who)

    def _return(self, order: ReturnToSeat, now: float) -> list[RoomEvent]:
        who, socket = order.id, order.socket
        chair = self._chairs.get(who)
        if chair is None:
            raise NotFound("This seat has been given up.", code="seat_gone")
        events: list[RoomEvent] = []
        if chair.socket is not None and chair.socket != socket:
            del self._by_socket[chair.socket]
            events.append(SeatTaken(who, chair.socket))
        chair.socket, chair.kept_until = socket, None
        self._by_socket[socket] = who
        self._note_planes(who, order.planes)
        chair.seat = replace(chair.seat, away=False, online_since=now)
        events.append(self._changed(ParticipantBack(who, now)))
        return events + self._set_state(chair, order.state, now)

    def _drop(self, socket: SocketId, is_unload: bool, now: float) -> list[RoomEvent]:
        who = self._by_socket.get(socket)
        if who is None:  # lost its seat to a newer socket, or left before
            return []
        chair = self._chairs[who]
        grace_s = self._policy.unload_grace_s if is_unload else self._policy.seat_grace_s
        if chair.seat.protocol == 0 or grace_s <= 0:
            return self._give_up(chair, "lost")
        del self._by_socket[socket]
        chair.socket, chair.kept_until = None, now + grace_s
        chair.seat = replace(chair.seat, away=True)
        return [self._changed(ParticipantAway(who))]

    def _give_up(self, chair: _Chair, reason: LeaveReason) -> list[RoomEvent]:
        if chair.socket is not None:
            del self._by_socket[chair.socket]
        del self._chairs[chair.seat.id]
        self._mesh_only.discard(chair.seat.id)
        self._asking.discard(chair.seat.id)
        return [self._changed(ParticipantLeft(chair.seat.id, reason))]

    def _set_state(self, chair: _Chair, patch: StatePatch, now: float) -> list[RoomEvent]:
        before = chair.seat.state
        state = patch.on(before)
        if state == before:
            return []
        if state.hand != before.hand:
            state = self._move_hand(chair, state, now)
        chair.seat = replace(chair.seat, state=state)
        return [self._changed(StateChanged(chair.seat.id, state))]

    def _move_hand(self, chair: _Chair, state: MediaState, now: float) -> MediaState:
        if not state.hand:
            chair.hand_was = (state.hand_since or now, now + self._policy.hand_kept_s)
            return replace(state, hand_since=None)
        since, kept_until = chair.hand_was or (now, now)
        return replace(state, hand_since=since if now < kept_until else now)

    def _rename(self, chair: _Chair, wish: str) -> list[RoomEvent]:
        name = wish if chair.seat.user_id is not None else self.fair_name(wish, but_for=chair.seat.id)
        if name == chair.seat.name:
            return []
        chair.seat = replace(chair.seat, name=name)
        return [self._changed(ParticipantRenamed(chair.seat.id, name))]

    def _tick(self, now: float) -> list[RoomEvent]:
        due = [c for c in self._chairs.values() if c.kept_until is not None and c.kept_until <= now]
        events: list[RoomEvent] = [event for chair in due for event in self._give_up(chair, "lost")]
        if self._settles_at is not None and self._settles_at <= now:
            self._settles_at = None
            events.append(self._changed(RoomSettled()))
        return events

    def _move_media(self, now: float) -> list[RoomEvent]:
        seated, mesh_only, asking = len(self._chairs), len(self._mesh_only), len(self._asking)
        wanted = choose_topology(seated, mesh_only, self._topology, self._media, asking=asking)
        calm_s = calm_before(self._topology, wanted, self._media)
        if calm_s > 0:
            self._calm_at = now + calm_s if self._calm_at is None else self._calm_at
            if now < self._calm_at:
                return []
        self._calm_at = None
        if wanted == self._topology:
            return []
        self._topology = wanted
        return [self._changed(TopologyChanged(wanted))]

    def _chair_at(self, socket: SocketId) -> _Chair:
        who = self._by_socket.get(socket)
        if who is None:
            raise NotFound("Join a room first.", code="not_in_room")
        return self._chairs[who]

    def _changed(self, change: Change) -> Changed:
        self._rev += 1
        return Changed(self._rev, change)
