"""One walk past everything there is to see; what was found on it is for the tests to judge."""

from __future__ import annotations

import asyncio
import base64
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, Page, ViewportSize

from harness import gallery
from harness.axe import barriers

SMALL_WINDOWS: dict[str, dict[str, ViewportSize]] = {
    "desktop": {"200 % zoom": {"width": 640, "height": 400}},  # WCAG 1.4.4: 1280 x 800 at twice its size
    "phone": {"320 px": {"width": 320, "height": 568}},  # WCAG 1.4.10
}
FORCED = {"history", "door-ready", "five", "chat", "settings"}
"""Shown in the colours of the system as well: one of each kind of thing that has a state."""
WALKS = ("desktop", "desktop", "phone")
"""Side by side. There is more to look at on a desktop."""
NO_CARET = "() => { document.activeElement.readOnly = true }"
"""There it takes the system's colour, whatever a style says, and blinks."""
STAND_STILL = """() => {
  const still = new CSSStyleSheet();
  still.replaceSync("*, ::before, ::after { caret-color: transparent !important }");
  document.adoptedStyleSheets = [still];
  const end = (each) => (each.effect.getComputedTiming().endTime === Infinity ? each.cancel() : each.finish());
  for (let more = document.getAnimations(); more.length; more = document.getAnimations()) more.forEach(end);
}"""
"""What ends may have others begin: a colour is handed down to whatever takes its time to follow."""
LOOK = Path(__file__).with_name("barriers.js").read_text()


@dataclass
class Found:
    pictures: dict[str, bytes] = field(default_factory=dict)
    """Screenshots by "desktop-dark/landing"."""
    barriers: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    """Controls that a finger misses."""
    outside: list[str] = field(default_factory=list)
    """What cannot be reached or read in a small window."""


async def survey(browser: Browser, address: str, sights: Iterable[tuple[str, str]]) -> Found:
    """Walk past these scenes on these devices, by night and by day."""
    found = Found()

    async def walk(device: str) -> None:
        scenes = to_see[device]
        async with gallery.window(browser, device) as page:
            while scenes:
                scene = scenes.popleft()
                await gallery.show(page, address, scene)
                await look(page, device, scene, found)
                await page.emulate_media(color_scheme="dark")
                await page.set_viewport_size(gallery.DEVICES[device]["viewport"])

    to_see: dict[str, deque[str]] = {device: deque() for device in gallery.DEVICES}
    for device, scene in sights:
        to_see[device].append(scene)
    await asyncio.gather(*(walk(device) for device in WALKS))
    return found


UNSTEADY = {"alone"}
"""Looked at for everything but their picture: here the mark lights up one seat after the other."""


async def look(page: Page, device: str, scene: str, found: Found) -> None:
    await page.evaluate(LOOK)
    schemes = ["dark"] if await page.evaluate("() => gallery.isAlwaysDark()") else ["dark", "light"]
    await page.emulate_media(color_scheme="light")
    await photograph(page)  # letters that came with a movement are drawn anew when the scheme changes, and alike
    for scheme in schemes:
        await page.emulate_media(color_scheme=scheme)
        if scene not in UNSTEADY:
            found.pictures[f"{device}-{scheme}/{scene}"] = await photograph(page)
        if device == "desktop":
            found.barriers += [f"{scene}, {scheme}: {each}" for each in await seen(page, colours_only=scheme != "dark")]
    if device == "desktop" and scene in FORCED:
        await page.emulate_media(color_scheme="dark", forced_colors="active")
        await page.evaluate(NO_CARET)
        found.pictures[f"{device}-forced/{scene}"] = await photograph(page)
        await page.emulate_media(forced_colors="none")
    if device == "phone":
        if schemes == ["dark"]:  # a call has other controls here; other pages only flow otherwise
            found.barriers += [f"{scene}, on a phone: {each}" for each in await seen(page)]
        found.small += [f"{scene}: {each}" for each in await page.evaluate("() => __barriers.small()")]
    for name, size in SMALL_WINDOWS[device].items():
        await page.set_viewport_size(size)
        await gallery.meanwhile(page, page.evaluate("() => gallery.settled()"))
        await page.clock.run_for(500)
        found.outside += [f"{scene}, {name}: {each}" for each in await page.evaluate("() => __barriers.outside()")]


async def seen(page: Page, *, colours_only: bool = False) -> list[str]:
    return await gallery.meanwhile(page, barriers(page, colours_only=colours_only))


async def photograph(page: Page) -> bytes:
    """A PNG; transitions ended, carets hidden. By the browser's own protocol, which can be told to pack in a hurry."""
    await page.evaluate(STAND_STILL)
    session = await page.context.new_cdp_session(page)
    shot = await session.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
    await session.detach()
    return base64.b64decode(shot["data"])
