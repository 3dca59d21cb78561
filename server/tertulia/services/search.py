"""Finding a meeting again by its title, by who was there, or by what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tertulia.domain.ids import SittingId, UserId
from tertulia.domain.records import Attendance, ChatLine, MeetingRecord
from tertulia.domain.search import excerpt, holds, words_of
from tertulia.store.base import Attendances, Chat, History, Meetings

PAGE = 20
LINES_SHOWN = 3
PEOPLE_SHOWN = 5


@dataclass(frozen=True, slots=True)
class FoundLine:
    line: ChatLine
    excerpt: str


@dataclass(frozen=True, slots=True)
class Found:
    """A meeting in which the words were found: in `title`, in the names of `people`, in `lines` (the first few of
    `line_count`)."""

    record: MeetingRecord
    title: str
    people: Sequence[str]
    lines: Sequence[FoundLine]
    line_count: int


@dataclass(frozen=True, slots=True)
class Results:
    """`after`: what to ask for to be given the next page; None when there is none."""

    found: Sequence[Found]
    after: str | None


class Search:
    def __init__(self, records: History, meetings: Meetings, attendances: Attendances, chat: Chat) -> None:
        self._records = records
        self._meetings = meetings
        self._attendances = attendances
        self._chat = chat

    async def __call__(self, user_id: UserId, query: str, after: str | None = None) -> Results:
        """A user's own meetings, newest first. Every word must be found in one title (with its code), one name or
        one line. An `after` that is not known (its meeting was deleted) begins anew."""
        words = words_of(query)
        if not words:
            return Results([], None)
        records = list(reversed(await self._records.of_user(user_id)))
        titles = await self._meetings.titles({record.meeting_code for record in records})
        sittings = {record.sitting_id for record in records if record.sitting_id is not None}
        people = _names(await self._attendances.named(sittings, words))
        counts = await self._chat.count_matching(sittings, words)
        hits = [
            record
            for record in records
            if record.sitting_id in people
            or record.sitting_id in counts
            or holds(f"{titles.get(record.meeting_code, '')} {record.meeting_code}", words)
        ]
        start = next((n + 1 for n, record in enumerate(hits) if record.id == after), 0)
        page = hits[start : start + PAGE]
        found = [
            await self._found(record, titles.get(record.meeting_code, ""), people, counts, words) for record in page
        ]
        return Results(found, page[-1].id if start + PAGE < len(hits) else None)

    async def _found(
        self,
        record: MeetingRecord,
        title: str,
        people: dict[SittingId, list[str]],
        counts: dict[SittingId, int],
        words: tuple[str, ...],
    ) -> Found:
        sitting = record.sitting_id
        if sitting is None:
            return Found(record, title, [], [], 0)
        count = counts.get(sitting, 0)
        lines = await self._chat.matching(sitting, words, limit=LINES_SHOWN) if count else []
        shown = [FoundLine(line, excerpt(line.plain, words)) for line in lines]
        return Found(record, title, people.get(sitting, [])[:PEOPLE_SHOWN], shown, count)


def _names(seats: Sequence[Attendance]) -> dict[SittingId, list[str]]:
    found: dict[SittingId, list[str]] = {}
    for seat in sorted(seats, key=lambda seat: seat.joined_at):
        names = found.setdefault(seat.sitting_id, [])
        if seat.name not in names:
            names.append(seat.name)
    return found
