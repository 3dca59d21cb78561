"""From the click on *Join now* to the first frame of the other, in two browsers on this machine."""

from __future__ import annotations

import sys
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from bench.report import Result, Row, quantities
from bench.served import OURS, ROOT, serve

sys.path.append(str(ROOT / "e2e"))
from harness.browsers import CHROMIUM_FLAGS
from harness.person import Person

ROUNDS = 24
WITHIN_MS = 30_000
WATCH = """
(() => {
  const times = (window.__times = { frames: {} });
  addEventListener("click", (event) => {
    if (event.target.closest?.("button")?.textContent.trim() === "Join now") times.click = performance.now();
  }, true);
  const seen = new WeakSet();
  const look = () => {
    for (const video of document.querySelectorAll("article video")) {
      if (seen.has(video)) continue;
      seen.add(video);
      video.requestVideoFrameCallback((now) => {
        times.frames[video.closest("article")?.getAttribute("aria-label") ?? "?"] ??= now;
      });
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
FLOOR = """
async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 1280, height: 720 } });
  const began = performance.now();
  const [a, b] = [new RTCPeerConnection(), new RTCPeerConnection()];
  a.onicecandidate = ({ candidate }) => candidate && b.addIceCandidate(candidate);
  b.onicecandidate = ({ candidate }) => candidate && a.addIceCandidate(candidate);
  const video = document.createElement("video");
  video.muted = video.autoplay = true;
  document.body.append(video);
  const first = new Promise((found) => {
    b.ontrack = ({ track, streams }) => {
      if (track.kind !== "video") return;
      video.srcObject = streams[0];
      video.requestVideoFrameCallback((now) => found(now - began));
    };
  });
  for (const track of stream.getTracks()) a.addTrack(track, stream);
  await a.setLocalDescription();
  await b.setRemoteDescription(a.localDescription);
  await b.setLocalDescription();
  await a.setRemoteDescription(b.localDescription);
  const took = await first;
  a.close();
  b.close();
  for (const track of stream.getTracks()) track.stop();
  video.remove();
  return took;
}
"""


async def newcomer(browser: Browser, url: str, room: str) -> float:
    """Milliseconds from the click of somebody new, in a profile of its own, to the first frame of Ben."""
    context = await browser.new_context()
    page = await context.new_page()
    await page.add_init_script(WATCH)
    ana = Person("Ana", context, page, url)
    await ana.arrive(room)
    await page.get_by_role("textbox", name="Your name").fill("Ana")
    await page.wait_for_load_state("networkidle")  # half a second of calm: nobody clicks sooner
    await page.get_by_role("button", name="Join now").click()
    await page.wait_for_function("() => __times.frames.Ben !== undefined", timeout=WITHIN_MS)
    times: dict[str, Any] = await page.evaluate("() => __times")
    await ana.leave()  # or her seat would be kept, and the next one would come into a larger room
    await context.close()
    return float(times["frames"]["Ben"] - times["click"])


async def floor(page: Page) -> float:
    return float(await page.evaluate(FLOOR))


async def measure() -> Result:
    flags = [*CHROMIUM_FLAGS, "--use-fake-ui-for-media-stream"]
    joins: list[float] = []
    floors: list[float] = []
    async with serve(OURS, on_every_core=True) as served, async_playwright() as playwright:
        url = f"http://127.0.0.1:{served.port}"
        launch = playwright.chromium.launch
        host, guest = [await launch(executable_path="/usr/bin/chromium", args=flags) for _ in "ab"]
        ben_context = await host.new_context()
        ben = Person("Ben", ben_context, await ben_context.new_page(), url)
        await ben.join("bench-room")
        bare = await (await guest.new_context()).new_page()
        await bare.goto(f"{url}/healthz")
        for number in range(ROUNDS):
            turn = (newcomer(guest, url, "bench-room"), floor(bare))
            for measured in turn if number % 2 else reversed(turn):
                (joins if measured is turn[0] else floors).append(await measured)
        await host.close()
        await guest.close()
    join, bare_link = quantities(joins), quantities(floors)
    return Result(
        "join",
        "From the click to a face",
        f"Two Chromium, one of them in the room; somebody new comes to the door {ROUNDS} times, each time in a fresh profile, "
        f"and clicks *Join now* once it is calm, until the first frame of the other is on screen. Beside: two connections inside "
        f"one page, with no server and no wire between them: what the browser alone needs for ICE, DTLS, a key frame and a first picture.",
        [
            Row(
                "click to first remote frame, p50", join["p50"], "ms", "bare connections in one page", bare_link["p50"]
            ),
            Row(
                "click to first remote frame, p95", join["p95"], "ms", "bare connections in one page", bare_link["p95"]
            ),
        ],
        {"join_ms": joins, "floor_ms": floors},
    )
