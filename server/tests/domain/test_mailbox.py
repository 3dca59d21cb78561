"""Signals kept for those who are away."""

from tertulia.domain.ids import ParticipantId
from tertulia.domain.mailbox import KEPT_BYTES, KEPT_LETTERS, Mailbox

ANA = ParticipantId("ana")


def test_numbers_count_from_one_without_holes() -> None:
    box = Mailbox()
    assert [box.put(ANA, "{}").number for _ in range(3)] == [1, 2, 3]


def test_what_was_seen_does_not_come_again() -> None:
    box = Mailbox()
    for text in ("a", "b", "c"):
        box.put(ANA, text)
    assert [letter.message for letter in box.after(1)] == ["b", "c"]
    assert box.after(3) == []


def test_the_newest_are_kept_by_count_and_by_size() -> None:
    box = Mailbox()
    for number in range(KEPT_LETTERS + 10):
        box.put(ANA, str(number))
    assert len(box.after(0)) == KEPT_LETTERS
    assert box.after(0)[-1].number == KEPT_LETTERS + 10
    box.put(ANA, "x" * KEPT_BYTES)
    assert [letter.number for letter in box.after(0)] == [KEPT_LETTERS + 11]
