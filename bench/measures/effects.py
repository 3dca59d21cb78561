"""What it costs to change what is behind a person, and to take the noise out of their sound: CPU of the whole browser."""

from __future__ import annotations

import asyncio
import sys
from statistics import median

from playwright.async_api import CDPSession, Page, async_playwright

from bench.report import Result, Row
from bench.served import OURS, ROOT, serve

sys.path.append(str(ROOT / "e2e"))
from harness.browsers import CHROMIUM_FLAGS, PROBE
from harness.person import Person

ROUNDS = 4
WINDOW_S = 12
SETTLES_S = 6

BACKGROUNDS = {"nothing": "As it is", "blur": "Blurred", "picture": "Bookshelf", "noise": "As it is"}
STATES = tuple(BACKGROUNDS)


async def choose(page: Page, state: str) -> None:
    await page.get_by_role("radio", name=BACKGROUNDS[state]).check(force=True)
    await page.get_by_role("switch", name="Take noise out of my microphone").set_checked(state == "noise", force=True)


async def spent_s(devtools: CDPSession) -> float:
    """CPU time of all processes of the browser so far, by its own count."""
    found = await devtools.send("SystemInfo.getProcessInfo")
    return float(sum(process["cpuTime"] for process in found["processInfo"]))


async def look(person: Person, devtools: CDPSession) -> tuple[float, float]:
    """Per cent of a core, and pictures a second of the own camera, over one window."""
    loop = asyncio.get_running_loop()
    started, before, shown = loop.time(), await spent_s(devtools), await pictures(person)
    await asyncio.sleep(WINDOW_S)
    took_s = loop.time() - started
    return 100 * (await spent_s(devtools) - before) / took_s, (await pictures(person) - shown) / took_s


async def pictures(person: Person) -> int:
    return int((await person.picture(f"{person.name} (you)"))["shown"])


async def measure() -> Result:
    cpu: dict[str, list[float]] = {state: [] for state in STATES}
    fps: dict[str, list[float]] = {state: [] for state in STATES}
    async with serve(OURS, on_every_core=True) as served, async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=[*CHROMIUM_FLAGS, "--use-fake-ui-for-media-stream"]
        )
        context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
        page = await context.new_page()
        await page.add_init_script(PROBE)
        ana = Person("Ana", context, page, f"http://127.0.0.1:{served.port}")
        await ana.join("bench-effects")
        await ana.button("Settings").click()
        await page.get_by_role("tab", name="Background and sound").click()
        devtools = await browser.new_browser_cdp_session()
        for number in range(ROUNDS):
            for state in STATES if number % 2 == 0 else reversed(STATES):
                await choose(page, state)
                await asyncio.sleep(SETTLES_S)
                share, rate = await look(ana, devtools)
                cpu[state].append(share)
                fps[state].append(rate)
        seen = await ana.picture("Ana (you)")
        await browser.close()
    without = median(cpu["nothing"])
    return Result(
        "effects",
        "Another background, less noise",
        f"One person alone in a call, a made-up camera of {seen['width']} x {seen['height']} with {median(fps['nothing']):.0f} pictures a second; CPU time of all processes of "
        f"Chromium by its own count, {ROUNDS} windows of {WINDOW_S} s each, turn and turn about, medians, less what the same call costs without. "
        f"Without a GPU, the browser draws on the CPU as well.",
        [
            Row("blurred background", median(cpu["blur"]) - without, "% of a core", "the call without", without),
            Row("a picture behind one", median(cpu["picture"]) - without, "% of a core", "the call without", without),
            Row("noise taken out", median(cpu["noise"]) - without, "% of a core", "the call without", without),
            Row("pictures a second, blurred", median(fps["blur"]), "", "without", median(fps["nothing"])),
        ],
        {"cpu_percent": cpu, "pictures_per_s": fps},
    )
