"""What a participant who is away will want to have, in order and once."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from tertulia.domain.ids import ParticipantId

KEPT_LETTERS = 256
KEPT_BYTES = 128 * 1024


@dataclass(frozen=True, slots=True)
class Letter:
    """A signal, numbered from 1 in its mailbox. `message` is JSON text, as its sender wrote it."""

    number: int
    sender: ParticipantId
    message: str


class Mailbox:
    """The newest signals to one seat, delivered or not: a connection that breaks does not say which arrived.

    Keeps `KEPT_LETTERS` of them and `KEPT_BYTES` characters; older ones are forgotten, which a client sees as
    a hole in the numbers.
    """

    def __init__(self) -> None:
        self._letters: deque[Letter] = deque()
        self._size = 0
        self._number = 0

    def put(self, sender: ParticipantId, message: str) -> Letter:
        self._number += 1
        letter = Letter(self._number, sender, message)
        self._letters.append(letter)
        self._size += len(message)
        while len(self._letters) > KEPT_LETTERS or (self._size > KEPT_BYTES and len(self._letters) > 1):
            self._size -= len(self._letters.popleft().message)
        return letter

    def after(self, number: int) -> list[Letter]:
        return [letter for letter in self._letters if letter.number > number]
