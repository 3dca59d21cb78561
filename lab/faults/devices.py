"""Devices that go while one speaks: pulled out, taken by somebody else, forbidden."""

from __future__ import annotations

import re

from lab.fault import CallFault, Measure, Pair
from lab.faults.outages import PICTURE, SOUND, UNBROKEN, unbroken
from lab.recording import now_s, recording_of

TOLD = Measure("told", "ms", 1000)

OVERHEARING = """(() => {
  const listen = EventTarget.prototype.addEventListener;
  MediaStreamTrack.prototype.addEventListener = function (type, listener, ...more) {
    if (type === "ended") (this.__ended ??= []).push(listener);
    return listen.call(this, type, listener, ...more);
  };
  const ask = navigator.mediaDevices.getUserMedia;
  navigator.mediaDevices.getUserMedia = async function (...wishes) {
    if (window.__forbidden) throw new DOMException("Permission denied", "NotAllowedError");
    return ask.apply(this, wishes);
  };
})();"""
"""An end that a page makes up is not told to listeners in Firefox; a permission cannot be taken back where a made-up camera is always allowed."""

END = """(kind) => {
  for (const { track } of __probe.captured)
    if (track.kind === kind && track.readyState === "live") {
      track.stop();
      for (const listener of track.__ended ?? []) listener.call(track, new Event("ended"));
    }
}"""
FORBID = "(forbidden) => { window.__forbidden = forbidden; }"


async def told_ms(pair: Pair, since_s: float, words: str) -> float:
    await pair.ana.page.get_by_text(re.compile(words)).first.wait_for(timeout=20_000)
    return 1000 * (now_s() - since_s)


async def turn_on(pair: Pair, device: str) -> None:
    """One click, if it did not come back by itself."""
    on = pair.ana.button(f"Turn {device} on")
    if await on.is_visible():
        await on.click()


async def end(pair: Pair, kind: str, device: str, goes_on: str) -> dict[str, float]:
    """`goes_on`: what the other device gives, and Bo must not miss."""
    began = now_s()
    await pair.ana.page.evaluate(END, kind)
    told = await told_ms(pair, began, "was unplugged")
    figures = await unbroken(pair, began)
    await turn_on(pair, device)
    return {goes_on: figures[goes_on], "told": told}


async def unplug(pair: Pair) -> dict[str, float]:
    figures = await end(pair, "video", "camera", SOUND)
    await pair.bo.sees("Ana")
    return figures


async def take_microphone(pair: Pair) -> dict[str, float]:
    figures = await end(pair, "audio", "microphone", PICTURE)
    await pair.bo.hears()
    return figures


async def revoke(pair: Pair) -> dict[str, float]:
    ana, bo = pair.ana, pair.bo
    began = now_s()
    await ana.page.evaluate(FORBID, True)
    for kind in ("video", "audio"):
        await ana.page.evaluate(END, kind)
    told = await told_ms(pair, began, "no longer lets")
    await ana.sees("Bo")
    await ana.hears()
    watched = (await recording_of(ana)).between(began, now_s())
    await ana.page.evaluate(FORBID, False)
    await turn_on(pair, "camera")
    await turn_on(pair, "microphone")
    await pair.sees_and_hears()
    await bo.hears()
    return {"told": told, PICTURE: watched.freeze_ms(), SOUND: watched.silence_ms()}


UNPLUGGED = CallFault(
    name="camera_unplugged",
    title="Ana's camera ends by itself",
    how="As when it is unplugged: the track ends. One click at most brings it back.",
    measures={SOUND: UNBROKEN[SOUND], "told": TOLD},
    run=unplug,
    scripts=(OVERHEARING,),
)

MICROPHONE_TAKEN = CallFault(
    name="microphone_taken",
    title="Ana's microphone ends by itself",
    how="As when another program takes it: the track ends. One click at most brings it back.",
    measures={PICTURE: UNBROKEN[PICTURE], "told": TOLD},
    run=take_microphone,
    scripts=(OVERHEARING,),
)

REVOKED = CallFault(
    name="permission_revoked",
    title="Camera and microphone are forbidden during the call",
    how="The browser takes the permission back and the tracks end. Ana goes on watching; once it is allowed again, a click each brings them back.",
    measures={"told": TOLD, **UNBROKEN},
    run=revoke,
    scripts=(OVERHEARING,),
)

FAULTS = (UNPLUGGED, MICROPHONE_TAKEN, REVOKED)
