"""Live rooms under any order of joins, drops, resumes and restarts, with everything around them pretended."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tertulia.auth.passes import SeatPasses
from tertulia.auth.resume import ResumeTokens
from tertulia.domain.errors import NotFound
from tertulia.domain.events import Changed, RoomEvent, SeatTaken
from tertulia.domain.ids import ParticipantId, RoomCode, SocketId
from tertulia.domain.mailbox import Letter
from tertulia.domain.presence import Picture, fold
from tertulia.domain.records import ChatLine
from tertulia.domain.room import RoomPolicy
from tertulia.media.mesh import MeshPlane
from tertulia.services.chat import Chat
from tertulia.services.join import Join, Joined, JoinWish, Seen
from tertulia.services.leave import Leave
from tertulia.services.registry import LiveRooms, Resources
from tertulia.services.signaling import Signaling

from tests.realtime.house import SECRET, Doorkeeper, ManualTimers
from tests.realtime.memory_store import MemoryStore
from tests.support import ManualClock

ROOMS = [RoomCode("circle"), RoomCode("square"), RoomCode("line")]


@dataclass
class Client:
    """One tab: its socket, and what it knows of its room."""

    socket: SocketId
    room: RoomCode | None = None
    id: ParticipantId | None = None
    resume: str | None = None
    boot: str = ""
    picture: Picture | None = None
    signals: list[str] = field(default_factory=list)
    number: int = 0
    chat: list[int] = field(default_factory=list)


class Ears:
    """An Outbox that folds what each socket is told, and notices what it should not have been told."""

    def __init__(self, clients: list[Client]) -> None:
        self._clients = clients
        self._audience: dict[RoomCode, dict[SocketId, int]] = {}

    def client(self, socket: SocketId) -> Client | None:
        return next((c for c in self._clients if c.socket == socket), None)

    def open(self, room: RoomCode, boot: str) -> None:
        assert room not in self._audience
        self._audience[room] = {}

    def close(self, room: RoomCode) -> None:
        del self._audience[room]

    def enter(self, room: RoomCode, socket: SocketId, *, protocol: int, rev: int) -> None:
        self._audience[room][socket] = rev

    def leave(self, room: RoomCode, socket: SocketId) -> None:
        self._audience.get(room, {}).pop(socket, None)

    def happened(self, room: RoomCode, events: Sequence[RoomEvent], ids: Sequence[ParticipantId]) -> None:
        for event in events:
            if isinstance(event, SeatTaken):
                taken = self.client(event.socket)
                if taken is not None:
                    taken.room = taken.picture = None
                continue
            assert isinstance(event, Changed)
            for socket, rev in self._audience.get(room, {}).items():
                client = self.client(socket)
                if client is not None and event.rev > rev:
                    assert client.room == room, "told of a room it is not in"
                    assert client.picture is not None
                    assert client.picture.rev == event.rev - 1
                    client.picture = fold(client.picture, event.change)

    def said(self, room: RoomCode, line: ChatLine) -> None:
        for socket in self._audience.get(room, {}):
            client = self.client(socket)
            if client is not None:
                assert client.room == line.room == room
                client.chat.append(line.seq)

    def history(self, socket: SocketId, lines: Sequence[ChatLine]) -> None: ...

    def signal(self, socket: SocketId, letter: Letter, *, protocol: int) -> None:
        client = self.client(socket)
        assert client is not None
        hear(client, letter)

    def cut(self, socket: SocketId, why: str) -> None:
        raise AssertionError(f"cut: {why}")


def hear(client: Client, letter: Letter) -> None:
    assert letter.number == client.number + 1, "each signal once and in order"
    client.number = letter.number
    client.signals.append(letter.message)


class World:
    def __init__(self) -> None:
        self.clock = ManualClock()
        self.timers = ManualTimers(self.clock)
        self.store = MemoryStore()
        self.clients: list[Client] = []
        self.sockets = 0
        self.begin()

    def begin(self) -> None:
        self.ears = Ears(self.clients)
        resources = Resources(self.store, MeshPlane(), self.ears, self.clock, self.timers)
        self.rooms = LiveRooms(resources, RoomPolicy(capacity=6), chat_history=50)
        self.join = Join(self.rooms, Doorkeeper(self.clock), ResumeTokens(SECRET), SeatPasses(SECRET))
        self.leave, self.signal = Leave(self.rooms), Signaling(self.rooms)
        self.chat = Chat(self.rooms, self.clock, max_bytes=100)

    async def restart(self) -> None:
        await self.rooms.stop()
        self.begin()
        for client in self.clients:
            self.sockets += 1
            client.socket, client.picture = SocketId(f"s{self.sockets}"), None

    def new_socket(self) -> SocketId:
        self.sockets += 1
        return SocketId(f"s{self.sockets}")

    async def enter(self, client: Client, room: RoomCode, resume: str | None) -> Joined:
        seen = Seen(client.boot, client.number, max(client.chat, default=0)) if resume else None
        wish = JoinWish(client.socket, room, "Ana", 1, resume=resume, seen=seen)
        joined = await self.join(wish, lambda: True)
        if not joined.resumed or joined.live.boot != client.boot:
            client.number = 0
        client.room, client.id, client.resume, client.boot = room, joined.seat.id, joined.resume, joined.live.boot
        client.picture = joined.live.room.picture()
        for letter in joined.missed:
            hear(client, letter)
        return joined

    def check(self) -> None:
        for room in ROOMS:
            live = self.rooms.get(room)
            here = {c.id for c in self.clients if c.room == room and c.picture is not None}
            if live is None:
                assert not here, "a room with people in it is open"
                continue
            assert not live.room.is_empty, "an empty room is closed"
            assert here == {s.id for s in live.room.seats() if not s.away}, "nobody is a ghost, nobody is forgotten"
            for client in self.clients:
                if client.room == room and client.picture is not None:
                    assert client.picture == live.room.picture(), "every picture is the sum of its changes"


steps = st.lists(
    st.tuples(
        st.sampled_from(
            ["join", "join", "drop", "resume", "resume", "leave", "signal", "signal", "chat", "wait", "restart"]
        ),
        st.integers(0, 5),
        st.integers(0, 5),
        st.sampled_from(ROOMS),
    ),
    max_size=40,
)


async def walk(script: list[tuple[str, int, int, RoomCode]]) -> None:
    world = World()
    world.clients.extend(Client(world.new_socket()) for _ in range(6))
    for what, one, two, room in script:
        client, other = world.clients[one], world.clients[two]
        is_in = client.picture is not None
        if what == "join" and (client.room is None or is_in):
            await world.enter(client, room, None)
        elif what == "drop" and is_in:
            world.leave.lost(client.socket)
            client.socket, client.picture = world.new_socket(), None
        elif what == "resume" and client.room is not None and not is_in:
            await world.enter(client, client.room, client.resume)
        elif what == "leave" and is_in:
            world.leave(client.socket, "left")
            client.room = client.picture = None
        elif what == "signal" and is_in and client is not other:
            try:
                world.signal(client.socket, str(other.id), f'{{"ice":"{client.id}"}}')
            except NotFound:
                live = world.rooms.get(client.room) if client.room else None
                assert live is not None
                assert other.id is None or live.room.seat(other.id) is None or other.id == client.id
        elif what == "chat" and is_in:
            line = await world.chat(client.socket, "hello", "Ana", None)
            assert client.chat[-1] == line.seq
        elif what == "wait":
            world.timers.advance(one * 8)
        elif what == "restart":
            await world.restart()
        world.check()
        for someone in world.clients:
            assert all(f'"{someone.id}"' not in text for text in someone.signals), "nobody hears itself"
    for room in ROOMS:
        seqs = [row.seq for row in world.store.said.rows if row.room == room]
        assert seqs == list(range(1, len(seqs) + 1))
    await world.rooms.stop()


@given(steps)
@settings(max_examples=120, deadline=None)
def test_whatever_happens_in_whatever_order_rooms_stay_true(script: list[tuple[str, int, int, RoomCode]]) -> None:
    asyncio.run(walk(script))


def test_two_who_open_one_room_at_once_sit_in_the_same() -> None:
    async def both() -> None:
        world = World()
        joins = [world.join(JoinWish(world.new_socket(), ROOMS[0], "x", 1), lambda: True) for _ in range(2)]
        first, second = await asyncio.gather(*joins)
        assert first.live is second.live
        assert len(first.live.room) == 2
        await world.rooms.stop()

    asyncio.run(both())


def test_who_is_gone_before_the_door_opens_takes_no_seat_and_leaves_no_room_open() -> None:
    async def gone() -> None:
        world = World()
        with pytest.raises(NotFound, match="gone"):
            await world.join(JoinWish(world.new_socket(), ROOMS[0], "x", 1), lambda: False)
        assert world.rooms.get(ROOMS[0]) is None
        await world.rooms.stop()

    asyncio.run(gone())
