"""What has happened, as messages to those who may hear of it.

Original clients (protocol 0) hear of each newcomer and leaver at once. Ours hear numbered changes, gathered: the
first after a quiet time goes out immediately, then one packet per window, written once for the whole room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tertulia.domain.events import Changed, RoomEvent, SeatTaken
from tertulia.domain.ids import ParticipantId, RoomCode, SocketId
from tertulia.domain.mailbox import Letter
from tertulia.domain.presence import Change, ParticipantJoined, ParticipantLeft
from tertulia.domain.reactions import Reaction
from tertulia.domain.records import ChatLine
from tertulia.realtime import packets, wire
from tertulia.realtime.meters import Meters
from tertulia.realtime.packets import dump
from tertulia.realtime.session import Session
from tertulia.services.clock import Clock
from tertulia.services.timers import Timer, Timers

LARGE_ROOM = 100
"""The window grows by itself for each so many listeners: telling a room costs as much as it has listeners, so its
cost per second stays bounded however many come and go."""

REACTIONS_AT_ONCE = 50
"""Of one window. A crowd claps as one: nobody sees more than so many hands."""


@dataclass(slots=True)
class Audience:
    """`listeners` have been told everything up to their number; `gathered` are changes nobody has been told yet."""

    boot: str
    originals: set[SocketId] = field(default_factory=set)
    listeners: dict[SocketId, int] = field(default_factory=dict)
    gathered: list[tuple[int, str]] = field(default_factory=list)
    window: Timer | None = None
    told_at: float = float("-inf")
    reactions: list[str] = field(default_factory=list)
    clapping: Timer | None = None
    captions: dict[tuple[ParticipantId, int], str] = field(default_factory=dict)
    captioning: Timer | None = None


class Emit:
    """The Outbox of the services."""

    def __init__(
        self, sessions: Mapping[SocketId, Session], clock: Clock, timers: Timers, meters: Meters, *, batch_s: float
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._timers = timers
        self._meters = meters
        self._batch_s = batch_s
        self._audiences: dict[RoomCode, Audience] = {}

    def open(self, room: RoomCode, boot: str) -> None:
        self._audiences[room] = Audience(boot)

    def close(self, room: RoomCode) -> None:
        audience = self._audiences.pop(room)
        for timer in (audience.window, audience.clapping):
            if timer is not None:
                timer.cancel()

    def enter(self, room: RoomCode, socket: SocketId, *, protocol: int, rev: int) -> None:
        audience = self._audiences[room]
        if protocol == 0:
            audience.originals.add(socket)
        else:
            audience.listeners[socket] = rev

    def leave(self, room: RoomCode, socket: SocketId) -> None:
        audience = self._audiences.get(room)
        if audience is not None:
            audience.originals.discard(socket)
            audience.listeners.pop(socket, None)

    # -- presence --------------------------------------------------------------------------------------

    def happened(self, room: RoomCode, events: Sequence[RoomEvent], ids: Sequence[ParticipantId]) -> None:
        audience = self._audiences.get(room)
        for event in events:
            match event:
                case SeatTaken(_, socket):
                    self._send(socket, packets.event("seat-taken", "{}"))
                case Changed(rev, change) if audience is not None:
                    audience.gathered.append((rev, wire.change_text(change)))
                    self._tell_originals(audience, change, ids)
        if audience is not None and audience.gathered and audience.window is None:
            self._tell_soon(audience)

    def _window_s(self, audience: Audience) -> float:
        return self._batch_s * (1 + len(audience.listeners) // LARGE_ROOM)

    def _tell_soon(self, audience: Audience) -> None:
        wait_s = audience.told_at + self._window_s(audience) - self._clock.monotonic()
        if wait_s <= 0:
            self._tell(audience)
        else:
            audience.window = self._timers.after(wait_s, lambda: self._tell(audience))

    def _tell(self, audience: Audience) -> None:
        audience.window = None
        audience.told_at = self._clock.monotonic()
        gathered, audience.gathered = audience.gathered, []
        first, last = gathered[0][0], gathered[-1][0]
        by_start: dict[int, str] = {}
        for socket, told in audience.listeners.items():
            if told >= last:
                continue
            start = max(told + 1, first)
            if start not in by_start:
                texts = (text for rev, text in gathered if rev >= start)
                by_start[start] = packets.event("room-changes", wire.changes_text(audience.boot, last, texts))
            audience.listeners[socket] = last
            self._meters.presence_frames += 1
            self._send(socket, by_start[start])

    def _tell_originals(self, audience: Audience, change: Change, ids: Sequence[ParticipantId]) -> None:
        if not audience.originals:
            return
        if isinstance(change, ParticipantJoined):
            packet = packets.event("user-joined", dump(change.seat.id), dump(ids))
        elif isinstance(change, ParticipantLeft):
            packet = packets.event("user-left", dump(change.id))
        else:
            return
        for socket in audience.originals:
            self._meters.presence_frames += 1
            self._send(socket, packet)

    # -- reactions -------------------------------------------------------------------------------------

    def reacted(self, room: RoomCode, who: ParticipantId, reaction: Reaction) -> None:
        audience = self._audiences.get(room)
        if audience is None or len(audience.reactions) >= REACTIONS_AT_ONCE:
            return
        audience.reactions.append(wire.reaction_text(who, reaction))
        if audience.clapping is None:
            audience.clapping = self._timers.after(self._window_s(audience), lambda: self._clap(audience))

    def _clap(self, audience: Audience) -> None:
        audience.clapping = None
        reactions, audience.reactions = audience.reactions, []
        packet = packets.event("reactions", wire.reactions_text(reactions))
        for socket in audience.listeners:
            self._send(socket, packet)

    # -- captions --------------------------------------------------------------------------------------

    def captioned(self, room: RoomCode, who: ParticipantId, text: str, line: int) -> None:
        audience = self._audiences.get(room)
        if audience is None:
            return
        audience.captions[who, line] = text
        if audience.captioning is None:
            audience.captioning = self._timers.after(self._window_s(audience), lambda: self._caption(audience))

    def _caption(self, audience: Audience) -> None:
        audience.captioning = None
        captions, audience.captions = audience.captions, {}
        packet = packets.event("captions", wire.captions_text(captions))
        for socket in audience.listeners:
            self._send(socket, packet)

    # -- talk ------------------------------------------------------------------------------------------

    def said(self, room: RoomCode, line: ChatLine) -> None:
        audience = self._audiences.get(room)
        if audience is None:
            return
        for protocol, sockets in ((0, audience.originals), (1, audience.listeners)):
            if sockets:
                packet = packets.event("chat-message", *wire.said_arguments(line, protocol))
                for socket in sockets:
                    self._send(socket, packet)

    def history(self, socket: SocketId, lines: Sequence[ChatLine]) -> None:
        session = self._sessions.get(socket)
        for line in lines:
            if session is not None:
                session.connection.answer(packets.event("chat-message", *wire.said_arguments(line, 0)))

    def signal(self, socket: SocketId, letter: Letter, *, protocol: int) -> None:
        self._meters.signals += 1
        self._send(socket, signal_packet(letter, protocol))

    def cut(self, socket: SocketId, why: str) -> None:
        session = self._sessions.get(socket)
        if session is not None:
            session.connection.cut(why)

    def _send(self, socket: SocketId, packet: str) -> None:
        session = self._sessions.get(socket)
        if session is not None:
            session.connection.send(packet)


def signal_packet(letter: Letter, protocol: int) -> str:
    number = f",{letter.number}" if protocol > 0 else ""
    return f'42["signal","{letter.sender}",{letter.message}{number}]'
