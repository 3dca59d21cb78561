"""A room of two that becomes one of five and two again: what those two miss of each other while their media move."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

from playwright.async_api import Browser, ViewportSize, async_playwright

from bench.report import Result, Row, percentile
from bench.served import OURS, ROOT, serve

sys.path.append(str(ROOT / "e2e"))
from harness.browsers import CHROMIUM_FLAGS, PROBE
from harness.person import Person

RUNS = int(os.environ.get("BENCH_RUNS", "20"))
SETTLES_S = 4.0
"""Nothing moves any more after so long."""
BAR_GAP_MS, BAR_STILL_MS = 60, 500
ROOM, BESIDE = "bench-moves", "bench-beside"
SMALL: ViewportSize = {"width": 640, "height": 420}

QUIET = """localStorage.setItem("tertulia:media", JSON.stringify({ mic: false, camera: true }));"""
LOOKS_AT_NOTHING = """Object.defineProperty(document, "hidden", { get: () => true });"""

Figures = dict[str, dict[str, list[float]]]
"""By what happened (`beside`, `up`, `down`), by what is measured (`gap`, `still`, `camera`): milliseconds."""


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
    figures: Figures = {"beside": {}, "up": {}, "down": {}}
    flags = [*CHROMIUM_FLAGS, "--use-fake-ui-for-media-stream"]
    async with serve(OURS, on_every_core=True, TERTULIA_CALM_S="1") as served, async_playwright() as playwright:
        url = f"http://127.0.0.1:{served.port}"
        launch = playwright.chromium.launch
        ours, theirs = [await launch(executable_path="/usr/bin/chromium", args=flags) for _ in "ab"]
        ana, bo = [await tab(ours, url, name) for name in ("Ana", "Bo")]
        visitors = [await tab(theirs, url, name, QUIET, LOOKS_AT_NOTHING) for name in ("Cy", "Di", "Ed")]
        for person, other in ((ana, bo), (bo, ana)):
            await person.join(ROOM)
            await person.follow(other.name)
        for _ in range(RUNS):
            await run(figures, ana, bo, visitors)
        await ours.close()
        await theirs.close()
    return Result(
        "moves",
        "A room of two that becomes one of five, and two again",
        f"Three come and go, {RUNS} times: media move from the mesh to the server and back. Two who stay are asked, each time, for the longest "
        f"time without the other's sound (unheard, or made up by the browser) and without a new picture on the screen, until "
        f"{SETTLES_S:.0f} s after the move; {2 * RUNS} figures each. Pictures come every 100 ms, if the made-up camera is not kept waiting for "
        f"a processor itself: how long it gave none at worst stands below them. Beside: as long while the three meet in a room of "
        f"their own, which costs this machine as much and moves nothing. All five browsers and the server share it.",
        [row for way in ("up", "down") for row in rows(figures, way)],
        figures,
    )


def rows(figures: dict[str, Any], way: str) -> list[Row]:
    to = {"up": "to the server", "down": "back to the mesh"}[way]
    found = []
    for kind, what, bar in (("gap", "without sound", BAR_GAP_MS), ("still", "without a picture", BAR_STILL_MS)):
        for share, title in ((0.5, "p50"), (0.95, "p95"), (1.0, "worst")):
            here, calm = percentile(figures[way][kind], share), percentile(figures["beside"][kind], share)
            found.append(Row(f"{to}: {what}, {title}", here, "ms", "others meet", calm, bar if share == 1.0 else None))
    here, calm = max(figures[way]["camera"]), max(figures["beside"]["camera"])
    found.append(Row(f"{to}: without a picture from the camera, worst", here, "ms", "others meet", calm))
    return found
