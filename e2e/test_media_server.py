"""Rooms that go through the media server: what is seen and heard there, and the way there and back."""

from __future__ import annotations

import importlib.util

import pytest
from conftest import Invite, Start
from harness.person import Person, meet
from harness.server import Server

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("tertulia_sfu") is None, reason="no media server here: it is built where there is Rust"
)

SMALL = {"width": 640, "height": 420}
"""Two cores decode the pictures of all these browsers."""


async def forwarding(start: Start, **environment: str) -> Server:
    """A product whose rooms go through the media server from the second person on."""
    rooms = {"TERTULIA_SFU_FROM": "2", "TERTULIA_MESH_BELOW": "1"}
    return await start("--public-ip", "127.0.0.1", **{**rooms, **environment})


async def see_each_other(*people: Person) -> None:
    for person in people:
        for other in people:
            if other is not person:
                await person.sees(other.name)


async def test_where_udp_is_blocked_media_go_over_tcp(invite: Invite, start: Start, room: str) -> None:
    server = await forwarding(start)
    ana, bo = await invite("Ana", at=server, viewport=SMALL), await invite("Bo", at=server, viewport=SMALL)
    for person in (ana, bo):
        await person.context.add_init_script("window.__tcpOnly = true")
    await meet(room, ana, bo)

    for person in (ana, bo):
        await person.goes(through=1, direct=0)
    await see_each_other(ana, bo)
    await ana.hears_through_server("Bo")
    assert set(await ana.page.evaluate("() => __probe.transports()")) == {"tcp"}
