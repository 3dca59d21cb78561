"""Joining a room: as somebody new, or again at the seat one had."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from tertulia.auth.passes import SeatPass, SeatPasses
from tertulia.auth.resume import ResumeClaims, ResumeTokens, new_serial
from tertulia.domain.commands import ReturnToSeat, SetState, StatePatch, TakeSeat
from tertulia.domain.errors import NotFound, Unavailable
from tertulia.domain.ids import ParticipantId, RoomCode, SocketId
from tertulia.domain.mailbox import Letter
from tertulia.domain.presence import Seat
from tertulia.domain.records import ChatLine
from tertulia.domain.topology import MESH_ONLY, Plane
from tertulia.services.accounts import Identity
from tertulia.services.live_room import LiveRoom
from tertulia.services.registry import LiveRooms

log = structlog.get_logger()


class Doorkeeper(Protocol):
    async def identify(self, access_token: str) -> Identity:
        """Raises `Unauthorized`, `Unavailable`."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The last numbers a returning client has seen."""

    boot: str
    signal: int
    chat: int


@dataclass(frozen=True, slots=True)
class JoinWish:
    socket: SocketId
    code: RoomCode
    name: str
    protocol: int
    token: str | None = None
    resume: str | None = None
    arrival: str | None = None
    seen: Seen | None = None
    state: StatePatch = field(default_factory=StatePatch)
    planes: frozenset[Plane] = MESH_ONLY


@dataclass(frozen=True, slots=True)
class Joined:
    live: LiveRoom
    seat: Seat
    resume: str
    seat_pass: str
    resumed: bool
    is_new: bool
    """Not new: it sat here already, on this very socket."""
    chat: Sequence[ChatLine]
    missed: Sequence[Letter]


class Join:
    def __init__(self, rooms: LiveRooms, doorkeeper: Doorkeeper, tokens: ResumeTokens, passes: SeatPasses) -> None:
        self._rooms = rooms
        self._doorkeeper = doorkeeper
        self._tokens = tokens
        self._passes = passes

    async def __call__(self, wish: JoinWish, is_here: Callable[[], bool]) -> Joined:
        """A seat for this socket. In the room it sits in already: the same seat, nothing doubled.

        is_here: whether the socket is still connected, asked after every wait.
        Raises `Unauthorized` for a bad access token, `RoomFull`, `NotFound(code="gone")`. A resume token that is
        forged, over, of another room or of a seat given up never raises: its bearer joins as somebody new.
        """
        claims = self._claims(wish)
        sitting = claims.sitting if claims else None
        user = await self._user(wish.token) if wish.token and claims is None else None
        live = await self._rooms.open(wish.code, sitting=sitting)
        try:
            if claims is not None and not live.may_return(claims):
                claims = None
                if wish.token:  # the seat is gone: now it matters who they are
                    user = await self._user(wish.token)
                    live = await self._rooms.open(wish.code)
            if not is_here():
                raise NotFound("The connection is gone.", code="gone")
            return self._sit(live, wish, claims, user)
        finally:
            self._rooms.close_if_empty(live)

    def _sit(self, live: LiveRoom, wish: JoinWish, claims: ResumeClaims | None, user: Identity | None) -> Joined:
        """Without waiting: seat, audience and answer belong to one moment of the room."""
        if self._rooms.room_of(wish.socket) is live:
            seat = live.room.at(wish.socket)
            self._rooms.turn(live, SetState(wish.socket, wish.state))
            return self._answer(live, wish, seat, resumed=True, is_new=False)
        arriving = _arriving(wish)
        arrived = live.room.seat(arriving) if arriving and claims is None else None
        if claims is not None:
            seat = self._take_back(live, wish, claims)
        elif arrived is not None:  # nobody else can know this id's arrival: only the ack was lost
            seat = self._rooms.seat(live, _return(wish, arrived.id))
        else:
            seat = self._rooms.seat(live, self._order(live, wish, user))
        return self._answer(live, wish, seat, resumed=bool(claims or arrived), is_new=True)

    def _answer(self, live: LiveRoom, wish: JoinWish, seat: Seat, *, resumed: bool, is_new: bool) -> Joined:
        if is_new:
            self._rooms.keeper.joined(live, seat, is_return=resumed)
            log.info(
                "participant.joined",
                room=live.code,
                participant=seat.id,
                resumed=resumed,
                protocol=seat.protocol,
                signed_in=seat.user_id is not None,
            )
        seen = wish.seen
        missed = self._missed(live, seat, seen) if resumed and seen else []
        token = self._tokens.issue(live.claims_for(seat), self._rooms.now()) if seat.protocol > 0 else ""
        here = SeatPass(seat.id, live.code, live.sitting, seat.user_id)
        seat_pass = self._passes.issue(here, self._rooms.now()) if seat.protocol > 0 else ""
        return Joined(live, seat, token, seat_pass, resumed, is_new, live.lines_after(seen.chat if seen else 0), missed)

    def _missed(self, live: LiveRoom, seat: Seat, seen: Seen) -> list[Letter]:
        """Numbers of another boot say nothing about this one's: then they have seen none."""
        return live.mailbox(seat.id).after(seen.signal if seen.boot == live.boot else 0)

    def _take_back(self, live: LiveRoom, wish: JoinWish, claims: ResumeClaims) -> Seat:
        if live.room.seat(claims.participant) is not None:
            return self._rooms.seat(live, _return(wish, claims.participant))
        order = TakeSeat(
            claims.participant,
            wish.socket,
            claims.name,
            claims.user_id,
            wish.protocol,
            wish.state,
            joined_at=claims.joined_at,
            planes=wish.planes,
        )
        return self._rooms.seat(live, order)

    def _order(self, live: LiveRoom, wish: JoinWish, user: Identity | None) -> TakeSeat:
        name, user_id = (user.user.name, user.user.id) if user else (wish.name, None)
        who = _arriving(wish) or ParticipantId(wish.socket)
        if live.room.seat(who) is not None:  # the seat of this socket went to a newer one
            who = ParticipantId(f"{wish.socket}.{new_serial()}")
        return TakeSeat(who, wish.socket, name, user_id, wish.protocol, wish.state, planes=wish.planes)

    def _claims(self, wish: JoinWish) -> ResumeClaims | None:
        if not wish.resume or wish.protocol == 0:
            return None
        claims = self._tokens.read(wish.resume, self._rooms.now())
        return claims if claims and claims.room == wish.code else None

    async def _user(self, token: str) -> Identity | None:
        """Where the database does not answer, people join as guests: the call matters more."""
        try:
            return await self._doorkeeper.identify(token)
        except Unavailable:
            log.warning("join.as_guest", exc_info=True)
            return None


def _arriving(wish: JoinWish) -> ParticipantId | None:
    """Who somebody new is: the same after a restart, too, when nothing but the arrival tells who had come in before.
    None where that was not named: then the first socket names them."""
    if wish.arrival is None or wish.protocol == 0:
        return None
    digest = hashlib.sha256(f"{wish.code}\n{wish.arrival}".encode()).digest()
    return ParticipantId(base64.urlsafe_b64encode(digest[:15]).decode())


def _return(wish: JoinWish, who: ParticipantId) -> ReturnToSeat:
    return ReturnToSeat(who, wish.socket, wish.state, wish.planes)
