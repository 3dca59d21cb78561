"""How much is too much: token buckets, told the time by whoever asks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class TokenBucket:
    """Lets `burst` through at once and `per_s` a second from then on.

    `now` is any clock in seconds that never goes back; a bucket starts full at its first `take`.
    """

    per_s: float
    burst: float
    _level: float | None = None
    _at: float = 0.0

    def take(self, now: float, cost: float = 1.0) -> float:
        """0.0: go on. Otherwise nothing was taken, and so many seconds from now it would be."""
        level = self.burst if self._level is None else min(self.burst, self._level + (now - self._at) * self.per_s)
        self._at = now
        if level >= cost:
            self._level = level - cost
            return 0.0
        self._level = level
        return (cost - level) / self.per_s

    def is_full(self, now: float) -> bool:
        """Whether forgetting this bucket would change nothing."""
        return self._level is None or self._level + (now - self._at) * self.per_s >= self.burst
