"""Saying something to everyone in the room: stored first, then told, in one order for all."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from functools import partial

from tertulia.domain.commands import Rename
from tertulia.domain.errors import Conflict, InvalidInput, TertuliaError, Unavailable
from tertulia.domain.ids import SocketId
from tertulia.domain.names import clean_name
from tertulia.domain.presence import Seat
from tertulia.domain.records import ChatLine
from tertulia.services.clock import Clock
from tertulia.services.live_room import LiveRoom
from tertulia.services.registry import LiveRooms

KEY_MAX = 64
UNNAMED = "Guest"
RACES = 5
"""So often another process may take the next number before we give up."""

CATCH_UP = 200
"""Lines that others stored, or that we stored without knowing, and that are told late."""


@dataclass(frozen=True, slots=True)
class Remark:
    key: str
    seat: Seat
    sender_name: str
    text: str


class Chat:
    def __init__(self, rooms: LiveRooms, clock: Clock, *, max_bytes: int) -> None:
        """max_bytes: of one message in UTF-8."""
        self._rooms = rooms
        self._clock = clock
        self._max_bytes = max_bytes

    def __call__(self, socket: SocketId, text: str, sender: str, key: str | None) -> asyncio.Future[ChatLine]:
        """The stored line, once it is stored and everyone has been told.

        sender: the name the sender wishes to be known by. key: their own name for this line; said twice under
        one key, it is one line. Raises `InvalidInput`, `NotFound(code="not_in_room")`, `Busy`; the future
        raises `Unavailable` when the database does not answer: then nobody has been told.
        """
        live, seat = self._rooms.at(socket)
        self._check(text, key)
        name = self._name(live, seat, socket, sender)
        remark = Remark(key or secrets.token_urlsafe(12), seat, name, text)
        outcome: asyncio.Future[ChatLine] = asyncio.get_running_loop().create_future()
        live.post(partial(self._say, live, remark, outcome))
        return outcome

    def _check(self, text: str, key: str | None) -> None:
        if not text.strip():
            raise InvalidInput("There is nothing in this message.", code="chat_empty", field="data")
        if len(text.encode()) > self._max_bytes:
            raise InvalidInput(f"A message has at most {self._max_bytes} bytes.", code="chat_too_long", field="data")
        if key is not None and not 0 < len(key) <= KEY_MAX:
            raise InvalidInput(f"A key has 1 to {KEY_MAX} characters.", code="key_invalid", field="key")

    def _name(self, live: LiveRoom, seat: Seat, socket: SocketId, wish: str) -> str:
        """A signed-in participant goes by the name of the account; a guest by any other."""
        if seat.user_id is not None:
            return seat.name
        name = clean_name(wish, field="sender") if wish.strip() else seat.name
        if name and not seat.name:  # an original client: it says its name only now
            self._rooms.turn(live, Rename(socket, name))
            self._rooms.keeper.joined(live, live.room.at(socket), is_return=True)
        return live.room.fair_name(name or UNNAMED)

    async def _say(self, live: LiveRoom, remark: Remark, outcome: asyncio.Future[ChatLine]) -> None:
        live = self._rooms.get(live.code) or live  # it may have closed and opened again meanwhile
        try:
            line = await self._store(live, remark)
        except TertuliaError as refused:
            if not outcome.done():
                outcome.set_exception(refused)
            return
        if not outcome.done():
            outcome.set_result(line)

    async def _store(self, live: LiveRoom, remark: Remark) -> ChatLine:
        """Only lines newer than `told_seq` are told: a line that was stored before is told once."""
        chat = self._rooms.store.chat
        for _ in range(RACES):
            if not live.is_current:
                for missed in await chat.tail(live.code, after=live.told_seq, limit=CATCH_UP):
                    self._tell(live, missed)
                live.is_current = True
            try:
                line = await chat.append(self._line(live, remark))
            except Conflict:
                live.is_current = False
                continue
            self._tell(live, line)
            return line
        raise Unavailable("The chat is busy elsewhere.")

    def _line(self, live: LiveRoom, remark: Remark) -> ChatLine:
        return ChatLine(
            room=live.code,
            seq=live.told_seq + 1,
            key=remark.key,
            sitting_id=live.sitting,
            sender_id=remark.seat.id,
            sender_name=remark.sender_name,
            user_id=remark.seat.user_id,
            text=remark.text,
            at=self._clock.now(),
        )

    def _tell(self, live: LiveRoom, line: ChatLine) -> None:
        if line.seq <= live.told_seq:
            return
        live.told_seq = line.seq
        live.tail.append(line)
        self._rooms.outbox.said(live.code, line)
