"""Something to be done later."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol


class Timer(Protocol):
    def cancel(self) -> None:
        """Idempotent, also after it rang."""


class Timers(Protocol):
    def after(self, delay_s: float, ring: Callable[[], None]) -> Timer: ...


class LoopTimers:
    """Rings in the running event loop."""

    def after(self, delay_s: float, ring: Callable[[], None]) -> Timer:
        return asyncio.get_running_loop().call_later(delay_s, ring)
