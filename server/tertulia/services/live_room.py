"""One open room: its truth, and what its members may want again."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from tertulia.auth.resume import ResumeClaims, new_serial
from tertulia.domain.errors import Busy
from tertulia.domain.ids import ParticipantId, RoomCode, SittingId
from tertulia.domain.limits import TokenBucket
from tertulia.domain.mailbox import Mailbox
from tertulia.domain.presence import Seat
from tertulia.domain.records import ChatLine
from tertulia.domain.room import Room
from tertulia.services.timers import Timer

Job = Callable[[], Awaitable[None]]

INBOX_MAX = 1000
OFFERS_PER_S, OFFERS_BURST = 1.0, 10.0
"""Offers of one seat to the media server: each may cost it a connection."""

TOKENS_PER_SEAT = 2
"""The newest resume token and the one before: the ack that carried the newest may have been lost with its
connection. Older ones have been replaced by one that arrived, so whoever shows one is a copy."""


class LiveRoom:
    """One writer. What changes `room` without waiting is one uninterrupted call of the event loop, and that is its
    turn; what has to wait (for the database, for the media plane) goes through `inbox`, which one task empties."""

    def __init__(self, code: RoomCode, room: Room, *, sitting: SittingId | None, history: int) -> None:
        """history: how many chat messages are kept at hand."""
        self.code = code
        self.room = room
        self.boot = secrets.token_hex(6)
        self.sitting = sitting or SittingId(secrets.token_hex(8))
        self.title = ""
        self.tail: deque[ChatLine] = deque(maxlen=history)
        self.told_seq = 0  # the last chat message that members know
        self.is_current = False  # whether the database holds nothing newer than that
        self.inbox: asyncio.Queue[Job | None] = asyncio.Queue()
        self.loaded = asyncio.Event()
        self.is_closed = False
        self.timer: Timer | None = None
        self._mail: dict[ParticipantId, Mailbox] = {}
        self._serials: dict[ParticipantId, deque[str]] = {}
        self._offers: dict[ParticipantId, TokenBucket] = {}

    def post(self, job: Job) -> None:
        """Raises `Busy` when the room cannot keep up."""
        if self.inbox.qsize() >= INBOX_MAX:
            raise Busy("This room has too much to do right now.", retry_after_s=1)
        self.inbox.put_nowait(job)

    def mailbox(self, who: ParticipantId) -> Mailbox:
        return self._mail.setdefault(who, Mailbox())

    def offers(self, who: ParticipantId) -> TokenBucket:
        return self._offers.setdefault(who, TokenBucket(OFFERS_PER_S, OFFERS_BURST))

    def forget(self, who: ParticipantId) -> None:
        self._mail.pop(who, None)
        self._offers.pop(who, None)
        self._serials.pop(who, None)

    def lines_after(self, seq: int) -> Sequence[ChatLine]:
        return [line for line in self.tail if line.seq > seq]

    # -- whose seat ----------------------------------------------------------------------------------

    def claims_for(self, seat: Seat) -> ResumeClaims:
        """A new resume token for this seat; it replaces the oldest that is still good."""
        serial = new_serial()
        self._serials.setdefault(seat.id, deque(maxlen=TOKENS_PER_SEAT)).append(serial)
        return ResumeClaims(
            participant=seat.id,
            room=self.code,
            name=seat.name,
            user_id=seat.user_id,
            joined_at=seat.joined_at,
            sitting=self.sitting,
            boot=self.boot,
            serial=serial,
        )

    def may_return(self, claims: ResumeClaims) -> bool:
        """Whether these claims lead to a seat here: one that is kept, or, while the room settles after a
        restart, the one of before."""
        if claims.boot == self.boot:
            return claims.serial in self._serials.get(claims.participant, ())
        return self.room.is_settling
