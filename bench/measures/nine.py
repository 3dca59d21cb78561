"""A meeting of nine on this machine: what the page costs while nothing changes in it.

The others are there, quiet, with their cameras on; they look at nothing, so that this machine encodes each picture
once and decodes it only for the page under measurement.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from playwright.async_api import Browser, CDPSession, Page, async_playwright

from bench.report import Result, Row, quantities
from bench.served import OURS, ROOT, serve

sys.path.append(str(ROOT / "e2e"))
from harness.browsers import CHROMIUM_FLAGS, PROBE
from harness.person import Person

SEATS = 9
WINDOW_S = 10
WINDOWS = 6
SETTLES_S = 15
LONG_MS = 50
VIEWPORT = {"width": 1280, "height": 800}

QUIET = """localStorage.setItem("tertulia:media", JSON.stringify({ mic: false, camera: true }));"""
LOOKS_AT_NOTHING = """Object.defineProperty(document, "hidden", { get: () => true });"""
WATCH = """
(() => {
  const seen = (window.__seen = { commits: 0, long: 0, longest: 0 });
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true, isDisabled: false, renderers: new Map(), checkDCE() {}, inject: () => 1,
    onCommitFiberRoot() { seen.commits += 1; }, onCommitFiberUnmount() {}, onPostCommitFiberRoot() {},
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.long += 1;
      seen.longest = Math.max(seen.longest, duration);
    }
  }).observe({ type: "longtask" });
})();
"""
"""React tells its developer tools of every commit, in production builds too; this is all of them that it asks for."""


async def seat(browser: Browser, url: str, name: str, *scripts: str, **context: Any) -> Page:
    tab = await browser.new_context(**context)
    page = await tab.new_page()
    for script in (PROBE, QUIET, *scripts):
        await page.add_init_script(script)
    await Person(name, tab, page, url).join("bench-nine")
    return page


async def busy_s(devtools: CDPSession) -> float:
    """Seconds of tasks on the page's main thread so far, by the browser's own count."""
    metrics = (await devtools.send("Performance.getMetrics"))["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))


async def calm(page: Page) -> tuple[list[float], dict[str, float]]:
    """Main-thread milliseconds per second, window by window, and what was seen meanwhile."""
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Performance.enable")
    await page.evaluate("() => Object.assign(__seen, { commits: 0, long: 0, longest: 0 })")
    shares = []
    for _ in range(WINDOWS):
        before = await busy_s(devtools)
        await asyncio.sleep(WINDOW_S)
        shares.append(1000 * (await busy_s(devtools) - before) / WINDOW_S)
    return shares, await page.evaluate("() => __seen")


async def measure() -> Result:
    flags = [*CHROMIUM_FLAGS, "--use-fake-ui-for-media-stream"]
    async with (
        serve(OURS, on_every_core=True, TERTULIA_MESH_LIMIT=str(SEATS)) as served,
        async_playwright() as playwright,
    ):
        url = f"http://127.0.0.1:{served.port}"
        launch = playwright.chromium.launch
        ours, theirs = [await launch(executable_path="/usr/bin/chromium", args=flags) for _ in "ab"]
        for number in range(1, SEATS):
            await seat(theirs, url, f"Guest {number}", LOOKS_AT_NOTHING)
        page = await seat(ours, url, "Ana", WATCH, viewport=VIEWPORT)
        await page.wait_for_function(f"() => document.querySelectorAll('article[data-video=true]').length === {SEATS}")
        await page.mouse.move(640, 300)
        await asyncio.sleep(SETTLES_S)
        shares, seen = await calm(page)
        await ours.close()
        await theirs.close()
    seconds = WINDOW_S * WINDOWS
    return Result(
        "nine",
        "A meeting of nine, while nothing changes",
        f"Nine people with cameras of 640 x 360 and 10 frames a second, all muted; eight of them look at nothing. Over {seconds} s after it "
        f"has settled: time of the ninth page's main thread by the browser's own count, tasks over {LONG_MS} ms, commits of React.",
        [
            Row("main thread, p50 of windows", quantities(shares)["p50"], "ms/s"),
            Row(f"tasks over {LONG_MS} ms", seen["long"], "", bar=0),
            Row("renders of React", seen["commits"] / seconds, "a second", bar=0),
        ],
        {"main_thread_ms_per_s": shares, "seen": seen},
    )
