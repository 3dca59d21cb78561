"""The one place between a socket and a service: what may come in, how much of it, and what is answered.

- Only events of the table are events. `connect`, `disconnect` and `__proto__` are words like any other here: there
  is nothing behind them to run.
- Events of one socket are handled in order; only the answer to a chat message may come later.
- Every refusal is answered: in the ack, or by `refused` where none was asked for. What is malformed is counted too.
- Whatever breaks behind this line breaks one event, is logged with an id, and is answered with that id.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog

from tertulia.domain.errors import TertuliaError, Unavailable
from tertulia.realtime import packets, wire
from tertulia.realtime.arguments import Malformed
from tertulia.realtime.meters import Meters
from tertulia.realtime.packets import Kind, NotAPacket, Packet
from tertulia.realtime.session import Pace, Session
from tertulia.services.clock import Clock

log = structlog.get_logger()

NAMESPACE = "/"


@dataclass(frozen=True, slots=True)
class Answer:
    """`ack` is JSON text; `then` are packets that must come right after it."""

    ack: str
    then: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """The answer to something that is on its way; the socket's next event need not wait for it."""

    outcome: asyncio.Future[Any]
    ack: Callable[[Any], str]


Outcome = Answer | Later | Awaitable[Answer]
Handler = Callable[[Session, list[Any]], Outcome]
SignalHandler = Callable[[Session, str, str], Answer]


@dataclass(frozen=True, slots=True)
class Event:
    handle: Handler
    pace: Pace


