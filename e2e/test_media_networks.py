"""Ways to the media server that are blocked or narrow: real ones, in a network that these tests make."""

from __future__ import annotations

import importlib.util
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from conftest import Invite
from harness.browsers import Browsers
from harness.build import ensure_client
from harness.network import Network, why_impossible
from harness.person import Person, meet
from harness.server import Server
from playwright.async_api import async_playwright

LACKING = why_impossible()
pytestmark = [
    pytest.mark.skipif(importlib.util.find_spec("tertulia_sfu") is None, reason="no media server here"),
    pytest.mark.skipif(LACKING is not None, reason=LACKING or ""),
]

ROOMS = {"TERTULIA_SFU_FROM": "2", "TERTULIA_MESH_BELOW": "1"}
SMALL = {"width": 640, "height": 420}


class InsideServer(Server):
    def __init__(self, network: Network, folder: Path) -> None:
        super().__init__(folder, **ROOMS)
        self.prefix = network.prefix
        self._network = network

    def _ask_ready(self) -> str | None:
        with self._network.inside():
            return super()._ask_ready()


@pytest.fixture
def network() -> Iterator[Network]:
    made = Network()
    yield made
    made.close()


@pytest.fixture
async def browsers(network: Network) -> AsyncIterator[Browsers]:
    """In there, with whatever they start."""
    with network.inside():
        driver = await async_playwright().start()
    running = Browsers(driver)
    yield running
    await running.close()
    await driver.stop()


@pytest.fixture
async def server(network: Network, tmp_path: Path) -> AsyncIterator[Server]:
    await ensure_client()
    running = InsideServer(network, tmp_path)
    await running.start()
    yield running
    await running.kill()


async def test_where_udp_is_blocked_media_go_over_tcp(invite: Invite, room: str, network: Network) -> None:
    network.block_udp()
    ana = await invite("Ana", viewport=SMALL)
    eva = await invite("Eva", "firefox", viewport=SMALL)
    await meet(room, ana, eva)

    for person, other in ((ana, "Eva"), (eva, "Ana")):
        await person.goes(through=1, direct=0)
        await person.sees(other)
        await person.hears_through_server(other)
        assert await person.page.evaluate("() => __probe.transports()") == ["tcp"]


async def test_on_a_way_that_becomes_narrow_the_picture_becomes_small_and_sound_goes_on(
    invite: Invite, room: str, network: Network
) -> None:
    ana = await invite("Ana", viewport={"width": 1280, "height": 720})
    bo = await invite("Bo", viewport=SMALL)
    for person in (ana, bo):
        await person.context.add_init_script("window.__sharp = true")
    await meet(room, ana, bo)
    await ana.goes(through=1, direct=0)
    await ana.sees_in_width("Bo", least=640)

    network.narrow(await port_of(ana), 500)
    await ana.sees_in_width("Bo", most=320)
    await ana.follow("Bo")
    await ana.sees("Bo")
    await ana.hears_through_server("Bo")
    heard = await ana.followed("Bo")
    assert heard["gap"] < 1000, heard
    network.widen()
    await ana.sees_in_width("Bo", least=640)


async def port_of(person: Person) -> int:
    """Where media come in from the server."""
    path = await person.page.evaluate("() => __probe.server()")
    return int(path["port"])
