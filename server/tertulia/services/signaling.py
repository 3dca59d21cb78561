"""Passing a signal from one participant to another of the same room."""

from __future__ import annotations

from tertulia.domain.errors import NotFound
from tertulia.domain.ids import ParticipantId, SocketId
from tertulia.services.registry import LiveRooms


class Signaling:
    def __init__(self, rooms: LiveRooms) -> None:
        self._rooms = rooms

    def __call__(self, socket: SocketId, to: str, message: str) -> None:
        """message: JSON text, passed on as it is. Those who are away get it when they are back.

        Raises `NotFound`: `not_in_room`, or `unknown_participant` for whoever is not in the sender's room, the
        sender included. What is for the media server goes to `Negotiate`.
        """
        live, seat = self._rooms.at(socket)
        who = ParticipantId(to)
        recipient = live.room.seat(who)
        if recipient is None or who == seat.id:
            raise NotFound("Nobody with this id is in your room.", code="unknown_participant", field="toId")
        self._rooms.deliver(live, recipient, seat.id, message)
