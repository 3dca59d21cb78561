"""How somebody's way to the media server is, and whose side it is when it is bad."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Grade = Literal["good", "fair", "bad"]
Side = Literal["none", "person", "server"]
Transport = Literal["udp", "tcp"]

FAIR_LOSS, BAD_LOSS = 0.02, 0.08
"""Opus hides the first, and pictures freeze from the second on."""

FAIR_RTT_MS, BAD_RTT_MS = 250.0, 500.0
"""ITU-T G.114: beyond 400 ms from mouth to ear people begin to talk into each other; two ways to the server make one."""

MANY = 3
"""With fewer people nobody can say whose side it is."""


@dataclass(frozen=True, slots=True)
class Way:
    """One direction of one connection. loss: 0 to 1; rtt_ms None: not measured yet."""

    loss: float
    rtt_ms: float | None
    bps: int
    layer: int | None = None

    @property
    def grade(self) -> Grade:
        rtt_ms = self.rtt_ms or 0.0
        if self.loss >= BAD_LOSS or rtt_ms >= BAD_RTT_MS:
            return "bad"
        return "fair" if self.loss >= FAIR_LOSS or rtt_ms >= FAIR_RTT_MS else "good"


@dataclass(frozen=True, slots=True)
class Connection:
    """up: from the person to the server. transport None: not connected yet."""

    transport: Transport | None
    up: Way
    down: Way

    @property
    def is_bad(self) -> bool:
        return "bad" in (self.up.grade, self.down.grade)


def is_servers_side(everyone: Iterable[Connection]) -> bool:
    """everyone: all connections of this server. What is bad for half of them is not half of the world's networks."""
    bad = [c.is_bad for c in everyone if c.transport is not None]
    return sum(bad) >= MANY and 2 * sum(bad) >= len(bad)


def side_of(connection: Connection, *, servers_side: bool) -> Side:
    if not connection.is_bad:
        return "none"
    return "server" if servers_side else "person"
