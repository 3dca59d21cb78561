"""The plane with a server in it: the adapter to `tertulia_sfu`, and its only importer.

The media server has threads of its own. Orders go down to it without waiting; its events come up in batches, on a
thread of its own, and are handed to the event loop once per batch. What it makes of an order costs nobody their room:
a call that raises, an answer that does not come or a thread that ends is a `Failed` or, at worst, the end of this
plane, and rooms are a mesh again.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from tertulia.domain.ids import ParticipantId, RoomCode
from tertulia.media.port import Answered, Bye, Candidate, Failed, Listener, Offer, Order, PlaneStats

log = structlog.get_logger()

ANSWER_S = 5.0
"""An offer that has no answer by then has failed."""

SILENT_OFFERS = 3
"""So many in a row without an answer, and not a word in between nor as long again after: nobody is there any more."""

SENTENCES = {
    "full": "The media server is full.",
    "bad_offer": "The media server does not understand this offer.",
    "too_large": "This offer is larger than the media server allows.",
    "unsupported": "The media server cannot do what this offer asks for.",
    "never_connected": "The media server could not be reached.",
    "internal": "Something broke in the media server.",
}
"""What people are told by code; what the media server itself says goes into the log."""

Seat = tuple[RoomCode, ParticipantId]
After = Callable[[float, Callable[[], None]], "Cancellable"]


class Cancellable(Protocol):
    def cancel(self) -> None: ...


class Sfu(Protocol):
    """What `tertulia_sfu.Sfu` can do. Nothing waits, and nobody needs to be there."""

    @property
    def port(self) -> int: ...
    @property
    def addresses(self) -> list[str]: ...
    def open_room(self, room: str) -> None: ...
    def close_room(self, room: str) -> None: ...
    def drop(self, room: str, participant: str) -> None: ...
    def offer(
        self,
        room: str,
        participant: str,
        pc: str,
        request: int,
        sdp: str,
        tracks: dict[str, str],
        slots: dict[str, str],
    ) -> None: ...
    def candidate(self, room: str, participant: str, pc: str, candidate: str) -> None: ...
    def stats(self) -> dict[str, Any]: ...
    def close(self) -> None: ...


@dataclass(slots=True)
class _Path:
    """One participant's connection to the server: the newest, whose failure its client wants to hear of."""

    pc: str
    epoch: int


@dataclass(slots=True)
class _Question:
    """An offer without an answer yet."""

    seat: Seat
    pc: str
    n: int
    epoch: int
    deflates: bool
    limit: Cancellable


class NotInstalled(Exception):
    """There is no `tertulia_sfu` here, or none that loads; the message says why."""


