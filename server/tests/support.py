"""What tests of several floors lean on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta


class ManualClock:
    """A Clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self._monotonic = 1000.0
        self._now = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def advance(self, seconds: float) -> None:
        self._monotonic += seconds
        self._now += timedelta(seconds=seconds)


async def eventually(
    check: Callable[[], str | None] | Callable[[], Awaitable[str | None]], *, within_s: float = 5.0
) -> None:
    """Wait until `check` returns None; what it returns instead is the reason why not yet."""
    deadline = asyncio.get_running_loop().time() + within_s
    while True:
        outcome = check()
        why = await outcome if isinstance(outcome, Awaitable) else outcome
        if why is None:
            return
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"not within {within_s} s: {why}")
        await asyncio.sleep(0.01)
