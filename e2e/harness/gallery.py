"""Every page and state without a server: built once, served from this process, shown by name in any browser."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

from playwright.async_api import Browser, Page

from harness.build import run_npm, sources_newer_than
from harness.server import ROOT

T = TypeVar("T")

BUILT = ROOT / ".tools" / "gallery" / "gallery.html"
NOW = "2026-05-12T18:30:00+02:00"
"""A Tuesday evening in spring, when every picture is taken."""
PATIENCE_S = 60
STEP_MS = 20
"""Little of the page's time passes while it comes to stand, however long that takes: what shows for a while is still there."""
FIRST_BREATH_MS = 2200
"""Of the page's own time, after it stands: what waits two seconds before it shows is there, and nothing has hidden yet."""


DEVICES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}


class Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript", ".wasm": "application/wasm"}

    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()


async def ensure_gallery() -> None:
    if sources_newer_than(BUILT, "gallery.html"):
        await run_npm("gallery", BUILT)


@contextmanager
def served() -> Iterator[str]:
    """Its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(BUILT.parent))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@asynccontextmanager
async def window(browser: Browser, device: str) -> AsyncIterator[Page]:
    """A page in which time stands still unless it is told to go on."""
    context = await browser.new_context(
        **DEVICES[device],
        locale="en-GB",
        timezone_id="Europe/Madrid",
        reduced_motion="reduce",
        color_scheme="dark",
        service_workers="block",
    )
    try:
        await context.clock.install(time=NOW)
        await context.clock.pause_at(NOW)
        yield await context.new_page()
    finally:
        await context.close()


async def show(page: Page, address: str, scene: str, **wishes: str) -> None:
    """Open a scene and wait until it stands: words, fonts, pictures, and whatever is done there."""
    await page.clock.set_system_time(NOW)  # what stands before it on a walk has taken its time
    query = "&".join(f"{name}={value}" for name, value in {"scene": scene, "still": "1", **wishes}.items())
    await page.goto(f"{address}/gallery.html?{query}", wait_until="commit")
    loop = asyncio.get_running_loop()
    until = loop.time() + PATIENCE_S
    while not (stands := await page.evaluate("() => window.gallery?.ready ?? null")):
        assert loop.time() < until, f"{scene} does not come to stand: {await page.content()}"[:2000]
        # until its scripts are there, nothing on it waits for its clock
        await (asyncio.sleep(STEP_MS / 1000) if stands is None else page.clock.run_for(STEP_MS))
    await page.clock.run_for(FIRST_BREATH_MS)


async def meanwhile(page: Page, work: Awaitable[T]) -> T:
    """Do what waits for timers of the page, too, while next to none of its time passes."""
    doing = asyncio.ensure_future(work)
    while not doing.done():
        await page.clock.run_for(1)
    return await doing


async def everything(page: Page, address: str) -> list[tuple[str, str]]:
    """Each device with each scene that there is on it."""
    await page.goto(f"{address}/gallery.html")
    await page.wait_for_function("() => window.gallery")
    names, wide_only = await page.evaluate("() => [window.gallery.names, window.gallery.wideOnly]")
    return [(device, name) for name in names for device in DEVICES if device != "phone" or name not in wide_only]
