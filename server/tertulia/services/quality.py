"""Why is it bad? What the media server knows of everybody's connection, for whoever hosts the meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tertulia.domain.errors import Forbidden, NotFound
from tertulia.domain.ids import ParticipantId, UserId
from tertulia.domain.names import room_code
from tertulia.domain.quality import Connection, Grade, Side, Transport, Way, is_servers_side, side_of
from tertulia.media.port import PlaneStats
from tertulia.services.registry import LiveRooms
from tertulia.store import base as store


@dataclass(frozen=True, slots=True)
class PersonNow:
    id: ParticipantId
    name: str
    connection: Connection
    side: Side


class Quality:
    def __init__(self, meetings: store.Meetings, rooms: LiveRooms) -> None:
        self._meetings = meetings
        self._rooms = rooms

    async def of_meeting(self, code: str, asked_by: UserId) -> list[PersonNow]:
        """Those who go through the media server, in the order of the room; empty for a mesh.

        Raises `NotFound(code="meeting_not_found")`, `Forbidden(code="not_the_host")`.
        """
        wanted = room_code(code, field="code")
        meeting, live = await self._meetings.get(wanted), self._rooms.get(wanted)
        if meeting is None:
            raise NotFound("There is no such meeting.", code="meeting_not_found")
        if meeting.created_by != asked_by:
            raise Forbidden("Only whoever made the meeting may see this.", code="not_the_host")
        if live is None:
            return []
        stats = self._rooms.plane.stats()
        servers_side = is_servers_side(connection_of(peer) for peer in stats.peers)
        mine = {peer.get("participant"): connection_of(peer) for peer in stats.peers if peer.get("room") == wanted}
        return [
            PersonNow(seat.id, seat.name, mine[seat.id], side_of(mine[seat.id], servers_side=servers_side))
            for seat in live.room.seats()
            if seat.id in mine
        ]


def ways_by_grade(stats: PlaneStats) -> Counter[tuple[str, Grade]]:
    """How many people's ways up and down are how good."""
    counted: Counter[tuple[str, Grade]] = Counter()
    for peer in stats.peers:
        connection = connection_of(peer)
        if connection.transport is not None:
            counted["up", connection.up.grade] += 1
            counted["down", connection.down.grade] += 1
    return counted


def connection_of(peer: Mapping[str, Any]) -> Connection:
    """From the words of the media server."""
    told = peer.get("transport")
    transport: Transport | None = "tcp" if told == "tcp" else "udp" if told == "udp" else None
    return Connection(transport, _way(peer.get("up") or {}), _way(peer.get("down") or {}))


def _way(told: Mapping[str, Any]) -> Way:
    rtt_ms = told.get("rtt_ms")
    return Way(
        loss=float(told.get("loss") or 0.0),
        rtt_ms=None if rtt_ms is None else float(rtt_ms),
        bps=int(told.get("bps") or 0),
        layer=told.get("layer"),
    )