@dataclass(slots=True)
class Guard:
    """`signal` is the short way of the event that most packets are; the table has it too, for odd spellings."""

    events: Mapping[str, Event]
    signal: SignalHandler
    connect: Callable[[Session], None]
    gone: Callable[[Session, str], None]
    clock: Clock
    meters: Meters
    frame_bytes: int
    malformed_limit: int

    def received(self, session: Session, message: str | bytes) -> Awaitable[None] | None:
        if isinstance(message, bytes):
            self._binary(session)
            return None
        if len(message) > self.frame_bytes or (not message.isascii() and len(message.encode()) > self.frame_bytes):
            self._too_large(session, message)
            return None
        if session.is_connected and (plain := packets.decode_signal(message)) is not None:
            self._signal(session, *plain)
            return None
        try:
            packet = packets.decode(message)
        except NotAPacket:
            self._refuse(session, None, "", Malformed("That is not a Socket.IO packet."))
            return None
        return self._packet(session, packet)

    def closed(self, session: Session, reason: str) -> None:
        if session.handshake is not None:
            session.handshake.cancel()
        self.meters.closed[reason] += 1
        try:
            self.gone(session, reason)
        except Exception:
            log.exception("socket.not_dropped", socket=session.id, error=secrets.token_hex(4))

    # -- packets ---------------------------------------------------------------------------------------

    def _packet(self, session: Session, packet: Packet) -> Awaitable[None] | None:
        match packet.kind:
            case Kind.CONNECT:
                self._connect(session, packet)
            case Kind.DISCONNECT:
                session.connection.close("client")
            case Kind.EVENT if packet.namespace == NAMESPACE and session.is_connected:
                return self._event(session, packet)
            case Kind.BINARY_EVENT | Kind.BINARY_ACK:
                session.attachments = min(packet.attachments, 10)
                self._refuse(session, packet.ack, "", Malformed("Nothing here is binary."))
            case _:
                self._refuse(session, packet.ack, "", Malformed("This packet has no place here."))
        return None

    def _connect(self, session: Session, packet: Packet) -> None:
        if packet.namespace != NAMESPACE:
            session.send(packets.connect_error(packet.namespace[:64], "Invalid namespace"))
            self._count(session)
        elif session.is_connected:
            self._refuse(session, None, "", Malformed("This socket is connected already."))
        else:
            session.is_connected = True
            if session.handshake is not None:
                session.handshake.cancel()
                session.handshake = None
            self.connect(session)
            session.send(packets.connected(session.id))

    def _event(self, session: Session, packet: Packet) -> Awaitable[None] | None:
        name = ""
        try:
            body = packets.parse(packet.body)
            if not isinstance(body, list) or not body or not isinstance(body[0], str):
                raise Malformed("An event is a list that begins with its name.")
            name = body[0]
            event = self.events.get(name)
            if event is None:
                raise Malformed("There is no such event.", code="unknown_event")
            session.keep_pace(event.pace, self.clock.monotonic())
            outcome = event.handle(session, body[1:])
        except NotAPacket:
            self._refuse(session, packet.ack, name, Malformed("That is not JSON."))
        except TertuliaError as refusal:
            self._refuse(session, packet.ack, name, refusal)
        except Exception:
            self._refuse(session, packet.ack, name, broken(session, name))
        else:
            return self._follow(session, packet.ack, name, outcome)
        return None

    def _follow(self, session: Session, number: int | None, name: str, outcome: Outcome) -> Awaitable[None] | None:
        if isinstance(outcome, Answer):
            self._answer(session, number, outcome)
        elif isinstance(outcome, Later):
            outcome.outcome.add_done_callback(partial(self._late, session, number, name, outcome.ack))
        else:
            return self._wait(session, number, name, outcome)
        return None

    async def _wait(self, session: Session, number: int | None, name: str, outcome: Awaitable[Answer]) -> None:
        try:
            self._answer(session, number, await outcome)
        except TertuliaError as refusal:
            self._refuse(session, number, name, refusal)
        except Exception:
            self._refuse(session, number, name, broken(session, name))

    def _late(
        self,
        session: Session,
        number: int | None,
        name: str,
        ack: Callable[[Any], str],
        outcome: asyncio.Future[Any],
    ) -> None:
        if outcome.cancelled():
            return
        problem = outcome.exception()
        if problem is None:
            self._answer(session, number, Answer(ack(outcome.result())))
        elif isinstance(problem, TertuliaError):
            self._refuse(session, number, name, problem)
        else:
            self._refuse(session, number, name, broken(session, name, problem))

    def _signal(self, session: Session, number: int | None, to: str, message: str) -> None:
        try:
            session.keep_pace("signals", self.clock.monotonic())
            answer = self.signal(session, to, message)
        except TertuliaError as refusal:
            self._refuse(session, number, "signal", refusal)
        except Exception:
            self._refuse(session, number, "signal", broken(session, "signal"))
        else:
            if number is not None:
                self._answer(session, number, answer)

    # -- answers ---------------------------------------------------------------------------------------

    def _answer(self, session: Session, number: int | None, answer: Answer) -> None:
        if number is not None:
            session.connection.answer(packets.ack(number, answer.ack))
        for packet in answer.then:
            session.connection.answer(packet)

    def _refuse(self, session: Session, number: int | None, name: str, error: TertuliaError) -> None:
        self.meters.refused[error.code] += 1
        if number is not None:
            session.send(packets.ack(number, wire.refused(error)))
        elif session.is_connected:
            session.emit("refused", wire.refused_event(name, error))
        if isinstance(error, Malformed):
            self._count(session)
        elif isinstance(error, Unavailable) and error.code != "internal":  # that one has its own line in the log
            log.warning(
                "event.unavailable", event_name=name, socket=session.id, code=error.code, cause=repr(error.__cause__)
            )

    def _count(self, session: Session) -> None:
        self.meters.malformed += 1
        session.malformed += 1
        if session.malformed >= self.malformed_limit:
            log.warning("socket.malformed", socket=session.id)
            session.connection.close("malformed")

    def _too_large(self, session: Session, message: str) -> None:
        """The answer needs only the head."""
        try:
            number = packets.decode(message[:256]).ack
        except NotAPacket:
            number = None
        self._refuse(
            session, number, "", Malformed(f"A packet has at most {self.frame_bytes} bytes.", code="too_large")
        )

    def _binary(self, session: Session) -> None:
        if session.attachments > 0:
            session.attachments -= 1
        else:
            self._refuse(session, None, "", Malformed("Nothing here is binary."))


def broken(session: Session, name: str, cause: BaseException | None = None) -> Unavailable:
    """Our own mistake: the log has it under the id that the client is told."""
    error_id = secrets.token_hex(4)
    log.error("event.broken", event_name=name, socket=session.id, error=error_id, exc_info=cause or True)
    return Unavailable(f"Something broke on our side ({error_id}).", code="internal")
