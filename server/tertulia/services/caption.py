"""Captions: somebody in the room writes down what is being said, for those who cannot hear it. Seen now, by nobody later."""

from __future__ import annotations

from tertulia.domain.errors import InvalidInput
from tertulia.domain.ids import SocketId
from tertulia.services.registry import LiveRooms

LINE_MOST = 2**31 - 1


class Caption:
    def __init__(self, rooms: LiveRooms, *, max_chars: int) -> None:
        """max_chars: of one line."""
        self._rooms = rooms
        self._max_chars = max_chars

    def __call__(self, socket: SocketId, text: str, line: int) -> None:
        """text: the whole of the line so far; empty takes it back. line: which one of its writer's, counting up.

        Raises `NotFound(code="not_in_room")`, `InvalidInput(code="caption_too_long" | "caption_line")`.
        """
        live, seat = self._rooms.at(socket)
        if len(text) > self._max_chars:
            raise InvalidInput(
                f"A line of captions has at most {self._max_chars} characters.", code="caption_too_long", field="text"
            )
        if not 0 < line <= LINE_MOST:
            raise InvalidInput(f"Lines are numbered from 1 to {LINE_MOST}.", code="caption_line", field="line")
        self._rooms.outbox.captioned(live.code, seat.id, text, line)
