"""A network with a fault in it, which browsers and server share with nobody. Linux, and root."""

from __future__ import annotations

from lab.namespace import Place, why_impossible

__all__ = ["Network", "why_impossible"]


class Network(Place):
    """All that goes from one to the other in it goes over its loopback device."""

    def __init__(self) -> None:
        super().__init__("faulty", "10.98.0")

    def block_udp(self) -> None:
        """Nothing that is sent by UDP arrives, and nobody is told so."""
        self._set_apart("bfifo", "limit", "1")  # a queue for one byte

    def narrow(self, port: int, kbit: int) -> None:
        """What goes to this port by UDP gets through so much, and waits for at most 200 ms."""
        self._set_apart(
            *("tbf", "rate", f"{kbit}kbit", "burst", "4kb", "latency", "200ms"),
            match=("match", "ip", "dport", str(port), "0xffff"),
        )

    def widen(self) -> None:
        self.run("tc", "qdisc", "delete", "dev", "lo", "root")

    def _set_apart(self, *queue: str, match: tuple[str, ...] = ()) -> None:
        """UDP that matches goes through a queue of its own."""
        self.run("tc", "qdisc", "add", "dev", "lo", "root", "handle", "1:", "htb")
        self.run("tc", "class", "add", "dev", "lo", "parent", "1:", "classid", "1:4", "htb", "rate", "1gbit")
        self.run("tc", "qdisc", "add", "dev", "lo", "parent", "1:4", "handle", "40:", *queue)
        self.run(
            *("tc", "filter", "add", "dev", "lo", "parent", "1:", "protocol", "ip", "u32"),
            *("match", "ip", "protocol", "17", "0xff", *match, "flowid", "1:4"),
        )
