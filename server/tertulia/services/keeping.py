"""Writes down who sat where: for the history, never in the way of a call."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import structlog

from tertulia.domain.errors import TertuliaError
from tertulia.domain.ids import ParticipantId
from tertulia.domain.presence import Seat
from tertulia.domain.records import Attendance, Meeting, MeetingRecord
from tertulia.services.clock import Clock
from tertulia.services.live_room import LiveRoom
from tertulia.store.base import Store

log = structlog.get_logger()

ADOPT_WITHIN = timedelta(minutes=5)
"""A client may write its own line just before it joins: that line is this joining."""

BACKLOG_MAX = 10_000
STOP_S = 2.0


class Keeper:
    """One writer for the whole process; what fails is logged and forgotten."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._backlog: asyncio.Queue[tuple[str, Callable[[], Awaitable[object]]]] = asyncio.Queue(BACKLOG_MAX)
        self._task: asyncio.Task[None] | None = None

    def joined(self, live: LiveRoom, seat: Seat, *, is_return: bool) -> None:
        """is_return: the seat was theirs before, so that the meeting is in their history already."""
        at = datetime.fromtimestamp(seat.joined_at, UTC)
        row = Attendance(live.sitting, live.code, seat.id, seat.user_id, seat.name, at, None)
        self._later("attendance", lambda: self._store.attendances.joined(row))
        if seat.user_id is None or is_return:
            return
        now = self._clock.now()
        meeting = Meeting(live.code, live.title, seat.user_id, now)
        record = MeetingRecord(uuid.uuid4().hex, seat.user_id, live.code, now, live.sitting)
        self._later("meeting", lambda: self._store.meetings.ensure(meeting))
        self._later("history", lambda: self._store.history.record_join(record, adopt_since=now - ADOPT_WITHIN))

    def left(self, live: LiveRoom, who: ParticipantId) -> None:
        now = self._clock.now()
        self._later("attendance", lambda: self._store.attendances.left(live.sitting, who, now))

    async def stop(self) -> None:
        """Gives what is still to be written `STOP_S`."""
        try:
            await asyncio.wait_for(self._backlog.join(), STOP_S)
        except TimeoutError:
            log.warning("keeping.unfinished", left=self._backlog.qsize())
        if self._task is not None:
            self._task.cancel()

    def _later(self, what: str, write: Callable[[], Awaitable[object]]) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="keeping")
        try:
            self._backlog.put_nowait((what, write))
        except asyncio.QueueFull:
            log.warning("keeping.dropped", what=what)

    async def _run(self) -> None:
        while True:
            what, write = await self._backlog.get()
            try:
                await write()
            except TertuliaError:
                log.warning("keeping.failed", what=what, exc_info=True)
            finally:
                self._backlog.task_done()
