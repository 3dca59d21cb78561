"""Every Socket.IO event and the service it goes to; and how the realtime part is put together."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from tertulia.auth.passes import SeatPasses
from tertulia.auth.resume import ResumeTokens
from tertulia.domain.commands import StatePatch
from tertulia.domain.ids import SFU, FileId, SocketId
from tertulia.domain.names import clean_name, room_code
from tertulia.domain.room import RoomPolicy
from tertulia.domain.topology import MESH_ONLY, Plane, TopologyPolicy
from tertulia.media.port import MediaPlane
from tertulia.protocol import messages
from tertulia.protocol.version import PROTOCOL
from tertulia.realtime import packets, wire
from tertulia.realtime.arguments import Malformed, model_of, no_more_than, number_at, parsed, text_at
from tertulia.realtime.connection import Connection, ConnectionLimits
from tertulia.realtime.emit import Emit, signal_packet
from tertulia.realtime.engine import Engine
from tertulia.realtime.guard import Answer, Event, Guard, Later
from tertulia.realtime.http import Receive, Scope, Send
from tertulia.realtime.media import order_of
from tertulia.realtime.meters import Meters
from tertulia.realtime.origins import Origins
from tertulia.realtime.session import Session, SessionLimits
from tertulia.realtime.settings import GatewaySettings
from tertulia.services.caption import Caption
from tertulia.services.chat import Along, Chat
from tertulia.services.clock import Clock
from tertulia.services.join import Doorkeeper, Join, JoinWish, Seen
from tertulia.services.leave import Leave
from tertulia.services.negotiate import Negotiate
from tertulia.services.react import React
from tertulia.services.registry import LiveRooms, Resources
from tertulia.services.signaling import Signaling
from tertulia.services.state import AskServer, TellState
from tertulia.services.throttle import Throttle
from tertulia.services.timers import LoopTimers, Timers
from tertulia.store.base import Store

log = structlog.get_logger()

PATH = "/socket.io"
SAID_TO_PEERS = frozenset(("sdp", "ice", "moved"))


class Gateway:
    """`rooms` answers what the REST side asks of live rooms; `meters` is for /metrics."""

    def __init__(
        self,
        settings: GatewaySettings,
        *,
        store: Store,
        doorkeeper: Doorkeeper,
        plane: MediaPlane,
        secret: bytes,
        passes: SeatPasses,
        clock: Clock,
        timers: Timers,
    ) -> None:
        self._settings = settings
        self._timers = timers
        self.meters = Meters()
        self.sessions: dict[SocketId, Session] = {}
        batch_s = settings.presence_batch_ms / 1000
        outbox = Emit(self.sessions, clock, timers, self.meters, batch_s=batch_s)
        policy = RoomPolicy(
            capacity=settings.room_capacity,
            seat_grace_s=settings.seat_grace_s,
            unload_grace_s=settings.unload_grace_s,
            topology=TopologyPolicy(
                mesh_limit=settings.mesh_limit,
                sfu_from=settings.sfu_from,
                mesh_below=settings.mesh_below,
                calm_s=settings.calm_s,
                on_request=settings.sfu_on_request,
            ),
        )
        resources = Resources(store, plane, outbox, clock, timers)
        self.rooms = LiveRooms(resources, policy, chat_history=settings.chat_history)
        self._join = Join(self.rooms, doorkeeper, ResumeTokens(secret), passes)
        self._leave = Leave(self.rooms)
        self._signal = Signaling(self.rooms)
        self._negotiate = Negotiate(self.rooms, clock)
        self._chat = Chat(self.rooms, clock, max_bytes=settings.chat_bytes)
        self._tell_state = TellState(self.rooms)
        self._ask_server = AskServer(self.rooms)
        self._react = React(self.rooms)
        self._caption = Caption(self.rooms, max_chars=settings.caption_chars)
        self._guard = Guard(
            events={
                "join-call": Event(self.on_join_call, "others"),
                "signal": Event(self.on_signal, "signals"),
                "chat-message": Event(self.on_chat_message, "chats"),
                "set-state": Event(self.on_set_state, "others"),
                "ask-server": Event(self.on_ask_server, "others"),
                "reaction": Event(self.on_reaction, "reactions"),
                "caption": Event(self.on_caption, "captions"),
                "leave-call": Event(self.on_leave_call, "others"),
                "sync-room": Event(self.on_sync_room, "others"),
            },
            signal=self.pass_signal,
            connect=self._connected,
            gone=self._gone,
            clock=clock,
            meters=self.meters,
            frame_bytes=settings.frame_bytes,
            malformed_limit=settings.malformed_limit,
        )
        limits = ConnectionLimits(
            handshake_s=settings.handshake_s,
            ping_interval_s=settings.ping_interval_s,
            ping_timeout_s=settings.ping_timeout_s,
            frame_bytes=settings.frame_bytes,
            unread_bytes=settings.unread_bytes,
        )
        self._session_limits = SessionLimits(
            signals_per_s=settings.signals_per_s,
            signals_burst=settings.signals_burst,
            chats_per_s=settings.chats_per_s,
            chats_burst=settings.chats_burst,
            reactions_per_s=settings.reactions_per_s,
            reactions_burst=settings.reactions_burst,
            captions_per_s=settings.captions_per_s,
            captions_burst=settings.captions_burst,
            malformed_limit=settings.malformed_limit,
        )
        origins = Origins(settings.cors_origins, settings.public_url)
        newcomers = Throttle(clock, settings.connections_per_10s_address, 10)
        self.engine = Engine(self._accept, limits, timers, origins, newcomers)

    # -- events ----------------------------------------------------------------------------------------

    def on_join_call(self, session: Session, arguments: list[Any]) -> Awaitable[Answer]:
        no_more_than(arguments, 1)
        wanted = arguments[0] if arguments else None
        call = model_of(messages.JoinCall, {"room": wanted} if isinstance(wanted, str) else wanted)
        seen = Seen(call.seen.boot, call.seen.signal, call.seen.chat) if call.seen else None
        wish = JoinWish(
            socket=session.id,
            code=room_code(call.room),
            name=clean_name(call.name) if call.name.strip() else "",
            protocol=min(call.protocol, PROTOCOL),
            token=call.token,
            resume=call.resume,
            arrival=call.arrival,
            seen=seen,
            state=_patch(call.state),
            planes=_planes(call),
        )
        return self._joined(session, wish)

    async def _joined(self, session: Session, wish: JoinWish) -> Answer:
        joined = await self._join(wish, lambda: session.is_here)
        self.meters.joins += 1
        self.meters.resumes += joined.resumed
        if wish.protocol == 0:
            self.rooms.outbox.history(session.id, joined.chat if joined.is_new else ())
        missed = [signal_packet(letter, joined.seat.protocol) for letter in joined.missed]
        return Answer(wire.join_ack(joined, self._settings.seat_grace_s, self._settings.file_bytes), missed)

    def on_signal(self, session: Session, arguments: list[Any]) -> Answer:
        no_more_than(arguments, 2)
        to = text_at(arguments, 0, "toId")
        if len(arguments) < 2:
            raise Malformed("A signal has a message.", field="message")
        return self.pass_signal(session, to, packets.dump(arguments[1]))

    def pass_signal(self, session: Session, to: str, message: str) -> Answer:
        """message: JSON text, passed on unread but for its shape: a string that a peer cannot parse would break
        that peer, not us."""
        value = parsed(message, field="message")
        value = parsed(value, field="message") if isinstance(value, str) else value
        if not isinstance(value, dict):
            raise Malformed("A signal is an object, or its JSON text.", field="message")
        if to == SFU:
            self._negotiate(session.id, lambda: order_of(value))
        elif SAID_TO_PEERS.isdisjoint(value):
            raise Malformed("A signal has sdp, ice or moved.", field="message")
        else:
            self._signal(session.id, to, message)
        return Answer(wire.DONE)

    def on_chat_message(self, session: Session, arguments: list[Any]) -> Later:
        no_more_than(arguments, 4)
        text, sender = text_at(arguments, 0, "data"), text_at(arguments, 1, "sender")
        key = text_at(arguments, 2, "key") if len(arguments) > 2 and arguments[2] is not None else None
        said = messages.ChatAlong() if len(arguments) < 4 else model_of(messages.ChatAlong, arguments[3])
        along = Along(said.reply_to, tuple(FileId(file_id) for file_id in dict.fromkeys(said.files)))
        outcome = self._chat(session.id, text, sender, key, along)
        self.meters.chats += 1
        return Later(outcome, wire.chat_ack)

    def on_set_state(self, session: Session, arguments: list[Any]) -> Answer:
        no_more_than(arguments, 1)
        self._tell_state(session.id, _patch(model_of(messages.SetState, arguments[0] if arguments else None)))
        return Answer(wire.DONE)

    def on_ask_server(self, session: Session, arguments: list[Any]) -> Answer:
        no_more_than(arguments, 0)
        self._ask_server(session.id)
        return Answer(wire.DONE)

    def on_reaction(self, session: Session, arguments: list[Any]) -> Answer:
        no_more_than(arguments, 1)
        self._react(session.id, text_at(arguments, 0, "reaction"))
        return Answer(wire.DONE)

    def on_caption(self, session: Session, arguments: list[Any]) -> Answer:
        no_more_than(arguments, 2)
        self._caption(session.id, text_at(arguments, 0, "text"), number_at(arguments, 1, "line"))
        return Answer(wire.DONE)

    def on_leave_call(self, session: Session, arguments: list[Any]) -> Answer:
        no_more_than(arguments, 1)
        leave = model_of(messages.LeaveCall, arguments[0] if arguments and arguments[0] is not None else {})
        self._leave(session.id, leave.reason)
        return Answer(wire.DONE)

    def on_sync_room(self, session: Session, arguments: list[Any]) -> Answer:
        no_more_than(arguments, 0)
        live, seat = self.rooms.at(session.id)
        self.rooms.outbox.enter(live.code, session.id, protocol=seat.protocol, rev=live.room.rev)
        return Answer(wire.snapshot_ack(live))

    # -- connections -----------------------------------------------------------------------------------

    def _accept(self, connection: Connection) -> Session:
        session = Session(SocketId(secrets.token_urlsafe(15)), connection, self._guard, self._session_limits)
        session.handshake = self._timers.after(self._settings.handshake_s, lambda: connection.close("no handshake"))
        return session

    def _connected(self, session: Session) -> None:
        self.sessions[session.id] = session

    def _gone(self, session: Session, reason: str) -> None:
        if self.sessions.pop(session.id, None) is not None:
            self._leave.lost(session.id)

    def stats(self) -> dict[str, float]:
        """What metrics ask for at each scrape."""
        return {
            "rooms": sum(1 for live in self.rooms if not live.room.is_empty),
            "participants": sum(len(live.room) for live in self.rooms),
            "sockets": len(self.sessions),
            "joins": self.meters.joins,
            "signals": self.meters.signals,
            "chats": self.meters.chats,
        }

    # -- life ------------------------------------------------------------------------------------------

    def asgi(self, other: Callable[[Scope, Receive, Send], Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        """The application that answers under `PATH` itself and gives everything else, lifespan too, to `other`."""

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            path = scope.get("path", "")
            if scope["type"] != "lifespan" and (path == PATH or path.startswith(PATH + "/")):
                await self.engine(scope, receive, send)
            else:
                await other(scope, receive, send)

        return app

    def hang_up(self) -> None:
        """Close every connection now, waiting polls too, so that nothing holds up the end of the server. Call it
        as soon as the server is told to stop; clients come back and resume at the next one."""
        self.engine.stop()

    async def stop(self) -> None:
        """Let what was said and done be stored."""
        self.hang_up()
        await self.rooms.stop()
        await self.rooms.plane.close()


def build(
    settings: GatewaySettings,
    *,
    store: Store,
    doorkeeper: Doorkeeper,
    plane: MediaPlane,
    secret: bytes,
    clock: Clock,
    passes: SeatPasses | None = None,
    timers: Timers | None = None,
) -> Gateway:
    """doorkeeper: `services.accounts.Accounts`. secret: the server's; keys are derived from it."""
    return Gateway(
        settings,
        store=store,
        doorkeeper=doorkeeper,
        plane=plane,
        secret=secret,
        passes=passes or SeatPasses(secret),
        clock=clock,
        timers=timers or LoopTimers(),
    )


def _planes(call: messages.JoinCall) -> frozenset[Plane]:
    """Whoever is not told of the topology cannot follow it."""
    known: tuple[Plane, ...] = ("mesh", "sfu")
    return frozenset(p for p in known if p in call.planes) if call.protocol > 0 else MESH_ONLY


def _patch(state: messages.SetState) -> StatePatch:
    return StatePatch(mic=state.mic, camera=state.camera, screen=state.screen, hand=state.hand)
