"""The live rooms of this process: each opened by its first member, closed with its last."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import structlog

from tertulia.domain.commands import Command, DropSocket, LeaveSeat, ReturnToSeat, SetForwarding, TakeSeat, Tick
from tertulia.domain.errors import NotFound, TertuliaError, Unavailable
from tertulia.domain.events import Changed, RoomEvent, SeatTaken
from tertulia.domain.ids import ParticipantId, RoomCode, SittingId, SocketId
from tertulia.domain.mailbox import Letter
from tertulia.domain.presence import ParticipantLeft, Seat, TopologyChanged
from tertulia.domain.room import Room, RoomPolicy
from tertulia.media.port import MediaPlane
from tertulia.services.clock import Clock
from tertulia.services.forwarding import Forwarding, MediaNumbers
from tertulia.services.keeping import Keeper
from tertulia.services.live_room import LiveRoom
from tertulia.services.outbox import Outbox
from tertulia.services.timers import Timers
from tertulia.store.base import Store

log = structlog.get_logger()

LOAD_S = 2.0
"""So long a first member waits for the room's title and history. After that the call begins without them."""


@dataclass(frozen=True, slots=True)
class Resources:
    store: Store
    plane: MediaPlane
    outbox: Outbox
    clock: Clock
    timers: Timers


