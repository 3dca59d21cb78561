"""Several rooms and participants in any order of events."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from tertulia.domain.commands import (
    AskForServer,
    Command,
    DropSocket,
    LeaveSeat,
    ReturnToSeat,
    SetForwarding,
    SetState,
    StatePatch,
    TakeSeat,
    Tick,
)
from tertulia.domain.errors import NotFound, RoomFull
from tertulia.domain.events import Changed, SeatTaken
from tertulia.domain.ids import ParticipantId, SocketId, UserId
from tertulia.domain.presence import Picture, TopologyChanged, fold
from tertulia.domain.room import Room, RoomPolicy
from tertulia.domain.topology import MESH_ONLY, Plane, TopologyPolicy

ROOMS = ("circle", "square", "line")
BOTH: frozenset[Plane] = frozenset(("mesh", "sfu"))
POLICY = RoomPolicy(
    capacity=6,
    seat_grace_s=30,
    unload_grace_s=6,
    topology=TopologyPolicy(mesh_limit=4, can_forward=True, sfu_from=3, calm_s=20),
)


class Rooms(RuleBasedStateMachine):
    """Rooms beside a naive model: who sits where, on which socket, since when away."""

    sockets: Bundle[SocketId] = Bundle("sockets")
    people: Bundle[tuple[str, ParticipantId]] = Bundle("people")

    @initialize()
    def begin(self) -> None:
        self.now = 1000.0
        self.rooms = {name: Room(POLICY, settles_at=1030.0 if name == "circle" else None) for name in ROOMS}
        self.pictures: dict[str, Picture] = {name: room.picture() for name, room in self.rooms.items()}
        self.seated: dict[str, dict[ParticipantId, SocketId | None]] = {name: {} for name in ROOMS}
        self.gone_by: dict[tuple[str, ParticipantId], float] = {}
        self.protocols: dict[ParticipantId, int] = {}
        self.planes: dict[ParticipantId, frozenset[Plane]] = {}
        self.asking: set[ParticipantId] = set()
        self.can_forward = True
        self.count = 0

    def apply(self, name: str, command: Command) -> bool:
        others = {n: r.picture() for n, r in self.rooms.items() if n != name}
        before = self.rooms[name].picture()
        try:
            events = self.rooms[name].apply(command, self.now)
        except (NotFound, RoomFull):
            assert self.rooms[name].picture() == before, "a refused command changes nothing"
            return False
        for event in events:
            if isinstance(event, Changed):
                assert event.rev == self.pictures[name].rev + 1, "numbers have no holes"
                if isinstance(event.change, TopologyChanged):
                    was, now = self.pictures[name].topology, event.change.topology
                    assert was != now
                    assert now.epoch == was.epoch + (was.mode != now.mode), "an epoch for each move, and only then"
                self.pictures[name] = fold(self.pictures[name], event.change)
            else:
                assert isinstance(event, SeatTaken)
        assert others == {n: r.picture() for n, r in self.rooms.items() if n != name}, "nothing crosses rooms"
        return True

    @rule(
        target=people,
        name=st.sampled_from(ROOMS),
        protocol=st.sampled_from((0, 1, 1)),
        user=st.sampled_from((None, None, "u")),
        back=st.none() | st.floats(0, 900),
        planes=st.sampled_from((BOTH, BOTH, BOTH, MESH_ONLY)),
    )
    def join(self, name: str, protocol: int, user: str | None, back: float | None, planes: frozenset[Plane]) -> Any:
        self.count += 1
        who, socket = ParticipantId(f"p{self.count}"), SocketId(f"s{self.count}")
        user_id = UserId(user) if user else None
        order = TakeSeat(who, socket, "Ana", user_id, protocol, joined_at=back, planes=planes)
        if not self.apply(name, order):
            assert len(self.seated[name]) == POLICY.capacity
            return multiple()
        self.seated[name][who] = socket
        self.protocols[who], self.planes[who] = protocol, planes
        return (name, who)

    @rule(person=people, planes=st.sampled_from((BOTH, BOTH, MESH_ONLY)))
    def resume(self, person: tuple[str, ParticipantId], planes: frozenset[Plane]) -> None:
        name, who = person
        self.count += 1
        socket = SocketId(f"s{self.count}")
        assert self.apply(name, ReturnToSeat(who, socket, planes=planes)) == (who in self.seated[name])
        if who in self.seated[name]:
            self.planes[who] = planes
            self.seated[name][who] = socket
            self.gone_by.pop((name, who), None)

    @rule(person=people, unload=st.booleans())
    def drop(self, person: tuple[str, ParticipantId], unload: bool) -> None:
        name, who = person
        socket = self.seated[name].get(who)
        if socket is None:
            return
        self.apply(name, DropSocket(socket, why="unload" if unload else "lost"))
        if self.protocols[who] == 0:
            del self.seated[name][who]
        else:
            self.seated[name][who] = None
            self.gone_by[(name, who)] = self.now + (POLICY.unload_grace_s if unload else POLICY.seat_grace_s)

    @rule(person=people)
    def leave(self, person: tuple[str, ParticipantId]) -> None:
        name, who = person
        socket = self.seated[name].get(who)
        if socket is not None:
            assert self.apply(name, LeaveSeat(socket))
            del self.seated[name][who]

    @rule(person=people, mic=st.none() | st.booleans(), hand=st.none() | st.booleans())
    def set_state(self, person: tuple[str, ParticipantId], mic: bool | None, hand: bool | None) -> None:
        name, who = person
        socket = self.seated[name].get(who)
        if socket is not None:
            assert self.apply(name, SetState(socket, StatePatch(mic=mic, hand=hand)))

    @rule(person=people)
    def ask_for_the_server(self, person: tuple[str, ParticipantId]) -> None:
        name, who = person
        socket = self.seated[name].get(who)
        if socket is not None:
            assert self.apply(name, AskForServer(socket))
            self.asking.add(who)

    @rule()
    def lose_the_media_server(self) -> None:
        self.can_forward = False
        for name in ROOMS:
            self.apply(name, SetForwarding(possible=False))

    @rule(seconds=st.sampled_from((1.0, 7.0, 31.0)))
    def wait(self, seconds: float) -> None:
        self.now += seconds
        for name in ROOMS:
            self.apply(name, Tick())
        for (name, who), until in list(self.gone_by.items()):
            if until <= self.now:
                del self.gone_by[(name, who)]
                self.seated[name].pop(who, None)

    @invariant()
    def every_picture_is_the_sum_of_its_changes(self) -> None:
        for name, room in self.rooms.items():
            assert self.pictures[name] == room.picture()

    @invariant()
    def nobody_stays_as_a_ghost(self) -> None:
        for name, room in self.rooms.items():
            assert set(room.ids()) == set(self.seated[name])
            for who, socket in self.seated[name].items():
                assert room.socket_of(who) == socket
                seat = room.seat(who)
                assert seat is not None
                assert seat.away == (socket is None)

    @invariant()
    def nobody_is_left_out_by_the_way_of_the_media(self) -> None:
        policy = POLICY.topology
        for name, room in self.rooms.items():
            topology, seated = room.topology, len(self.seated[name])
            is_held = not self.can_forward or any("sfu" not in self.planes[who] for who in self.seated[name])
            if topology.mode == "sfu" and is_held:
                assert self.can_forward
                assert seated > policy.mesh_limit, "in a mesh, whoever comes last would have no media either"
            elif is_held:
                assert topology.held == ("mesh_only" if self.can_forward else "no_server")
            due = room.next_due()
            is_soon = due is not None and due <= self.now + policy.calm_s
            is_asked = seated > 1 and not self.asking.isdisjoint(self.seated[name])
            if topology.mode == "mesh" and not is_held and (seated >= policy.sfu_from or is_asked):
                assert is_soon, "a room that is large enough moves, at once or after a calm time"
            if topology.mode == "sfu" and seated <= policy.mesh_below and not is_asked:
                assert is_soon, "a room that is small enough moves back"

    @invariant()
    def order_is_by_time_of_joining(self) -> None:
        for room in self.rooms.values():
            times = [seat.joined_at for seat in room.seats()]
            assert times == sorted(times)

    @invariant()
    def no_guest_bears_the_name_of_an_account(self) -> None:
        for room in self.rooms.values():
            accounts = {seat.name for seat in room.seats() if seat.user_id}
            assert not any(seat.name in accounts for seat in room.seats() if not seat.user_id)


TestRooms = Rooms.TestCase
TestRooms.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
