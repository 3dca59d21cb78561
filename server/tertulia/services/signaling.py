"""Passing a signal from one participant to another of the same room."""

from __future__ import annotations

import json
from typing import Any

from tertulia.domain.errors import InvalidInput, NotFound
from tertulia.domain.ids import SFU, ParticipantId, SocketId
from tertulia.domain.mailbox import Letter
from tertulia.services.live_room import LiveRoom
from tertulia.services.registry import LiveRooms


class Signaling:
    def __init__(self, rooms: LiveRooms) -> None:
        self._rooms = rooms

    def __call__(self, socket: SocketId, to: str, message: str) -> None:
        """message: JSON text, passed on as it is. Those who are away get it when they are back.

        Raises `NotFound`: `not_in_room`, or `unknown_participant` for whoever is not in the sender's room, the
        sender included; `InvalidInput(code="no_media_server")`.
        """
        live, seat = self._rooms.at(socket)
        if to == SFU:
            self._to_plane(live, seat.id, socket, message)
            return
        who = ParticipantId(to)
        recipient = live.room.seat(who)
        if recipient is None or who == seat.id:
            raise NotFound("Nobody with this id is in your room.", code="unknown_participant", field="toId")
        letter = self._letter(live, who, recipient.protocol, seat.id, message)
        destination = live.room.socket_of(who)
        if destination is not None:
            self._rooms.outbox.signal(destination, letter, protocol=recipient.protocol)

    def _letter(self, live: LiveRoom, to: ParticipantId, protocol: int, sender: ParticipantId, message: str) -> Letter:
        """Who cannot resume needs nothing kept."""
        return live.mailbox(to).put(sender, message) if protocol > 0 else Letter(0, sender, message)

    def _to_plane(self, live: LiveRoom, sender: ParticipantId, socket: SocketId, message: str) -> None:
        if not self._rooms.plane.can_forward:
            raise InvalidInput("There is no media server here.", code="no_media_server", field="toId")

        async def pass_on() -> None:
            value: str | dict[str, Any] = json.loads(message)
            for answer in await self._rooms.plane.signal(live.code, sender, value):
                seat, destination = live.room.seat(sender), live.room.socket_of(sender)
                if seat is not None:
                    letter = self._letter(live, sender, seat.protocol, SFU, json.dumps(answer))
                    if destination is not None:
                        self._rooms.outbox.signal(destination, letter, protocol=seat.protocol)

        live.post(pass_on)
