"""What a stretch of network does to packets, and names for the usual ones. The words are those of `media/lab-net`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal


@dataclass(frozen=True)
class Shape:
    """One direction of one place's connection; `media/lab-net/src/shape.rs` says what each figure means."""

    delay_ms: float = 0
    jitter_ms: float = 0
    loss: float = 0
    burst: float = 0
    reorder: float = 0
    reorder_ms: float = 20
    duplicate: float = 0
    rate_kbps: float = 0
    queue_ms: float = 200
    blackout: bool = False
    block: Literal["none", "udp", "tcp"] = "none"

    def but(self, **changes: Any) -> Shape:
        return replace(self, **changes)

    def wire(self) -> dict[str, Any]:
        return asdict(self)


PERFECT = Shape()
HOME = Shape(delay_ms=5)
"""What faults happen to: 20 ms there and back between two people."""

PRESETS = {
    "wifi": Shape(delay_ms=5, jitter_ms=3),
    "wifi_lossy": Shape(delay_ms=15, jitter_ms=10, loss=0.05),
    "wifi_congested": Shape(delay_ms=15, jitter_ms=10, loss=0.10, rate_kbps=5000),
    "cellular": Shape(delay_ms=50, jitter_ms=15, loss=0.02),
    "satellite": Shape(delay_ms=300, rate_kbps=20_000),
}
"""Each way; a satellite's 600 ms are there and back."""


@dataclass(frozen=True)
class Phase:
    """From `at_s` on, so much fits through."""

    at_s: float
    rate_kbps: float


RFC8867 = Shape(delay_ms=50, queue_ms=300)
"""The bottleneck of section 4.2: 50 ms one way, 300 ms of queue, first in first out."""

SINGLE_FLOW = (Phase(0, 1000), Phase(40, 2500), Phase(60, 600), Phase(80, 1000))
SINGLE_FLOW_S = 100
"""RFC 8867 section 5.1."""

TWO_FLOWS = (Phase(0, 4000), Phase(25, 2000), Phase(50, 3500), Phase(75, 1000), Phase(100, 2000))
TWO_FLOWS_S = 125
"""RFC 8867 section 5.2."""
