"""Houses for tests, torn down with everyone in them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.realtime.house import House, house


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as open_house:
        yield open_house


@pytest.fixture
async def timeless() -> AsyncIterator[House]:
    """Time passes by `pass_time` only, and nobody is pinged: an hour passes before a client could answer."""
    async with house(manual_time=True, ping_interval_s=1e6) as open_house:
        yield open_house
