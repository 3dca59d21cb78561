"""Writes down who sat where: for the history, never in the way of a call."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import structlog

from tertulia.domain.errors import TertuliaError, Unavailable
from tertulia.domain.ids import ParticipantId
from tertulia.domain.presence import Seat
from tertulia.domain.records import Attendance, Meeting, MeetingRecord
from tertulia.services.clock import Clock
from tertulia.services.live_room import LiveRoom
from tertulia.services.timers import Timers
from tertulia.store.base import Store

log = structlog.get_logger()

ADOPT_WITHIN = timedelta(minutes=5)
"""A client may write its own line just before it joins: that line is this joining."""

BACKLOG_MAX = 10_000
"""So much waits for a database that is gone: some hours of an ordinary evening. What comes after it is dropped, and the log says so."""

AGAIN_FIRST_S, AGAIN_MOST_S = 1.0, 30.0
STOP_S = 2.0

Write = Callable[[], Awaitable[object]]


class Keeper:
    """One writer for the whole process, in order. While the database does not answer, what is to be written waits."""

    def __init__(self, store: Store, clock: Clock, timers: Timers) -> None:
        self._store = store
        self._clock = clock
        self._timers = timers
        self._backlog: asyncio.Queue[tuple[str, Write]] = asyncio.Queue(BACKLOG_MAX)
        self._task: asyncio.Task[None] | None = None
        self._is_full = False

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

    def _later(self, what: str, write: Write) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="keeping")
        was_full, self._is_full = self._is_full, self._backlog.full()
        if not self._is_full:
            self._backlog.put_nowait((what, write))
        elif not was_full:
            log.error("keeping.full", dropped_from_now_on=what, waiting=self._backlog.qsize())

    async def _run(self) -> None:
        while True:
            what, write = await self._backlog.get()
            try:
                await self._write(what, write)
            finally:
                self._backlog.task_done()

    async def _write(self, what: str, write: Write) -> None:
        """Until it is written: a write of a store may be repeated. What the database refuses is logged and forgotten."""
        pause_s = AGAIN_FIRST_S
        while True:
            try:
                await write()
            except Unavailable:
                if pause_s == AGAIN_FIRST_S:
                    log.warning("keeping.waits", what=what, waiting=self._backlog.qsize() + 1, exc_info=True)
                await self._pause(pause_s)
                pause_s = min(2 * pause_s, AGAIN_MOST_S)
                continue
            except TertuliaError:
                log.warning("keeping.failed", what=what, exc_info=True)
            return

    async def _pause(self, seconds: float) -> None:
        over = asyncio.Event()
        timer = self._timers.after(seconds, over.set)
        try:
            await over.wait()
        finally:
            timer.cancel()
