"""A room of thirty through the server: what it costs, and how little of it a browser's session description knows."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from playwright.async_api import async_playwright

from bench.made import SLOTS, Made, made
from bench.report import Result, Row
from bench.served import OURS, ROOT, Served, serve

sys.path.append(str(ROOT / "e2e"))
from harness.browsers import CHROMIUM_FLAGS, PROBE
from harness.person import Person

FEW, MANY = 5, 30
WINDOW_S = 15.0
SETTLES_S = 5.0
ROOM = "bench-crowd"


async def watch(served: Served, ana: Person, bo: Person) -> dict[str, Any]:
    await asyncio.sleep(SETTLES_S)
    cpu = served.cpu_s()
    await asyncio.sleep(WINDOW_S)
    share = (served.cpu_s() - cpu) / WINDOW_S
    for person in (ana, bo):
        await person.goes(through=1, direct=0)
    path = await ana.page.evaluate("() => __probe.server()")
    return {"cpu_share": share, "resident_bytes": served.resident_bytes(), "path": path}


async def measure() -> Result:
    flags = [*CHROMIUM_FLAGS, "--use-fake-ui-for-media-stream"]
    environment = {"TERTULIA_SFU_FROM": "2", "TERTULIA_MESH_BELOW": "1"}
    async with serve(OURS, on_every_core=True, **environment) as served, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        people = []
        for name in ("Ana", "Bo"):
            context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
            await context.add_init_script(PROBE)
            people.append(Person(name, context, await context.new_page(), f"http://127.0.0.1:{served.port}"))
        ana, bo = people
        for person in people:
            await person.join(ROOM)
            await person.turn("microphone", "off")
            await person.turn("camera", "off")
        await ana.goes(through=1, direct=0)
        guests: list[Made] = []
        raw: dict[str, Any] = {}
        for size in (FEW, MANY):
            numbers = range(len(people) + len(guests), size)
            for number in numbers:
                guests += await made(served, ROOM, number)
            raw[str(size)] = await watch(served, ana, bo)
        raw["reports"] = [guest.media.report() for guest in guests]
        for guest in guests:
            guest.close()
        await browser.close()
    few, many = raw[str(FEW)], raw[str(MANY)]
    return Result(
        "crowd",
        f"A room of {MANY} through the server",
        f"Two watch in Chromium, the others are made up: each sends sound and three sizes of a camera of 25 frames a second, and receives the three "
        f"loudest and {SLOTS} pictures. CPU of the whole server process (signalling, media and all), over {WINDOW_S:.0f} s. Beside: the "
        f"same in a room of {FEW}.",
        [
            Row(
                "offer of a browser",
                few["path"]["offer"] / 1000,
                "kB",
                f"in a room of {MANY}",
                many["path"]["offer"] / 1000,
            ),
            Row(
                "m-lines in it",
                many["path"]["lines"],
                "",
                f"room of {FEW}",
                few["path"]["lines"],
                bar=few["path"]["lines"],
            ),
            Row("CPU, share of a core", 100 * many["cpu_share"], "%", f"room of {FEW}", 100 * few["cpu_share"]),
            Row(
                "CPU for each person",
                100 * many["cpu_share"] / MANY,
                "%",
                f"room of {FEW}",
                100 * few["cpu_share"] / FEW,
            ),
            Row(
                "memory of the server",
                many["resident_bytes"] / 2**20,
                "MiB",
                f"room of {FEW}",
                few["resident_bytes"] / 2**20,
            ),
        ],
        raw,
    )
