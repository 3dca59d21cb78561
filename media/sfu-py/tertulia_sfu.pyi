"""The media server of Tertulia.

Every call is cheap, never waits, and is harmless for rooms and participants that nobody knows.
"""

from collections.abc import Callable
from typing import Any, Literal

class Sfu:
    """A running media server: one UDP and TCP port, threads of its own.

    on_events: called on a thread of the media server, with what has happened since it was last called:
        {"type": "answer", room, participant, pc, request, sdp}
        {"type": "refused", room, participant, pc, request, code, message}
        {"type": "connected", room, participant, pc, transport: "udp" | "tcp"}
        {"type": "lost", room, participant, pc, code}
        {"type": "stopped", message}: the media server ended though nobody closed it
    host: an address of this machine; a wildcard means all of them.
    port: 0 finds one that is free for both UDP and TCP.
    public_ips: where others reach this machine; empty: the addresses that host stands for.
    shards: threads that carry media. A room lives in one of them.

    Raises OSError for a port in use, ValueError for what is no address.
    """

    def __new__(
        cls,
        *,
        on_events: Callable[[list[dict[str, Any]]], object],
        host: str = "0.0.0.0",
        port: int = 0,
        public_ips: list[str] = ...,
        shards: int = 1,
    ) -> Sfu: ...
    @property
    def port(self) -> int: ...
    @property
    def addresses(self) -> list[str]:
        """What clients are told to connect to, best first: "192.0.2.1:7882"."""

    def open_room(self, room: str) -> None: ...
    def close_room(self, room: str) -> None:
        """Disconnects everyone in it; nobody is reported lost."""

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
    ) -> None:
        """An answer or a refusal follows, with the same request.

        A pc that is known: an ICE restart; a new one replaces the participant's old one.
        tracks: mid -> "mic", "camera", "screen", "screen-audio". slots: mid -> "audio", "video", "screen", "screen-audio".
        """

    def candidate(self, room: str, participant: str, pc: str, candidate: str) -> None: ...
    def stats(self) -> dict[str, Any]:
        """At most a second old. Integers at the top only grow; "now" holds those that go up and down; "peers" has
        {room, participant, pc, transport, up, down, estimate_bps} for each connection, with
        {loss: 0..1, rtt_ms: float | None, bps: int, layer: 0..2 | None} for each direction."""

    def close(self) -> None:
        """Ends its threads and gives the port back. Twice does no harm; afterwards every call does nothing."""

class SyntheticPeer:
    """A participant that nobody sees, to try a media server from outside.

    Hand sdp, tracks and slots to a server as an offer, and its answer to `answer`. From then on it sends pictures and
    sound in which its number can be recognized, until it is closed.
    """

    def __new__(
        cls, number: int, *, transport: Literal["udp", "tcp"] = "udp", video_slots: int = 4
    ) -> SyntheticPeer: ...
    @property
    def sdp(self) -> str: ...
    @property
    def tracks(self) -> dict[str, str]: ...
    @property
    def slots(self) -> dict[str, str]: ...
    def answer(self, sdp: str, *, at: str | None = None) -> None:
        """at: which of the server's addresses to use; None: the one it likes best."""

    def report(self) -> dict[str, Any]:
        """{transport: "udp" | "tcp" | None, connected_after_ms, received: {number: {pictures, sounds}}, broken: int,
        messages: {type: count}, problem: str | None}"""

    def close(self) -> None: ...
