"""Files, reports of calls, and what a line brings along: kept the same by every database."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from tertulia.domain.errors import Conflict
from tertulia.domain.ids import FileId, ParticipantId, SittingId, UserId
from tertulia.domain.records import CallReport, Drop, FileNote, Quote
from tertulia.store.base import Store

from tests.store.samples import NOON, a_file, a_line, a_record, after

MORNING, EVENING = SittingId("morning"), SittingId("evening")


async def test_a_file_is_known_until_it_is_removed(store: Store) -> None:
    file, other = a_file(sitting_id=MORNING, size=5), a_file(sitting_id=MORNING, size=2**33)
    for each in (file, other, a_file(sitting_id=EVENING)):
        await store.files.add(each)
    with pytest.raises(Conflict):
        await store.files.add(file)
    assert await store.files.get(file.id) == file
    assert await store.files.bytes_of(MORNING) == 5 + 2**33
    assert set(await store.files.of_sitting(MORNING)) == {file, other}
    assert await store.files.known([file.id, FileId("nobody's")]) == {file.id}
    await store.files.remove(file.id)
    await store.files.remove(file.id)
    assert await store.files.get(file.id) is None
    assert await store.files.of_sitting(MORNING) == [other]
    assert await store.files.bytes_of(SittingId("another")) == 0


async def test_old_files_are_found_oldest_first(store: Store) -> None:
    files = [a_file(at=after(n)) for n in (3, 1, 2)]
    for file in files:
        await store.files.add(file)
    assert await store.files.older_than(after(3)) == [files[1], files[2]]


async def test_a_file_goes_with_one_line_only_however_often_that_is_said(store: Store) -> None:
    one, two = a_file(), a_file()
    await store.files.add(one)
    await store.files.add(two)
    assert await store.files.attach((one.id, two.id), line_key="k1") == 2
    assert await store.files.attach((one.id, two.id), line_key="k1") == 2
    assert await store.files.attach((one.id,), line_key="k2") == 0
    assert await store.files.get(one.id) == replace(one, line_key="k1")


async def test_of_two_lines_that_want_a_file_at_once_one_gets_it(store: Store) -> None:
    file = a_file()
    await store.files.add(file)
    got = await asyncio.gather(*(store.files.attach((file.id,), line_key=f"k{n}") for n in range(6)))
    assert sorted(got) == [0, 0, 0, 0, 0, 1]


async def test_a_line_keeps_what_it_answers_and_what_it_brings(store: Store) -> None:
    quote = Quote(1, "Bo", "¿A las «nueve»?", ("plan.png", "más.pdf"))
    notes = (FileNote(FileId("a"), "año.jpg", "image/jpeg", 7, 4, 3), FileNote(FileId("b"), "b.zip", "x/y", 9))
    line = a_line(2, text="", reply=quote, files=notes)
    assert await store.chat.append(line) == line
    assert await store.chat.get(line.room, 2) == line
    assert await store.chat.of_sitting(line.sitting_id) == [line]
    assert await store.chat.get(line.room, 3) is None


async def test_which_sittings_somebody_still_has(store: Store) -> None:
    await store.history.add(a_record(user_id=UserId("ana"), sitting_id=MORNING))
    await store.history.add(a_record(user_id=UserId("ana")))
    assert await store.history.has(UserId("ana"), MORNING)
    assert not await store.history.has(UserId("eva"), MORNING)
    assert not await store.history.has(UserId("ana"), EVENING)
    assert await store.history.kept([MORNING, EVENING]) == {MORNING}
    assert await store.history.kept([]) == set()


async def test_the_newest_report_of_a_seat_replaces_the_one_before(store: Store) -> None:
    drops = (Drop(1, 2000, "lost", "yours"), Drop(5000, 100, "poor", "none"))
    first = CallReport(MORNING, ParticipantId("p"), UserId("ana"), 1, 2, 3, 4, (), NOON)
    newest = replace(first, good_ms=2**40, drops=drops, at=after(1))
    other_seat = replace(first, participant_id=ParticipantId("q"), at=after(9))
    for report in (other_seat, first, newest, replace(first, user_id=None, participant_id=ParticipantId("guest"))):
        await store.reports.put(report)
    assert await store.reports.of_user(MORNING, UserId("ana")) == [newest, other_seat]
    assert await store.reports.of_user(EVENING, UserId("ana")) == []
    same = [replace(first, participant_id=ParticipantId("r"), good_ms=n) for n in range(6)]
    await asyncio.gather(*(store.reports.put(report) for report in same))
    assert len(await store.reports.of_user(MORNING, UserId("ana"))) == 3
