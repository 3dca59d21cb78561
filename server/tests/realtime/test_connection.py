"""One connection: what its reader may owe, and who hears when, without a network."""

from __future__ import annotations

import json
from collections.abc import Awaitable

from tertulia.domain.events import Changed
from tertulia.domain.ids import ParticipantId, RoomCode, SocketId
from tertulia.domain.presence import ParticipantAway
from tertulia.realtime.connection import Connection, ConnectionLimits
from tertulia.realtime.emit import Emit
from tertulia.realtime.meters import Meters
from tertulia.realtime.session import Session, SessionLimits

from tests.realtime.house import ManualTimers
from tests.support import ManualClock

LIMITS = ConnectionLimits(handshake_s=3, ping_interval_s=10, ping_timeout_s=6, frame_bytes=65536, unread_bytes=262_144)


class Unread:
    """A carrier whose reader reads when it is told to."""

    def __init__(self) -> None:
        self.packets: list[str] = []
        self.is_aborted = False
        self._size = 0

    def write(self, packet: str) -> None:
        self.packets.append(packet)
        self._size += len(packet)

    def unread(self) -> int:
        return self._size

    def read(self) -> None:
        self._size = 0

    def close(self) -> None: ...

    def abort(self) -> None:
        self.is_aborted = True


class Listener:
    def __init__(self) -> None:
        self.reasons: list[str] = []

    def received(self, message: str | bytes) -> Awaitable[None] | None:
        return None

    def closed(self, reason: str) -> None:
        self.reasons.append(reason)


def connection() -> tuple[Connection, Unread, Listener, ManualTimers]:
    carrier, listener, timers = Unread(), Listener(), ManualTimers(ManualClock())
    made = Connection("id", carrier, lambda _: listener, LIMITS, timers, lambda _: None)
    return made, carrier, listener, timers


def test_a_reader_is_cut_once_it_owes_more_than_the_limit() -> None:
    made, carrier, listener, timers = connection()
    for _ in range(4):
        made.send("4" * 65_536)
    timers.advance(0)
    assert not carrier.is_aborted
    made.send("4")
    assert not carrier.is_aborted, "never amid whatever is being told"
    timers.advance(0)
    assert carrier.is_aborted
    assert listener.reasons == ["slow"]


def test_a_large_answer_does_not_count_against_who_asked_for_it() -> None:
    made, carrier, _, timers = connection()
    made.answer("4" * 1_000_000)
    made.send("4" * 200_000)
    timers.advance(0)
    assert not carrier.is_aborted


def test_who_asks_for_ever_without_reading_is_cut() -> None:
    made, carrier, _, timers = connection()
    for _ in range(30):
        made.answer("4" * 100_000)
    timers.advance(0)
    assert carrier.is_aborted


def test_an_allowance_ends_when_everything_was_read() -> None:
    made, carrier, _, timers = connection()
    made.answer("4" * 1_000_000)
    carrier.read()
    made.send("")
    made.send("4" * 300_000)
    timers.advance(0)
    assert carrier.is_aborted


class NoGuard:
    def received(self, session: Session, message: str | bytes) -> None:
        return None

    def closed(self, session: Session, reason: str) -> None: ...


def test_the_window_grows_with_the_room_and_every_listener_is_told_once() -> None:
    clock = ManualClock()
    timers = ManualTimers(clock)
    sessions: dict[SocketId, Session] = {}
    emit = Emit(sessions, clock, timers, Meters(), batch_s=0.1)
    room = RoomCode("hall")
    emit.open(room, "boot")
    carriers = []
    limits = SessionLimits(50, 200, 5, 20, 2, 8, 5, 15, 5)
    for number in range(250):
        made, carrier, _, _ = connection()
        socket = SocketId(f"s{number}")
        sessions[socket] = Session(socket, made, NoGuard(), limits)
        carriers.append(carrier)
        emit.enter(room, socket, protocol=1, rev=0)

    def happens(rev: int) -> None:
        emit.happened(room, [Changed(rev, ParticipantAway(ParticipantId(f"p{rev}")))], [])

    happens(1)
    assert [len(carrier.packets) for carrier in carriers] == [1] * 250
    for rev in range(2, 6):
        happens(rev)
        timers.advance(0.07)
    assert {len(carrier.packets) for carrier in carriers} == {1}, "three windows of a tenth have not passed yet"
    timers.advance(0.03)
    assert {len(carrier.packets) for carrier in carriers} == {2}
    told = json.loads(carriers[0].packets[1][2:])[1]
    assert (told["rev"], len(told["changes"])) == (5, 4)