class SfuPlane:
    """In the event loop, all of it, but for `_bridge`."""

    def __init__(self, after: After, *, answer_s: float = ANSWER_S) -> None:
        """after: rings later. See `open_plane` for one with a server in it."""
        self._after = after
        self._answer_s = answer_s
        self._sfu: Sfu | None = None
        self._listener: Listener | None = None
        self._paths: dict[Seat, _Path] = {}
        self._questions: dict[int, _Question] = {}
        self._asked = 0
        self._silent = 0
        self._counters: Counter[str] = Counter(answers=0, offers=0)
        self._failures: Counter[str] = Counter()
        self.about = ""

    def carry(self, sfu: Sfu) -> None:
        self._sfu = sfu
        self.about = f"media server on port {sfu.port} (UDP and TCP), announced as {', '.join(sfu.addresses)}"

    @property
    def can_forward(self) -> bool:
        return self._sfu is not None

    @property
    def port(self) -> int:
        """0: none any more."""
        return self._sfu.port if self._sfu else 0

    def listen(self, listener: Listener) -> None:
        self._listener = listener

    # -- orders ----------------------------------------------------------------------------------------

    def open_room(self, room: RoomCode) -> None:
        self._tell(lambda sfu: sfu.open_room(room))

    def close_room(self, room: RoomCode) -> None:
        for seat in [seat for seat in self._paths if seat[0] == room]:
            self._forget(seat)
        self._tell(lambda sfu: sfu.close_room(room))

    def drop(self, room: RoomCode, participant: ParticipantId) -> None:
        if (room, participant) in self._paths:
            self._forget((room, participant))
            self._tell(lambda sfu: sfu.drop(room, participant))

    def order(self, room: RoomCode, sender: ParticipantId, order: Order) -> None:
        path = self._paths.get((room, sender))
        match order:
            case Offer():
                self._offer((room, sender), path, order)
            case Candidate(pc, _, line) if line and path is not None and path.pc == pc:
                self._tell(lambda sfu: sfu.candidate(room, sender, pc, line))
            case Bye(pc) if path is not None and path.pc == pc:
                self.drop(room, sender)

    def _offer(self, seat: Seat, path: _Path | None, offer: Offer) -> None:
        if path is not None and path.pc != offer.pc:
            self._forget(seat)
        self._paths[seat] = _Path(offer.pc, offer.epoch)
        self._asked += 1
        request = self._asked
        limit = self._after(self._answer_s, lambda: self._unanswered(request))
        self._questions[request] = _Question(seat, offer.pc, offer.n, offer.epoch, offer.was_deflated, limit)
        self._counters["offers"] += 1
        tracks, slots = dict(offer.tracks), dict(offer.slots)
        if not self._tell(lambda sfu: sfu.offer(*seat, offer.pc, request, offer.sdp, tracks, slots)):
            self._refuse(request, "bad_offer", "not taken")

    def _forget(self, seat: Seat) -> None:
        self._paths.pop(seat, None)
        for request in [r for r, question in self._questions.items() if question.seat == seat]:
            self._questions.pop(request).limit.cancel()

    # -- what comes back -------------------------------------------------------------------------------

    def heard(self, events: Sequence[Mapping[str, Any]]) -> None:
        self._silent = 0
        for event in events:
            match event:
                case {"type": "answer", "request": int(request), "sdp": str(sdp)}:
                    self._answer(request, sdp)
                case {"type": "refused", "request": int(request), "code": str(code), "message": str(message)}:
                    self._refuse(request, code, message)
                case {"type": "lost", "room": str(room), "participant": str(who), "pc": str(pc), "code": str(code)}:
                    self._lost((RoomCode(room), ParticipantId(who)), pc, code)
                case {"type": "connected", "room": room, "participant": who, "transport": transport}:
                    log.debug("media.connected", room=room, participant=who, transport=transport)
                case {"type": "stopped"}:
                    self._end(str(event.get("message", "")))
                case _:
                    log.warning("media.unknown_event", kind=str(event.get("type"))[:64])

    def _answer(self, request: int, sdp: str) -> None:
        question = self._questions.pop(request, None)
        if question is None:  # too late, or for somebody who left
            return
        question.limit.cancel()
        self._counters["answers"] += 1
        if self._listener is not None:
            answer = Answered(*question.seat, question.pc, question.n, question.epoch, sdp, question.deflates)
            self._listener.answered(answer)

    def _refuse(self, request: int, code: str, message: str) -> None:
        question = self._questions.pop(request, None)
        if question is None:
            return
        question.limit.cancel()
        if code == "unknown_room":  # it lost a thread and its rooms with it; the next offer finds this one again
            self.open_room(question.seat[0])
        sentence = SENTENCES.get(code, "The media server refused this connection.")
        self._fail(question.seat, question.pc, question.epoch, code, sentence, reason=message)

    def _unanswered(self, request: int) -> None:
        question = self._questions.pop(request, None)
        if question is None:
            return
        self._silent += 1
        self._fail(
            question.seat, question.pc, question.epoch, "media_timeout", "The media server did not answer in time."
        )
        if self._silent == SILENT_OFFERS:  # or it was us who slept, and its answers are on their way
            self._after(self._answer_s, self._end_if_silent)

    def _end_if_silent(self) -> None:
        if self._silent >= SILENT_OFFERS:
            self._end("it does not answer")

    def _lost(self, seat: Seat, pc: str, code: str) -> None:
        path = self._paths.get(seat)
        if path is not None and path.pc == pc:  # not one that its client has replaced
            self._forget(seat)
            self._fail(seat, pc, path.epoch, code, SENTENCES.get(code, "The connection to the media server was lost."))

    def _fail(self, seat: Seat, pc: str, epoch: int, code: str, message: str, *, reason: str = "") -> None:
        self._failures[code] += 1
        log.info("media.failed", room=seat[0], participant=seat[1], code=code, reason=reason[:200])
        if self._listener is not None:
            self._listener.failed(Failed(*seat, pc, epoch, code, message))

    # -- life ------------------------------------------------------------------------------------------

    def _tell(self, order: Callable[[Sfu], object]) -> bool:
        """Whether it was taken: what a client made up must not be the end of all."""
        if self._sfu is None:
            return False
        try:
            order(self._sfu)
        except (TypeError, ValueError, OverflowError) as refused:
            log.warning("media.order_not_taken", cause=type(refused).__name__)
            return False
        except Exception as broken:
            self._end(repr(broken))
            return False
        return True

    def _end(self, why: str) -> None:
        """Once: rooms are told first, then everyone who was connected."""
        sfu, self._sfu = self._sfu, None
        if sfu is None:
            return
        log.error("media.gone", reason=why)
        self.about = "media server: gone"
        if self._listener is not None:
            self._listener.gone()
        paths = dict(self._paths)
        for seat, path in paths.items():
            self._forget(seat)
            self._fail(seat, path.pc, path.epoch, "media_gone", "The media server has ended.")
        threading.Thread(target=_close, args=(sfu,), daemon=True).start()  # it may hang

    def stats(self) -> PlaneStats:
        counters, gauges, peers = dict(self._counters), {"paths": float(len(self._paths))}, ()
        if self._sfu is not None:
            try:
                told = self._sfu.stats()
            except Exception as broken:
                self._end(repr(broken))
            else:
                counters |= {name: value for name, value in told.items() if _is_number(value)}
                now = {name: value for name, value in told.get("now", {}).items() if _is_number(value)}
                gauges |= {"rooms_open" if name == "rooms" else name: value for name, value in now.items()}
                peers = tuple(told.get("peers", ()))
        return PlaneStats(counters, {**gauges, "up": float(self.can_forward)}, dict(self._failures), peers)

    async def close(self) -> None:
        """Its threads are joined beside the event loop."""
        sfu, self._sfu = self._sfu, None
        for question in self._questions.values():
            question.limit.cancel()
        self._questions.clear()
        if sfu is not None:
            await asyncio.to_thread(_close, sfu)


def open_plane(*, host: str, port: int, public_ips: Sequence[str], shards: int, after: After) -> SfuPlane:
    """A plane that listens, in the running event loop. Raises `NotInstalled`; `OSError`, for a port in use for
    example; `ValueError` for a host that is no address."""
    try:
        import tertulia_sfu  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError as missing:
        raise NotInstalled(str(missing)) from missing
    plane = SfuPlane(after)
    hear = _bridge(asyncio.get_running_loop(), plane.heard)
    plane.carry(tertulia_sfu.Sfu(host=host, port=port, public_ips=list(public_ips), shards=shards, on_events=hear))
    return plane


def _bridge(
    loop: asyncio.AbstractEventLoop, heard: Callable[[Sequence[Mapping[str, Any]]], None]
) -> Callable[[list[dict[str, Any]]], None]:
    """From the media server's thread into the loop, once per batch."""

    def on_events(events: list[dict[str, Any]]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended before the media server did
            loop.call_soon_threadsafe(heard, events)

    return on_events


def _close(sfu: Sfu) -> None:
    try:
        sfu.close()
    except Exception:
        log.warning("media.not_closed", exc_info=True)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
