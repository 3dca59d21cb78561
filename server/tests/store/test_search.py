"""What was said and who was there is found in folded text, the same by every database."""

from __future__ import annotations

from tertulia.domain.ids import FileId, SittingId
from tertulia.domain.records import FileNote
from tertulia.domain.search import words_of
from tertulia.store.base import Store

from tests.store.samples import a_line, an_attendance

MORNING, EVENING = SittingId("morning"), SittingId("evening")


async def test_lines_are_found_whatever_their_case_and_accents(store: Store) -> None:
    said = ["Nos vemos en el CAFÉ", "el café está cerrado", "cafe\u0301 50% off_er", "nothing here", "Straße 7 (alt.)"]
    for seq, text in enumerate(said, 1):
        await store.chat.append(a_line(seq, text=text, sitting_id=MORNING))
    await store.chat.append(a_line(9, text="café", sitting_id=EVENING))
    await store.chat.append(a_line(10, text="café", sitting_id=SittingId("somebody else's")))
    asked = [MORNING, EVENING]
    assert await store.chat.count_matching(asked, words_of("Cafe")) == {MORNING: 3, EVENING: 1}
    assert await store.chat.count_matching(asked, words_of("CERRADO café")) == {MORNING: 1}
    assert [line.seq for line in await store.chat.matching(MORNING, words_of("café"), limit=2)] == [1, 2]
    assert await store.chat.matching(MORNING, words_of("café"), limit=0) == []
    for literally, found in (("50%", [3]), ("f_e", [3]), ("strasse", [5]), ("(alt.)", [5]), ("a.t", []), ("%", [3])):
        assert [line.seq for line in await store.chat.matching(MORNING, words_of(literally), limit=9)] == found
    assert await store.chat.count_matching([], words_of("cafe")) == {}


async def test_a_line_is_found_by_the_name_of_a_file(store: Store) -> None:
    note = FileNote(FileId("f"), "Plan del jardín.pdf", "x/y", 9)
    line = a_line(1, text="", files=(note,), sitting_id=MORNING)
    await store.chat.append(line)
    assert await store.chat.matching(MORNING, words_of("JARDIN"), limit=9) == [line]


async def test_people_are_found_by_the_name_they_had_last(store: Store) -> None:
    zoe, bo = an_attendance(name="Guest", sitting_id=MORNING), an_attendance(name="Bo", sitting_id=MORNING)
    for seat in (zoe, bo, an_attendance(zoe.participant_id, name="Zoë Núñez", sitting_id=MORNING)):
        await store.attendances.joined(seat)
    found = await store.attendances.named([MORNING, EVENING], words_of("nunez zoe"))
    assert [seat.name for seat in found] == ["Zoë Núñez"]
    assert await store.attendances.named([MORNING], words_of("guest")) == []
    assert await store.attendances.named([EVENING], words_of("bo")) == []
