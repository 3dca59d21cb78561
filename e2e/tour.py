"""Walks through the product and photographs every page and state, to be looked at: `python e2e/tour.py [folder]`.

--scheme dark|light   --phone   --locale es-ES   --server http://... (default: one of its own)
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from harness.accounts import sign_up
from harness.browsers import PROBE, Browsers
from harness.build import ensure_client
from harness.person import Person
from harness.server import ROOT, Server
from playwright.async_api import Error as BrowserError
from playwright.async_api import async_playwright


class Tour:
    def __init__(self, folder: Path, browsers: Browsers, url: str, look: dict[str, Any]) -> None:
        self.folder, self.browsers, self.url, self.look = folder, browsers, url, look
        self.count = 0

    async def person(self, name: str, **context: Any) -> Person:
        browser = await self.browsers.get("chromium")
        tab = await browser.new_context(**{**self.look, **context})
        await tab.add_init_script(PROBE)
        return Person(name, tab, await tab.new_page(), self.url)

    async def photograph(self, person: Person, what: str) -> None:
        self.count += 1
        await person.page.mouse.move(5, 300)
        await person.page.wait_for_timeout(600)  # let things come to rest; nothing is asserted here
        path = self.folder / f"{self.count:02}-{what}.png"
        await person.page.screenshot(path=path)
        print(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path, flush=True)


async def walk(tour: Tour) -> None:
    ana = await tour.person("Ana Sofía")
    for path, what in (
        ("/", "landing"),
        ("/signin", "sign-in"),
        ("/signup", "sign-up"),
        ("/nowhere/at/all", "not-found"),
    ):
        await ana.open(path)
        await tour.photograph(ana, what)
    await sign_up(ana, f"ana-{tour.folder.name}")
    await tour.photograph(ana, "home-empty")
    await ana.open("/history")
    await tour.photograph(ana, "history-empty")
    await ana.open("/m/garden-talk")
    await tour.photograph(ana, "door-before")
    await ana.allow_devices()
    await tour.photograph(ana, "door")
    await ana.go_in()
    await tour.photograph(ana, "call-alone")
    others = [
        await tour.person(name, viewport={"width": 900, "height": 700})
        for name in ("Bo", "Eva María de los Ángeles Fernández", "Leo")
    ]
    for count, other in enumerate(others, 2):
        await other.join("garden-talk")
        await ana.sees(other.name)
        await tour.photograph(ana, f"call-{count}")
    bo, eva, leo = others
    await leo.turn("camera", "off")
    await leo.turn("microphone", "off")
    await tour.photograph(ana, "call-one-camera-off")
    await bo.say("Shall we look at the plan of the garden? https://example.org/plan")
    await eva.say("Yes! " + "And let us talk about the water, because last summer was very dry. " * 3)
    await tour.photograph(ana, "call-unread")
    await ana.open_chat()
    await ana.say("I share it in a moment.")
    await tour.photograph(ana, "call-chat")
    await ana.page.keyboard.press("Escape")
    await ana.button(re.compile("^People")).click()
    await tour.photograph(ana, "call-people")
    await ana.page.keyboard.press("Escape")
    await bo.button("Share screen").click()
    await ana.sees("Bo's screen")
    await tour.photograph(ana, "call-screen")
    await tour.photograph(bo, "call-screen-sharer")
    await ana.leave()
    await tour.photograph(ana, "left")
    await ana.open("/home")
    await tour.photograph(ana, "home")
    await ana.open("/history")
    await tour.photograph(ana, "history")
    await ana.page.get_by_role("link", name=re.compile("garden-talk")).first.click()
    await tour.photograph(ana, "history-detail")


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "test-results" / "tour")
    parser.add_argument("--scheme", default="dark")
    parser.add_argument("--phone", action="store_true")
    parser.add_argument("--locale", default="en-GB")
    parser.add_argument("--server", default="")
    wish = parser.parse_args()
    wish.folder.mkdir(parents=True, exist_ok=True)
    look: dict[str, Any] = {
        "color_scheme": wish.scheme,
        "locale": wish.locale,
        "viewport": {"width": 1280, "height": 800},
    }
    if wish.phone:
        look |= {
            "viewport": {"width": 390, "height": 844},
            "has_touch": True,
            "is_mobile": True,
            "device_scale_factor": 2,
        }
    with tempfile.TemporaryDirectory() as data:
        server = Server(Path(data))
        if not wish.server:
            await ensure_client()
            await server.start()
        async with async_playwright() as playwright:
            browsers = Browsers(playwright)
            try:
                await walk(Tour(wish.folder, browsers, wish.server or server.url, look))
            except (BrowserError, AssertionError) as stopped:
                print(f"the tour stops here: {stopped}")
            finally:
                await browsers.close()
                await server.kill()


if __name__ == "__main__":
    asyncio.run(main())
