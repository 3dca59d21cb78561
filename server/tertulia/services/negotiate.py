"""What a participant and the media server say to each other, by signals to and from "sfu"."""

from __future__ import annotations

from collections.abc import Callable

from tertulia.domain.errors import Busy, InvalidInput
from tertulia.domain.ids import SFU, ParticipantId, RoomCode, SocketId
from tertulia.media.port import Answered, Bye, Failed, Offer, Order
from tertulia.protocol.deflated import deflate
from tertulia.protocol.media import Answer, DeflatedAnswer, Failure, MediaAnswer, MediaFailed
from tertulia.services.clock import Clock
from tertulia.services.registry import LiveRooms


class Negotiate:
    """Also the listener of the media plane: its answers wait in the mailbox of whoever is away."""

    def __init__(self, rooms: LiveRooms, clock: Clock) -> None:
        self._rooms = rooms
        self._clock = clock
        rooms.plane.listen(self)

    def __call__(self, socket: SocketId, read: Callable[[], Order]) -> None:
        """read: gives the order, or raises; asked once it is known that somebody is there to take it.

        What belongs to an old epoch is dropped: its sender has not heard yet that the room moved. Raises `NotFound`
        (`not_in_room`), `InvalidInput` (`no_media_server`, `not_forwarded`), `Busy`.
        """
        live, seat = self._rooms.at(socket)
        if not self._rooms.plane.can_forward:
            raise InvalidInput("There is no media server here.", code="no_media_server", field="toId")
        if not self._rooms.forwarding.is_open(live.code) or not live.room.can_forward(seat.id):
            raise InvalidInput("This room's media does not go through the server.", code="not_forwarded", field="toId")
        order = read()
        if not isinstance(order, Bye) and order.epoch < live.room.topology.epoch:
            return
        if isinstance(order, Offer):
            wait_s = live.offers(seat.id).take(self._clock.monotonic())
            if wait_s > 0:
                raise Busy("Too many offers at once.", retry_after_s=round(wait_s, 3))
        self._rooms.plane.order(live.code, seat.id, order)

    # -- the listener of the plane ---------------------------------------------------------------------

    def answered(self, answer: Answered) -> None:
        sdp = DeflatedAnswer(deflated=deflate(answer.sdp)) if answer.deflates else Answer(sdp=answer.sdp)
        message = MediaAnswer(pc=answer.pc, n=answer.n, epoch=answer.epoch, sdp=sdp)
        self._tell(answer.room, answer.participant, message)

    def failed(self, failure: Failed) -> None:
        why = Failure(code=failure.code, message=failure.message)
        self._tell(failure.room, failure.participant, MediaFailed(pc=failure.pc, epoch=failure.epoch, failed=why))

    def gone(self) -> None:
        self._rooms.stop_forwarding()

    def _tell(self, room: RoomCode, who: ParticipantId, message: MediaAnswer | MediaFailed) -> None:
        live = self._rooms.get(room)
        seat = live.room.seat(who) if live is not None else None
        if live is not None and seat is not None:
            self._rooms.deliver(live, seat, SFU, message.model_dump_json(by_alias=True))
