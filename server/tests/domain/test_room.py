"""One room: seats, grace, names, numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tertulia.domain.commands import (
    AskForServer,
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
from tertulia.domain.ids import ParticipantId, SocketId, UserId
from tertulia.domain.presence import (
    ParticipantAway,
    ParticipantBack,
    ParticipantLeft,
    ParticipantRenamed,
    RoomSettled,
    StateChanged,
    TopologyChanged,
    fold_all,
)
from tertulia.domain.room import Room, RoomPolicy
from tertulia.domain.topology import MESH_ONLY, Plane, TopologyPolicy

POLICY = RoomPolicy(capacity=4, seat_grace_s=30, unload_grace_s=6)
FORWARDED = RoomPolicy(topology=TopologyPolicy(can_forward=True, sfu_from=3, mesh_below=2, calm_s=20))
BOTH: frozenset[Plane] = frozenset(("mesh", "sfu"))


def order(
    name: str,
    *,
    user: str | None = None,
    protocol: int = 1,
    joined_at: float | None = None,
    id: str | None = None,
    planes: frozenset[Plane] = BOTH,
) -> TakeSeat:
    return TakeSeat(
        ParticipantId(id or name),
        SocketId(f"s-{id or name}"),
        name,
        UserId(user) if user else None,
        protocol,
        joined_at=joined_at,
        planes=planes,
    )


def room_with(*names: str, protocol: int = 1, policy: RoomPolicy = POLICY) -> Room:
    room = Room(policy)
    for name in names:
        room.apply(order(name, protocol=protocol), 100.0)
    return room


def changes(events: list[RoomEvent]) -> list[object]:
    return [event.change for event in events if isinstance(event, Changed)]


def test_every_change_has_the_next_number() -> None:
    room = room_with("ana", "ben")
    events = room.apply(DropSocket(SocketId("s-ana")), 101.0)
    assert [event.rev for event in events if isinstance(event, Changed)] == [3]
    assert room.rev == 3


def test_a_dropped_socket_keeps_its_seat_for_the_grace_period() -> None:
    room = room_with("ana", "ben")
    assert changes(room.apply(DropSocket(SocketId("s-ana")), 100.0)) == [ParticipantAway(ParticipantId("ana"))]
    assert room.next_due() == 130.0
    assert room.apply(Tick(), 129.9) == []
    assert changes(room.apply(Tick(), 130.0)) == [ParticipantLeft(ParticipantId("ana"), "lost")]
    assert room.ids() == ["ben"]


def test_a_closing_page_keeps_its_seat_for_the_shorter_one() -> None:
    room = room_with("ana")
    room.apply(DropSocket(SocketId("s-ana"), why="unload"), 100.0)
    assert room.next_due() == 106.0


def test_an_original_client_cannot_resume_and_loses_its_seat_at_once() -> None:
    room = room_with("ana", protocol=0)
    assert changes(room.apply(DropSocket(SocketId("s-ana")), 100.0)) == [ParticipantLeft(ParticipantId("ana"), "lost")]


def test_a_return_within_the_grace_period_is_the_same_seat() -> None:
    room = room_with("ana", "ben")
    room.apply(DropSocket(SocketId("s-ana")), 100.0)
    events = room.apply(ReturnToSeat(ParticipantId("ana"), SocketId("new")), 110.0)
    assert changes(events) == [ParticipantBack(ParticipantId("ana"), 110.0)]
    assert room.ids() == ["ana", "ben"]
    assert room.apply(Tick(), 500.0) == []
    assert room.at(SocketId("new")).joined_at == 100.0


def test_a_newer_socket_takes_the_seat_and_the_old_one_can_do_nothing_more() -> None:
    room = room_with("ana")
    events = room.apply(ReturnToSeat(ParticipantId("ana"), SocketId("new")), 101.0)
    assert events[0] == SeatTaken(ParticipantId("ana"), SocketId("s-ana"))
    assert room.apply(DropSocket(SocketId("s-ana")), 102.0) == []
    with pytest.raises(NotFound):
        room.apply(LeaveSeat(SocketId("s-ana")), 102.0)
    assert room.socket_of(ParticipantId("ana")) == "new"


def test_nobody_returns_to_a_seat_given_up() -> None:
    room = room_with("ana", "ben")
    room.apply(LeaveSeat(SocketId("s-ana")), 101.0)
    with pytest.raises(NotFound):
        room.apply(ReturnToSeat(ParticipantId("ana"), SocketId("new")), 102.0)
    assert room.rev == 3


def test_a_full_room_refuses_and_stays_as_it_was() -> None:
    room = room_with("a", "b", "c", "d")
    before = room.picture()
    with pytest.raises(RoomFull):
        room.apply(order("e"), 101.0)
    assert room.picture() == before


def test_seats_taken_back_after_a_restart_sit_in_the_order_of_before() -> None:
    room = Room(POLICY, settles_at=200.0)
    room.apply(order("caro", joined_at=30.0), 170.0)
    room.apply(order("ana", joined_at=10.0), 171.0)
    room.apply(order("new"), 172.0)
    room.apply(order("ben", joined_at=20.0), 173.0)
    assert room.ids() == ["ana", "ben", "caro", "new"]


def test_a_room_settles_once() -> None:
    room = Room(POLICY, settles_at=130.0)
    room.apply(order("ana"), 100.0)
    assert room.picture().settling
    assert changes(room.apply(Tick(), 130.0)) == [RoomSettled()]
    assert not room.picture().settling
    assert room.apply(Tick(), 131.0) == []


def test_state_is_patched_and_told_only_when_it_changes() -> None:
    room = room_with("ana")
    events = room.apply(SetState(SocketId("s-ana"), StatePatch(mic=True)), 101.0)
    assert isinstance(changes(events)[0], StateChanged)
    assert room.apply(SetState(SocketId("s-ana"), StatePatch(mic=True)), 102.0) == []
    room.apply(SetState(SocketId("s-ana"), StatePatch(hand=True)), 103.0)
    assert room.at(SocketId("s-ana")).state.mic


def test_a_guest_cannot_sit_under_the_name_of_an_account_in_the_room() -> None:
    room = Room(POLICY)
    room.apply(order("Ana", user="u1"), 100.0)
    room.apply(order("ANA", id="thief"), 101.0)
    assert room.at(SocketId("s-thief")).name == "ANA (guest)"


def test_a_guest_who_came_first_is_renamed_when_the_owner_of_the_name_comes() -> None:
    room = Room(POLICY)
    room.apply(order("Ana", id="thief"), 100.0)
    events = room.apply(order("Ana", user="u1"), 101.0)
    assert changes(events)[1] == ParticipantRenamed(ParticipantId("thief"), "Ana (guest)")
    assert room.at(SocketId("s-Ana")).name == "Ana"


def test_an_original_client_gets_the_name_it_says_later() -> None:
    room = Room(POLICY)
    room.apply(order("", id="old", protocol=0), 100.0)
    room.apply(Rename(SocketId("s-old"), "Olga"), 101.0)
    assert room.at(SocketId("s-old")).name == "Olga"


def test_a_forwarded_room_goes_back_to_a_mesh_only_after_a_calm_time() -> None:
    room = room_with("a", "b", policy=FORWARDED)
    up = changes(room.apply(order("c"), 101.0))[-1]
    assert isinstance(up, TopologyChanged)
    assert (up.topology.mode, up.topology.epoch) == ("sfu", 2)
    room.apply(LeaveSeat(SocketId("s-c")), 110.0)
    assert room.next_due() == 130.0
    assert room.apply(Tick(), 129.0) == []
    down = changes(room.apply(Tick(), 130.0))[-1]
    assert isinstance(down, TopologyChanged)
    assert (down.topology.mode, down.topology.epoch) == ("mesh", 3)


def test_a_room_that_breathes_around_the_limit_stays_forwarded() -> None:
    room = room_with("a", "b", "c", policy=FORWARDED)
    room.apply(LeaveSeat(SocketId("s-c")), 110.0)
    room.apply(order("c"), 125.0)
    assert room.apply(Tick(), 200.0) == []
    assert room.picture().topology.mode == "sfu"


def test_a_room_goes_through_the_server_as_long_as_somebody_who_asked_for_it_sits_there() -> None:
    room = room_with("a", "b", policy=FORWARDED)
    up = changes(room.apply(AskForServer(SocketId("s-a")), 101.0))
    assert [(c.topology.mode, c.topology.epoch) for c in up if isinstance(c, TopologyChanged)] == [("sfu", 2)]
    assert room.apply(AskForServer(SocketId("s-a")), 102.0) == []
    room.apply(DropSocket(SocketId("s-a")), 103.0)
    room.apply(ReturnToSeat(ParticipantId("a"), SocketId("s2"), planes=BOTH), 104.0)
    assert (room.next_due(), room.topology.mode) == (None, "sfu")
    room.apply(order("c"), 105.0)
    room.apply(LeaveSeat(SocketId("s2")), 110.0)
    assert (room.next_due(), room.topology.mode) == (130.0, "sfu")
    room.apply(Tick(), 130.0)
    assert room.topology.mode == "mesh"
    with pytest.raises(NotFound):
        room.apply(AskForServer(SocketId("s2")), 131.0)


def test_who_knows_the_mesh_only_moves_a_forwarded_room_back_at_once() -> None:
    room = room_with("a", "b", "c", policy=FORWARDED)
    down = changes(room.apply(order("old", protocol=0, planes=MESH_ONLY), 101.0))[-1]
    assert isinstance(down, TopologyChanged)
    assert (down.topology.mode, down.topology.epoch, down.topology.held) == ("mesh", 3, "mesh_only")
    assert not room.can_forward(ParticipantId("old"))
    room.apply(LeaveSeat(SocketId("s-old")), 110.0)
    assert room.topology.mode == "mesh"
    room.apply(order("old2", planes=MESH_ONLY), 120.0)
    room.apply(LeaveSeat(SocketId("s-old2")), 125.0)
    assert room.apply(Tick(), 144.0) == []
    up = changes(room.apply(Tick(), 145.0))[-1]
    assert isinstance(up, TopologyChanged)
    assert (up.topology.mode, up.topology.epoch, up.topology.held) == ("sfu", 4, None)


def test_a_page_that_comes_back_newer_or_older_counts_as_what_it_is_now() -> None:
    room = room_with("a", "b", "c", policy=FORWARDED)
    room.apply(ReturnToSeat(ParticipantId("a"), SocketId("s2")), 101.0)
    assert (room.topology.mode, room.topology.held) == ("mesh", "mesh_only")
    room.apply(ReturnToSeat(ParticipantId("a"), SocketId("s3"), planes=BOTH), 102.0)
    room.apply(Tick(), 122.0)
    assert (room.topology.mode, room.topology.held) == ("sfu", None)


def test_when_the_media_server_is_gone_every_room_is_a_mesh_at_once_and_says_why() -> None:
    room = room_with("a", "b", "c", policy=FORWARDED)
    down = changes(room.apply(SetForwarding(possible=False), 101.0))
    assert [c.topology.held for c in down if isinstance(c, TopologyChanged)] == ["no_server"]
    assert room.topology.mode == "mesh"
    room.apply(order("d"), 102.0)
    assert room.topology.mode == "mesh"


def test_a_picture_is_the_sum_of_its_changes() -> None:
    room = Room(POLICY)
    empty = room.picture()
    told: list[RoomEvent] = []
    for command in (
        order("ana", user="u"),
        order("Ana", id="g"),
        SetState(SocketId("s-g"), StatePatch(mic=True)),
        DropSocket(SocketId("s-ana")),
        ReturnToSeat(ParticipantId("ana"), SocketId("x")),
        LeaveSeat(SocketId("s-g")),
    ):
        told += room.apply(command, 100.0 + len(told))
    assert fold_all(empty, [event.change for event in told if isinstance(event, Changed)]) == room.picture()


def hand(room: Room, name: str, up: bool, now: float) -> float | None:
    room.apply(SetState(SocketId(f"s-{name}"), StatePatch(hand=up)), now)
    seat = room.seat(ParticipantId(name))
    assert seat is not None
    assert seat.state.hand is up
    return seat.state.hand_since


def test_a_hand_is_up_since_it_went_up_whatever_else_changes_meanwhile() -> None:
    room = room_with("ana", "ben")
    assert hand(room, "ana", True, 110.0) == 110.0
    assert hand(room, "ben", True, 112.0) == 112.0
    assert hand(room, "ana", True, 115.0) == 110.0
    room.apply(SetState(SocketId("s-ana"), StatePatch(mic=True)), 116.0)
    room.apply(DropSocket(SocketId("s-ana")), 117.0)
    room.apply(ReturnToSeat(ParticipantId("ana"), SocketId("s-ana"), StatePatch(hand=True)), 120.0)
    assert [seat.state.hand_since for seat in room.seats()] == [110.0, 112.0]
    assert hand(room, "ana", False, 121.0) is None


def test_a_hand_put_down_by_mistake_has_its_old_place_for_a_while() -> None:
    room = room_with("ana", "ben")
    hand(room, "ana", True, 110.0)
    hand(room, "ben", True, 112.0)
    hand(room, "ana", False, 120.0)
    assert hand(room, "ana", True, 134.9) == 110.0
    hand(room, "ana", False, 140.0)
    assert hand(room, "ana", True, 155.0) == 155.0, "too late: the end of the queue"


def test_a_newcomer_may_come_with_a_hand_up() -> None:
    room = room_with("ana")
    room.apply(replace(order("ben"), state=StatePatch(hand=True)), 130.0)
    seat = room.seat(ParticipantId("ben"))
    assert seat is not None
    assert seat.state.hand_since == 130.0
