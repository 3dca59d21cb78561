"""A `tertulia_sfu` without media: what the server can see of the real one, and faults on demand.

It holds the port, answers offers from a thread of its own in batches, keeps rooms apart, and never raises for what is
not there. `tests/media/test_contract.py` holds it and the real one to the same claims.
"""

from __future__ import annotations

import contextlib
import queue
import re
import socket
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

Event = dict[str, Any]


class Sfu:
    """`silent`: takes orders and says nothing. `broken`: raises at each."""

    def __init__(
        self,
        *,
        host: str = "0.0.0.0",
        port: int = 0,
        public_ips: Sequence[str] = (),
        shards: int = 1,
        on_events: Callable[[list[Event]], None] = lambda events: None,
    ) -> None:
        self._udp, self._tcp = _bound(host, port)
        self.port: int = self._udp.getsockname()[1]
        self.addresses = [f"{ip}:{self.port}" for ip in public_ips or ("127.0.0.1",)]
        self.shards = shards
        self.silent = self.broken = self.closed = False
        self.orders: list[tuple[Any, ...]] = []
        self._on_events = on_events
        self._rooms: dict[str, dict[str, str]] = {}
        self._counts: Counter[str] = Counter(packets_in=0, packets_out=0)
        self._queue: queue.Queue[Event | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    # -- what the real one has -------------------------------------------------------------------------

    def open_room(self, room: str) -> None:
        self._note("open_room", room)
        self._rooms.setdefault(room, {})

    def close_room(self, room: str) -> None:
        self._note("close_room", room)
        self._rooms.pop(room, None)

    def drop(self, room: str, participant: str) -> None:
        self._note("drop", room, participant)
        self._rooms.get(room, {}).pop(participant, None)

    def offer(
        self,
        room: str,
        participant: str,
        pc: str,
        request: int,
        sdp: str,
        tracks: dict[str, str],
        slots: dict[str, str],
    ) -> None:
        self._note("offer", room, participant, pc, request, tracks, slots)
        where = {"room": room, "participant": participant, "pc": pc}
        if room not in self._rooms:
            self.say({"type": "refused", **where, "request": request, "code": "unknown_room", "message": "No room."})
        elif not sdp.startswith("v=0") or "m=" not in sdp:
            self.say({"type": "refused", **where, "request": request, "code": "bad_offer", "message": "Not an offer."})
        else:
            is_new = self._rooms[room].get(participant) != pc
            self._rooms[room][participant] = pc
            self.say({"type": "answer", **where, "request": request, "sdp": answer_to(sdp)})
            if is_new:
                self.say({"type": "connected", **where, "transport": "udp"})

    def candidate(self, room: str, participant: str, pc: str, candidate: str) -> None:
        self._note("candidate", room, participant, pc, candidate)

    def stats(self) -> dict[str, Any]:
        if self.broken:
            raise RuntimeError("the media threads are gone")
        people = [(room, who, pc) for room, pcs in self._rooms.items() for who, pc in pcs.items()]
        way = {"loss": 0.0, "rtt_ms": 1.0, "bps": 0, "layer": None}
        return {
            **self._counts,
            "now": {"rooms": len(self._rooms), "peers_udp": len(people), "peers_tcp": 0},
            "peers": [
                {
                    "room": room,
                    "participant": who,
                    "pc": pc,
                    "transport": "udp",
                    "up": way,
                    "down": way,
                    "estimate_bps": 0,
                }
                for room, who, pc in people
            ],
        }

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            self._queue.put(None)
            if threading.current_thread() is not self._thread:
                self._thread.join()
            self._udp.close()
            self._tcp.close()

    # -- faults ----------------------------------------------------------------------------------------

    def say(self, event: Event) -> None:
        if not self.silent:
            self._queue.put(event)

    def lose(self, room: str, participant: str, code: str = "timeout", *, pc: str | None = None) -> None:
        pc = pc or self._rooms[room].pop(participant)
        self.say({"type": "lost", "room": room, "participant": participant, "pc": pc, "code": code})

    def names(self) -> list[str]:
        return [order[0] for order in self.orders]

    def _note(self, *order: Any) -> None:
        if self.broken:
            raise RuntimeError("the media threads are gone")
        self.orders.append(order)

    def _run(self) -> None:
        is_over = False
        while not is_over:
            taken = [self._queue.get()]
            while not self._queue.empty():
                taken.append(self._queue.get())
            is_over = None in taken
            if batch := [event for event in taken if event is not None]:
                self._on_events(batch)


def answer_to(offer: str) -> str:
    """An answer's form: ice-lite, passive, each m-line of the offer in its order, its direction turned round."""
    head = ["v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0", "a=ice-lite"]
    turned = {"sendonly": "recvonly", "recvonly": "sendonly", "sendrecv": "recvonly", "inactive": "inactive"}
    lines = []
    for section in re.split(r"\r?\n(?=m=)", offer)[1:]:
        said = section.splitlines()
        mid = next(line for line in said if line.startswith("a=mid:"))
        way = next((turned[line[2:]] for line in said if line[2:] in turned), None)
        lines += [said[0], "c=IN IP4 0.0.0.0", mid, *([f"a={way}"] if way else []), "a=setup:passive"]
        lines += [
            "a=ice-ufrag:fake",
            "a=ice-pwd:fakefakefakefakefakefake",
            f"a=fingerprint:sha-256 {':'.join(['00'] * 32)}",
        ]
    return "\r\n".join([*head, *lines, ""])


def _bound(host: str, port: int) -> tuple[socket.socket, socket.socket]:
    """Any port that is free for UDP need not be free for TCP."""
    for _ in range(32 if port == 0 else 0):
        with contextlib.suppress(OSError):
            return _bound_at(host, port)
    return _bound_at(host, port)


def _bound_at(host: str, port: int) -> tuple[socket.socket, socket.socket]:
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        udp.bind((host, port))
        tcp.bind((host, udp.getsockname()[1]))
    except OSError:
        udp.close()
        tcp.close()
        raise
    return udp, tcp
