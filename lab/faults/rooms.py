"""Rooms that go through the media server."""

from __future__ import annotations

import asyncio

from lab.fault import CallFault, Measure, Pair
from lab.faults.outages import PICTURE, unbroken
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

FAULTS = (MEDIA_SERVER_KILLED,)
