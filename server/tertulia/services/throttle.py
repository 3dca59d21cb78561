"""How often one address or account may ask, in bounded memory."""

from __future__ import annotations

import ipaddress

from tertulia.domain.errors import Busy
from tertulia.domain.limits import TokenBucket
from tertulia.services.clock import Clock

MOST_KEYS = 20_000


def counted_by(host: str) -> str:
    """What limits of an address are counted by: the IPv4 address, or the IPv6 network a household has (/64)."""
    try:
        ip = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host or "unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


class Throttle:
    """`times` at once, and again as many spread over `per_s` seconds, for each key.

    Full buckets are forgotten when there are more than `most_keys`; if that is not enough (an attack from
    that many addresses at once), the one that was not asked for longest goes.
    """

    def __init__(self, clock: Clock, times: int, per_s: float, *, most_keys: int = MOST_KEYS) -> None:
        self._clock = clock
        self._times = times
        self._per_s = per_s
        self._most_keys = most_keys
        self._buckets: dict[str, TokenBucket] = {}

    def take(self, key: str) -> None:
        """Raises `Busy(code="rate_limited")` with the seconds to wait."""
        now = self._clock.monotonic()
        bucket = self._buckets.pop(key, None)
        if bucket is None:
            bucket = TokenBucket(per_s=self._times / self._per_s, burst=self._times)
            if len(self._buckets) >= self._most_keys:
                self._make_room(now)
        self._buckets[key] = bucket  # the dict is in order of last use
        wait_s = bucket.take(now)
        if wait_s > 0:
            raise Busy("That was too often. Please wait a moment.", code="rate_limited", retry_after_s=wait_s)

    def __len__(self) -> int:
        return len(self._buckets)

    def _make_room(self, now: float) -> None:
        full = [key for key, bucket in self._buckets.items() if bucket.is_full(now)]
        for key in full:
            del self._buckets[key]
        # A tenth at once, so that a flood does not scan all of it for each newcomer.
        surplus = len(self._buckets) - self._most_keys + max(1, self._most_keys // 10)
        for key in list(self._buckets)[: max(0, surplus) if len(self._buckets) >= self._most_keys else 0]:
            del self._buckets[key]
