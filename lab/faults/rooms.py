"""Rooms that go through the media server, and devices that go."""

from __future__ import annotations

import asyncio

from lab.fault import CallFault, Measure, Pair
from lab.faults.outages import PICTURE, SOUND, UNBROKEN, unbroken
from lab.recording import now_s


async def kill_the_media_server(pair: Pair) -> dict[str, float]:
    await pair.stage.server.kill()
    killed = now_s()
    await asyncio.sleep(1)
    await pair.stage.server.start()
    figures = await pair.back_ms(now_s())
    return figures | {"gap": (await unbroken(pair, killed))[PICTURE]}


MEDIA_SERVER_KILLED = CallFault(
    name="media_server_killed",
    title="The process with the media server killed, and restarted a second later",
    how="A room of two that goes through the server, nobody clicks anything. Times are from when the server answers `/readyz`.",
    measures={
        "picture back": Measure("picture back", "ms", 4000),
        "sound back": Measure("sound back", "ms", 4000),
        "gap": Measure("longest gap in the picture, the time it was down included", "ms"),
    },
    run=kill_the_media_server,
    through_server=True,
)

UNPLUG = """() => {
  for (const { track } of __probe.captured)
    if (track.kind === "video" && track.readyState === "live") {
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }
}"""


async def unplug(pair: Pair) -> dict[str, float]:
    ana, bo = pair.ana, pair.bo
    began = now_s()
    await ana.page.evaluate(UNPLUG)
    await ana.page.get_by_text("was unplugged").first.wait_for(timeout=20_000)
    told = 1000 * (now_s() - began)
    figures = await unbroken(pair, began)
    camera_on = ana.button("Turn camera on")
    if await camera_on.is_visible():
        await camera_on.click()
    await bo.sees("Ana")
    return {SOUND: figures[SOUND], "told": told}


UNPLUGGED = CallFault(
    name="camera_unplugged",
    title="Ana's camera ends by itself",
    how="As when it is unplugged: the track ends. One click at most brings it back.",
    measures={SOUND: UNBROKEN[SOUND], "told": Measure("told", "ms", 1000)},
    run=unplug,
    remark="In Firefox nothing was said within 20 s; whether that is ours or of how the end of a track is played here is not known yet.",
)

FAULTS = (MEDIA_SERVER_KILLED, UNPLUGGED)
