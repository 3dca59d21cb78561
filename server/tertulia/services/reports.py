"""How good a call was, told by each participant's own client about its own experience, and shown to nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tertulia.auth.passes import SeatPass
from tertulia.domain.errors import Forbidden, Unauthorized
from tertulia.domain.ids import RoomCode
from tertulia.domain.records import CallReport, Drop
from tertulia.services.clock import Clock
from tertulia.store.base import Reports as Records

DROPS_MOST = 40


@dataclass(frozen=True, slots=True)
class Account:
    """What a client tells; times in milliseconds."""

    good_ms: int
    fair_ms: int
    poor_ms: int
    lost_ms: int
    drops: tuple[Drop, ...]


class Reports:
    def __init__(self, records: Records, clock: Clock) -> None:
        self._records = records
        self._clock = clock

    async def put(self, seat: SeatPass | None, code: RoomCode, told: Account) -> None:
        """The newest account replaces the one before. It may come after its seat was given up: a page that closes
        says it last. Raises `Unauthorized(code="pass_invalid")`, `Forbidden(code="not_in_room")`."""
        if seat is None:
            raise Unauthorized("Only people in the meeting can tell how it was.", code="pass_invalid")
        if seat.room != code:
            raise Forbidden("That was another meeting.", code="not_in_room")
        await self._records.put(
            CallReport(
                sitting_id=seat.sitting,
                participant_id=seat.participant,
                user_id=seat.user_id,
                good_ms=told.good_ms,
                fair_ms=told.fair_ms,
                poor_ms=told.poor_ms,
                lost_ms=told.lost_ms,
                drops=told.drops,
                at=self._clock.now(),
            )
        )


def together(reports: Sequence[CallReport]) -> CallReport | None:
    """What one person told from several seats, as one account; None when nothing was told."""
    whole: CallReport | None = None
    for report in reports:
        whole = report if whole is None else _sum(whole, report)
    return whole


def _sum(one: CallReport, other: CallReport) -> CallReport:
    drops = sorted((*one.drops, *other.drops), key=lambda drop: drop.at_ms)
    return replace(
        other,
        good_ms=one.good_ms + other.good_ms,
        fair_ms=one.fair_ms + other.fair_ms,
        poor_ms=one.poor_ms + other.poor_ms,
        lost_ms=one.lost_ms + other.lost_ms,
        drops=tuple(drops),
    )
