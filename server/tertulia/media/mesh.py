"""The plane of rooms whose media goes from browser to browser: nothing to carry, nothing to do."""

from __future__ import annotations

from tertulia.domain.ids import ParticipantId, RoomCode
from tertulia.media.port import Listener, Order, PlaneStats


class MeshPlane:
    can_forward = False

    def __init__(self, about: str = "") -> None:
        self.about = about

    def listen(self, listener: Listener) -> None: ...

    def open_room(self, room: RoomCode) -> None: ...

    def close_room(self, room: RoomCode) -> None: ...

    def drop(self, room: RoomCode, participant: ParticipantId) -> None: ...

    def order(self, room: RoomCode, sender: ParticipantId, order: Order) -> None: ...

    def stats(self) -> PlaneStats:
        return PlaneStats(gauges={"up": 0})

    async def close(self) -> None: ...
