"""How soon a page can be used by somebody with a slow computer: the landing page, and one's own picture at the door."""

from __future__ import annotations

import sys
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from bench.report import Result, Row, percentile
from bench.served import OURS, ROOT, serve

sys.path.append(str(ROOT / "e2e"))
from harness.browsers import CHROMIUM_FLAGS

ROUNDS = 20
SLOWER = 4
QUIET_MS = 1000
"""So long nothing blocks before we believe that the page has come to rest."""
WITHIN_MS = 60_000
BAR_INTERACTIVE_S, BAR_PREVIEW_S = 1.0, 1.5

WATCH = """
(() => {
  const times = (window.__times = { busyUntil: 0, start: null, preview: null, paint: null });
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) times.busyUntil = Math.max(times.busyUntil, task.startTime + task.duration);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    times.paint = list.getEntries().at(-1).startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  const seen = new WeakSet();
  const look = (now) => {
    if (times.start === null)
      for (const button of document.querySelectorAll("button"))
        if (button.textContent.trim() === "Start a meeting") times.start = now;
    for (const video of document.querySelectorAll("video")) {
      if (seen.has(video)) continue;
      seen.add(video);
      video.requestVideoFrameCallback((shown) => { times.preview ??= shown; });
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
AT_REST = """
(quiet) => {
  const { start, busyUntil } = window.__times;
  return start !== null && performance.now() > Math.max(start, busyUntil) + quiet;
}
"""


async def visit(browser: Browser, url: str, until: str, argument: float | None = None) -> dict[str, Any]:
    """What was seen on the way to `until`, in milliseconds since the navigation; nothing is in the cache."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    await context.grant_permissions(["camera", "microphone"])
    page: Page = await context.new_page()
    await page.add_init_script(WATCH)
    devtools = await context.new_cdp_session(page)
    await devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    await page.goto(url, wait_until="commit")
    await page.wait_for_function(until, arg=argument, timeout=WITHIN_MS)
    times: dict[str, Any] = await page.evaluate("() => __times")
    await context.close()
    return times


async def measure() -> Result:
    interactive: list[float] = []
    preview: list[float] = []
    paint: list[float] = []
    async with serve(OURS, on_every_core=True) as served, async_playwright() as playwright:
        url = f"http://127.0.0.1:{served.port}"
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*CHROMIUM_FLAGS])
        for _ in range(ROUNDS):
            landed = await visit(browser, f"{url}/", AT_REST, QUIET_MS)
            interactive.append(max(landed["start"], landed["busyUntil"]) / 1000)
            paint.append((landed["paint"] or 0) / 1000)
            stood = await visit(browser, f"{url}/m/bench-door", "() => __times.preview !== null")
            preview.append(stood["preview"] / 1000)
        await browser.close()
    return Result(
        "arrival",
        "Arriving with a slow computer",
        f"Chromium with its CPU slowed down {SLOWER} times, an empty cache and a fresh profile, {ROUNDS} times each, from the "
        f"navigation on. *Interactive*: the button *Start a meeting* is there and no task of more than 50 ms is under way or "
        f"comes within {QUIET_MS} ms. *Preview*: the first frame of one's own camera is shown at the door of a meeting, devices "
        f"allowed before.",
        [
            Row("landing page interactive, p75", percentile(interactive, 0.75), "s", bar=BAR_INTERACTIVE_S),
            Row("landing page interactive, p50", percentile(interactive, 0.5), "s"),
            Row("landing page, largest paint, p50", percentile(paint, 0.5), "s"),
            Row("own picture at the door, p75", percentile(preview, 0.75), "s", bar=BAR_PREVIEW_S),
            Row("own picture at the door, p50", percentile(preview, 0.5), "s"),
        ],
        {"interactive_s": interactive, "preview_s": preview, "paint_s": paint},
    )
