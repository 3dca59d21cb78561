"""A room of two that becomes one of five and two again: what those two miss of each other while their media move."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

from playwright.async_api import Browser, ViewportSize, async_playwright

from bench.made import made
from bench.report import Result, Row, percentile
from bench.served import OURS, ROOT, Served, serve

sys.path.append(str(ROOT / "e2e"))
from harness.browsers import CHROMIUM_FLAGS, PROBE
from harness.person import Person

RUNS = int(os.environ.get("BENCH_RUNS", "20"))
SETTLES_S = 4.0
"""Nothing moves any more after so long."""
BAR_GAP_MS, BAR_STILL_MS = 60, 500
ROOM, BESIDE = "bench-moves", "bench-beside"
GUESTS = (2, 3)
"""Two, who always speak: with one of the two who stay they fill the three slots for sound. Beside it takes three for the server."""
SMALL: ViewportSize = {"width": 640, "height": 420}

QUIET = """localStorage.setItem("tertulia:media", JSON.stringify({ mic: false, camera: true }));"""
FLAGS = [*CHROMIUM_FLAGS, "--use-fake-ui-for-media-stream"]
LOOKS_AT_NOTHING = """Object.defineProperty(document, "hidden", { get: () => true });"""

Figures = dict[str, dict[str, list[float]]]
"""By what happened (`beside`, `up`, `down`), by what is measured (`gap`, `still`): milliseconds."""


async def tab(browser: Browser, url: str, name: str, *scripts: str) -> Person:
    context = await browser.new_context(viewport=SMALL, locale="en-GB")
    page = await context.new_page()
    for script in (PROBE, *scripts):
        await page.add_init_script(script)
    return Person(name, context, page, url)


async def note(figures: dict[str, list[float]], ana: Person, bo: Person) -> None:
    for person, other in ((ana, bo), (bo, ana)):
        for kind, worst in (await person.followed(other.name)).items():
            figures.setdefault(kind, []).append(worst)


async def run_made(figures: Figures, served: Served, ana: Person, bo: Person) -> None:
    """The same with guests who are made up: what this machine has is for the two who are asked."""

    guests = await made(served, BESIDE, *GUESTS, 4)
    await note({}, ana, bo)
    await asyncio.sleep(2 * SETTLES_S)
    await note(figures["beside"], ana, bo)
    for guest in guests:
        guest.close()
    await note({}, ana, bo)
    guests = await made(served, ROOM, *GUESTS)
    await goes(ana, bo, through=1, direct=0)
    await note(figures["up"], ana, bo)
    for guest in guests:
        guest.close()
    await goes(ana, bo, through=0, direct=1)
    await note(figures["down"], ana, bo)


async def run(figures: Figures, ana: Person, bo: Person, visitors: list[Person]) -> None:
    await come(visitors, BESIDE, ana, bo)
    await asyncio.sleep(2 * SETTLES_S)
    await note(figures["beside"], ana, bo)
    await asyncio.gather(*(visitor.leave() for visitor in visitors))
    await come(visitors, ROOM, ana, bo)
    await goes(ana, bo, through=1, direct=0)
    await note(figures["up"], ana, bo)
    await asyncio.gather(*(visitor.leave() for visitor in visitors))
    await goes(ana, bo, through=0, direct=1)
    await note(figures["down"], ana, bo)


async def come(visitors: list[Person], room: str, ana: Person, bo: Person) -> None:
    await asyncio.gather(*(visitor.arrive(room) for visitor in visitors))
    await asyncio.sleep(SETTLES_S)
    await note({}, ana, bo)
    await asyncio.gather(*(visitor.go_in() for visitor in visitors))


async def goes(*people: Person, through: int, direct: int) -> None:
    for person in people:
        await person.goes(through=through, direct=direct)
    await asyncio.sleep(SETTLES_S)


async def measure() -> Result:
    figures, calmer = await with_browsers(), await with_made_up()
    return Result(
        "moves",
        "A room of two that becomes one of five, and two again",
        f"Three come and go, {RUNS} times: media move from the mesh to the server and back. Two who stay are asked, each time, for the longest "
        f"time without the other's sound (unheard, or made up by the browser) and without a new picture on the screen, until "
        f"{SETTLES_S:.0f} s after the move; {2 * RUNS} figures each. Pictures come every 100 ms. Beside: as long while the three meet in a "
        f"room of their own, which costs this machine as much and moves nothing. First all five are browsers, and share this machine with the "
        f"server; then there are two browsers and {len(GUESTS)} guests who are made up and cost next to nothing: that is nearer to people who have "
        f"a machine each.",
        [
            row
            for what, who in (("five browsers", figures), ("two browsers", calmer))
            for way in ("up", "down")
            for row in rows(what, who, way)
        ],
        {"browsers": figures, "made up": calmer},
    )


async def with_made_up() -> Figures:
    figures: Figures = {"beside": {}, "up": {}, "down": {}}
    settings = {"TERTULIA_CALM_S": "1", "TERTULIA_SFU_FROM": "3"}
    async with serve(OURS, on_every_core=True, **settings) as served, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        url = f"http://127.0.0.1:{served.port}"
        ana, bo = [await tab(browser, url, name) for name in ("Ana", "Bo")]
        for person, other in ((ana, bo), (bo, ana)):
            await person.join(ROOM)
            await person.follow(other.name)
        for _ in range(RUNS):
            await run_made(figures, served, ana, bo)
        await browser.close()
    return figures


async def with_browsers() -> Figures:
    figures: Figures = {"beside": {}, "up": {}, "down": {}}
    async with serve(OURS, on_every_core=True, TERTULIA_CALM_S="1") as served, async_playwright() as playwright:
        url = f"http://127.0.0.1:{served.port}"
        launch = playwright.chromium.launch
        ours, theirs = [await launch(executable_path="/usr/bin/chromium", args=FLAGS) for _ in "ab"]
        ana, bo = [await tab(ours, url, name) for name in ("Ana", "Bo")]
        visitors = [await tab(theirs, url, name, QUIET, LOOKS_AT_NOTHING) for name in ("Cy", "Di", "Ed")]
        for person, other in ((ana, bo), (bo, ana)):
            await person.join(ROOM)
            await person.follow(other.name)
        for _ in range(RUNS):
            await run(figures, ana, bo, visitors)
        await ours.close()
        await theirs.close()
    return figures


def rows(what: str, figures: dict[str, Any], way: str) -> list[Row]:
    to = {"up": f"{what}, to the server", "down": f"{what}, back to the mesh"}[way]
    found = []
    for kind, missed, bar in (("gap", "without sound", BAR_GAP_MS), ("still", "without a picture", BAR_STILL_MS)):
        for share, title in ((0.5, "p50"), (0.95, "p95"), (1.0, "worst")):
            here, calm = percentile(figures[way][kind], share), percentile(figures["beside"][kind], share)
            found.append(
                Row(f"{to}: {missed}, {title}", here, "ms", "others meet", calm, bar if share == 1.0 else None)
            )
    return found