class LiveRooms:
    def __init__(self, resources: Resources, policy: RoomPolicy, *, chat_history: int) -> None:
        self.store = resources.store
        self.plane = resources.plane
        self.outbox = resources.outbox
        self._timers = resources.timers
        self._clock = resources.clock
        self._policy = policy
        self._history = chat_history
        self._rooms: dict[RoomCode, LiveRoom] = {}
        self._where: dict[SocketId, LiveRoom] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._wall = self._clock.now().timestamp() - self._clock.monotonic()
        self._born = self.now()
        self.keeper = Keeper(self.store, self._clock, self._timers)
        self.forwarding = Forwarding(self.plane, self._timers)

    def now(self) -> float:
        """Unix time, seconds, that never goes back."""
        return self._wall + self._clock.monotonic()

    # -- questions -------------------------------------------------------------------------------------

    def peek(self, code: RoomCode) -> tuple[int, list[str]] | None:
        """How many sit there now, and their names in join order; None when nobody does."""
        live = self._rooms.get(code)
        if live is None or live.room.is_empty:
            return None
        return len(live.room), [seat.name for seat in live.room.seats() if seat.name]

    def current_sitting(self, code: RoomCode) -> SittingId | None:
        live = self._rooms.get(code)
        return None if live is None or live.room.is_empty else live.sitting

    def sitting_of(self, code: RoomCode, who: ParticipantId) -> SittingId | None:
        """The sitting in which this participant has a seat now, connected or away."""
        live = self._rooms.get(code)
        return None if live is None or live.room.seat(who) is None else live.sitting

    def get(self, code: RoomCode) -> LiveRoom | None:
        return self._rooms.get(code)

    def __iter__(self) -> Iterator[LiveRoom]:
        return iter(self._rooms.values())

    def media(self) -> MediaNumbers:
        rooms: Counter[str] = Counter(mesh=0, sfu=0)
        rooms.update(live.room.topology.mode for live in self if not live.room.is_empty)
        return MediaNumbers(rooms, self.forwarding.moves, self.plane.stats())

    def room_of(self, socket: SocketId) -> LiveRoom | None:
        return self._where.get(socket)

    def at(self, socket: SocketId) -> tuple[LiveRoom, Seat]:
        """Raises `NotFound(code="not_in_room")`."""
        live = self._where.get(socket)
        if live is None:
            raise NotFound("Join a room first.", code="not_in_room")
        return live, live.room.at(socket)

    # -- opening and closing ---------------------------------------------------------------------------

    async def open(self, code: RoomCode, *, sitting: SittingId | None = None) -> LiveRoom:
        """The open room of this name. What the caller does with it must begin before it waits for anything else,
        and an empty room must be given back with `close_if_empty`.

        sitting: given by somebody who returns after a restart; a room that opens by them is the same sitting.
        """
        while True:
            live = self._rooms.get(code) or self._start(code, sitting)
            await live.loaded.wait()
            if not live.is_closed:
                return live

    def _start(self, code: RoomCode, sitting: SittingId | None) -> LiveRoom:
        now, grace_s = self.now(), self._policy.seat_grace_s
        may_return = sitting is not None or now < self._born + grace_s
        media = replace(self._policy.topology, can_forward=self.plane.can_forward)
        room = Room(
            replace(self._policy, topology=media), settles_at=now + grace_s if may_return and grace_s > 0 else None
        )
        live = LiveRoom(code, room, sitting=sitting, history=self._history)
        self._rooms[code] = live
        self.outbox.open(code, live.boot)
        task = asyncio.create_task(self._run(live), name=f"room {code}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        log.debug("room.opened", room=code, boot=live.boot, settling=may_return)
        return live

    def close_if_empty(self, live: LiveRoom) -> None:
        if live.room.is_empty and not live.is_closed:
            self._close(live)
            log.debug("room.closed", room=live.code)

    def _close(self, live: LiveRoom) -> None:
        live.is_closed = True
        del self._rooms[live.code]
        self.outbox.close(live.code)
        self.forwarding.closed(live.code)
        if live.timer is not None:
            live.timer.cancel()
        live.inbox.put_nowait(None)

    async def stop(self) -> None:
        """Lets what was said be stored. Nobody is put out of a seat: they may resume at the next start."""
        for live in list(self._rooms.values()):
            self._close(live)
        if self._tasks:
            await asyncio.wait(self._tasks)
        await self.keeper.stop()

    # -- the one task of a room ------------------------------------------------------------------------

    async def _run(self, live: LiveRoom) -> None:
        try:
            await self._load(live)
            live.loaded.set()
            while (job := await live.inbox.get()) is not None:
                await job()
        except Exception:
            self._crash(live)
        finally:
            live.loaded.set()

    async def _load(self, live: LiveRoom) -> None:
        try:
            async with asyncio.timeout(LOAD_S):
                meeting = await self.store.meetings.get(live.code)
                live.title = meeting.title if meeting else ""
                live.told_seq = await self.store.chat.last_seq(live.code)
                if live.tail.maxlen:
                    live.tail.extend(await self.store.chat.tail(live.code, limit=live.tail.maxlen))
                live.is_current = True
        except (TertuliaError, TimeoutError):
            log.warning("room.not_loaded", room=live.code, exc_info=True)

    def _crash(self, live: LiveRoom) -> None:
        """A broken belief costs one room its state, not its calls: its members are cut, come back and resume."""
        log.exception("room.crashed", room=live.code, error=secrets.token_hex(4))
        if not live.is_closed:
            self._close(live)
        for socket in [s for s, room in self._where.items() if room is live]:
            del self._where[socket]
            self.outbox.cut(socket, "room_lost")

    # -- turns -----------------------------------------------------------------------------------------

    def seat(self, live: LiveRoom, command: TakeSeat | ReturnToSeat) -> Seat:
        """Raises `RoomFull`. From here on the socket hears of this room and of no other."""
        events = self._apply(live, command)
        try:
            self.unseat(command.socket, LeaveSeat(command.socket, reason="moved"))
        except Unavailable:  # the room it leaves crashed, and said so; that is no reason to be a ghost here
            log.debug("room.left_crashed", room=live.code)
        self._where[command.socket] = live
        seat = live.room.at(command.socket)
        self.outbox.enter(live.code, command.socket, protocol=seat.protocol, rev=live.room.rev)
        self._tell(live, events)
        return seat

    def unseat(self, socket: SocketId, command: DropSocket | LeaveSeat) -> None:
        """Nothing for a socket that is in no room."""
        live = self._where.pop(socket, None)
        if live is None:
            return
        self.outbox.leave(live.code, socket)
        self._tell(live, self._apply(live, command))
        self.close_if_empty(live)

    def turn(self, live: LiveRoom, command: Command) -> None:
        self._tell(live, self._apply(live, command))
        self.close_if_empty(live)

    def stop_forwarding(self) -> None:
        """The media server is gone: every room is a mesh now, and stays one."""
        for live in list(self._rooms.values()):
            with contextlib.suppress(Unavailable):  # crashed, and said so
                self.turn(live, SetForwarding(possible=False))

    def deliver(self, live: LiveRoom, to: Seat, sender: ParticipantId, message: str) -> None:
        """message: JSON text. Those who are away get it when they are back; who cannot resume needs nothing kept."""
        letter = live.mailbox(to.id).put(sender, message) if to.protocol > 0 else Letter(0, sender, message)
        destination = live.room.socket_of(to.id)
        if destination is not None:
            self.outbox.signal(destination, letter, protocol=to.protocol)

    def _apply(self, live: LiveRoom, command: Command) -> list[RoomEvent]:
        try:
            return live.room.apply(command, self.now())
        except TertuliaError:
            raise
        except Exception as broken:
            self._crash(live)
            raise Unavailable("This room had to start again.", code="room_lost") from broken

    def _tell(self, live: LiveRoom, events: list[RoomEvent]) -> None:
        for event in events:
            match event:
                case SeatTaken(_, socket):
                    self._where.pop(socket, None)
                    self.outbox.leave(live.code, socket)
                case Changed(_, ParticipantLeft(who)):
                    live.forget(who)
                    self.keeper.left(live, who)
                    self.forwarding.left(live.code, who)
                case Changed(_, TopologyChanged(topology)):
                    self.forwarding.chosen(live.code, topology)
        if events:
            self.outbox.happened(live.code, events, live.room.ids())
        self._rearm(live)

    def _rearm(self, live: LiveRoom) -> None:
        if live.timer is not None:
            live.timer.cancel()
        due = None if live.is_closed else live.room.next_due()
        live.timer = None if due is None else self._timers.after(max(0.0, due - self.now()), lambda: self._ring(live))

    def _ring(self, live: LiveRoom) -> None:
        live.timer = None
        if not live.is_closed:
            with contextlib.suppress(Unavailable):  # crashed, and said so
                self.turn(live, Tick())
