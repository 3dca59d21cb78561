"""Waiting for a state of the world, never for an amount of time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from playwright.async_api import Error as BrowserError

WITHIN_S = 45.0
"""Generous, because the machine may be busy: a wait ends as soon as its condition holds."""

GONE_FOR_NOW = ("Execution context was destroyed", "navigating", "Cannot find context")
"""What a browser says when a page was asked while it changed to the next: not yet, rather than never."""


async def eventually(check: Callable[[], Awaitable[str | None]], *, within_s: float = WITHIN_S) -> None:
    """Wait until `check` returns None; what it returns instead is the reason why not yet."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within_s
    while True:
        try:
            why = await check()
        except BrowserError as error:
            if not any(phrase in error.message for phrase in GONE_FOR_NOW):
                raise
            why = error.message
        if why is None:
            return
        if loop.time() > deadline:
            raise AssertionError(f"not within {within_s:g} s: {why}")
        await asyncio.sleep(0.1)
