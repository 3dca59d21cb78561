"""People in browsers, each in a place of their own, and the product in another."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from harness.browsers import PROBE, Browsers, Kind
from harness.build import ensure_client
from harness.person import Person
from harness.server import Server
from playwright.async_api import ViewportSize, async_playwright

from lab.namespace import Place
from lab.network import Network, network
from lab.recording import RECORDER
from lab.shape import HOME, Shape

SERVER = "server"
VIEWPORT: ViewportSize = {"width": 640, "height": 420}
FPS = 15
THROUGH_SERVER = {"TERTULIA_SFU_FROM": "2", "TERTULIA_MESH_BELOW": "1"}
"""From the second person on."""


class PlacedServer(Server):
    """The product in a place of its own, over HTTPS: only so may pages use cameras."""

    def __init__(self, place: Place, data_dir: Path, *arguments: str, **environment: str) -> None:
        asked = ("--tls-self-signed", "--public-ip", place.address, *arguments)
        super().__init__(data_dir, *asked, host_name=place.address, **environment)
        self.prefix = place.prefix
        self._place = place

    def _ask_ready(self) -> str | None:
        with self._place.inside():
            return super()._ask_ready()


class Stage:
    def __init__(self, net: Network, server: PlacedServer, browsers: dict[str, Browsers]) -> None:
        self.net = net
        self.server = server
        self._browsers = browsers
        self._rooms = (f"room-{number}" for number in itertools.count(1))

    async def invite(self, name: str, kind: Kind, *scripts: str, place: str | None = None) -> Person:
        """name: of the person. scripts: run before the page's own. place: where they sit; their own, in small letters, if left out."""
        browser = await self._browsers[place or name.lower()].get(kind)
        tab = await browser.new_context(ignore_https_errors=True, locale="en-GB", viewport=VIEWPORT)
        for script in (f"window.__frameRate = {FPS}", PROBE, RECORDER, *scripts):
            await tab.add_init_script(script)
        person = Person(name, tab, await tab.new_page(), self.server.url)
        person.page.on("dialog", lambda dialog: dialog.accept())
        return person

    def room(self) -> str:
        """One that nobody was in."""
        return next(self._rooms)


@asynccontextmanager
async def stage(
    *people: str, seed: int = 1, shape: Shape = HOME, environment: dict[str, str] | None = None
) -> AsyncIterator[Stage]:
    """The product, and a browser for each of the people, all of them connected alike."""
    await ensure_client()
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="tertulia-lab-"))
        names = [name.lower() for name in people]
        net = await stack.enter_async_context(network(*names, SERVER, seed=seed, shape=shape))
        server = PlacedServer(net[SERVER], Path(folder), **(environment or {}))
        stack.push_async_callback(server.kill)
        await server.start()
        browsers = {name: await _browsers(net[name], stack) for name in names}
        yield Stage(net, server, browsers)


async def _browsers(place: Place, stack: AsyncExitStack) -> Browsers:
    """Their driver lives in the place, too: Firefox is spoken to over its loopback."""
    with place.inside():
        playwright = await async_playwright().start()
    stack.push_async_callback(playwright.stop)
    running = Browsers(playwright)
    stack.push_async_callback(running.close)
    return running
