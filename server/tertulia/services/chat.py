"""Saying something to everyone in the room: stored first, then told, in one order for all."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, replace
from functools import partial

from tertulia.domain.commands import Rename
from tertulia.domain.errors import Conflict, InvalidInput, NotFound, TertuliaError, Unavailable
from tertulia.domain.ids import FileId, SocketId
from tertulia.domain.names import clean_name
from tertulia.domain.presence import Seat
from tertulia.domain.records import QUOTE_MAX, ChatLine, FileNote, Quote
from tertulia.services.clock import Clock
from tertulia.services.live_room import LiveRoom
from tertulia.services.registry import LiveRooms

KEY_MAX = 64
UNNAMED = "Guest"
RACES = 5
"""So often another process may take the next number before we give up."""

CATCH_UP = 200
"""Lines that others stored, or that we stored without knowing, and that are told late."""


FILES_MOST = 10
"""Of one line."""


@dataclass(frozen=True, slots=True)
class Along:
    """What a line may bring besides its text: the number of the line it answers, and files sent before."""

    reply_to: int | None = None
    files: tuple[FileId, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    key: str
    seat: Seat
    sender_name: str
    text: str
    along: Along


class Chat:
    def __init__(self, rooms: LiveRooms, clock: Clock, *, max_bytes: int) -> None:
        """max_bytes: of one message in UTF-8."""
        self._rooms = rooms
        self._clock = clock
        self._max_bytes = max_bytes

    def __call__(
        self, socket: SocketId, text: str, sender: str, key: str | None, along: Along | None = None
    ) -> asyncio.Future[ChatLine]:
        """The stored line, once it is stored and everyone has been told.

        sender: the name the sender wishes to be known by. key: their own name for this line; said twice under
        one key, it is one line. Raises `InvalidInput`, `NotFound(code="not_in_room")`, `Busy`; the future
        raises `Unavailable` when the database does not answer, and `NotFound` for a line or a file that is not
        there: then nobody has been told.
        """
        live, seat = self._rooms.at(socket)
        along = along or Along()
        self._check(text, key, along)
        name = self._name(live, seat, socket, sender)
        remark = Remark(key or secrets.token_urlsafe(12), seat, name, text, along)
        outcome: asyncio.Future[ChatLine] = asyncio.get_running_loop().create_future()
        live.post(partial(self._say, live, remark, outcome))
        return outcome

    def _check(self, text: str, key: str | None, along: Along) -> None:
        if len(along.files) > FILES_MOST:
            raise InvalidInput(f"A message brings at most {FILES_MOST} files.", code="files_too_many", field="files")
        if not text.strip() and not along.files:
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
        reply, files = await self._quote(live, remark), await self._files(live, remark)
        for _ in range(RACES):
            if not live.is_current:
                for missed in await chat.tail(live.code, after=live.told_seq, limit=CATCH_UP):
                    self._tell(live, missed)
                live.is_current = True
            try:
                line = await chat.append(replace(self._line(live, remark), reply=reply, files=files))
            except Conflict:
                live.is_current = False
                continue
            self._tell(live, line)
            return line
        raise Unavailable("The chat is busy elsewhere.")

    async def _quote(self, live: LiveRoom, remark: Remark) -> Quote | None:
        seq = remark.along.reply_to
        if seq is None:
            return None
        at_hand = next((line for line in live.tail if line.seq == seq), None)
        line = at_hand or await self._rooms.store.chat.get(live.code, seq)
        if line is None:
            raise NotFound("The message this answers is not here.", code="reply_unknown", field="replyTo")
        text = " ".join(line.text.split())
        short = text if len(text) <= QUOTE_MAX else text[: QUOTE_MAX - 1].rstrip() + "…"
        return Quote(seq, line.sender_name, short, tuple(file.name for file in line.files))

    async def _files(self, live: LiveRoom, remark: Remark) -> tuple[FileNote, ...]:
        """Those of the sender, given to this line; said again under its key, they are still its own."""
        wanted = remark.along.files
        if not wanted:
            return ()
        records = self._rooms.store.files
        found = [await records.get(file_id) for file_id in wanted]
        mine = [file for file in found if file and (file.room, file.sender_id) == (live.code, remark.seat.id)]
        if len(mine) < len(wanted) or await records.attach(wanted, line_key=remark.key) < len(wanted):
            raise NotFound("A file of this message is not here any more.", code="file_not_found", field="files")
        return tuple(file.note() for file in mine)

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
