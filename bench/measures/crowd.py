"""A room of thirty through the server: what it costs, and how little of it a browser's session description knows."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from typing import Any

import tertulia_sfu
from playwright.async_api import async_playwright

from bench.report import Result, Row
from bench.served import OURS, ROOT, Served, serve
from bench.wire import Wire

sys.path.append(str(ROOT / "e2e"))
from harness.browsers import CHROMIUM_FLAGS, PROBE
from harness.person import Person
from harness.waiting import eventually

FEW, MANY = 5, 30
SLOTS = 9
WINDOW_S = 15.0
SETTLES_S = 5.0
ROOM = "bench-crowd"


@dataclass
class Made:
    """A made-up participant: a socket, and media that nobody need decode."""

    wire: Wire
    media: Any

    def close(self) -> None:
        self.media.close()
        self.wire.close()


async def made(served: Served, number: int) -> Made:
    """Joins and is connected to the media server."""
    answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def on_event(_: Wire, text: str) -> None:
        if text.startswith('["signal","sfu"') and not answer.done():
            message = json.loads(text)[2]
            answer.set_result(message["sdp"]["sdp"]) if "sdp" in message else answer.set_exception(
                RuntimeError(f"refused: {message}")
            )

    wire = await Wire.open("127.0.0.1", served.port, on_event)
    state = {"mic": True, "camera": True}
    join = {"room": ROOM, "name": f"Guest {number}", "protocol": 1, "planes": ["mesh", "sfu"], "state": state}
    ack = (await wire.ask("join-call", join))[0]
    if not ack["ok"]:
        raise RuntimeError(f"join refused: {ack}")
    media = tertulia_sfu.SyntheticPeer(number, video_slots=SLOTS)
    epoch = ack["snapshot"]["topology"]["epoch"]
    offer = {"pc": "crowd", "n": 1, "epoch": epoch, "sdp": {"type": "offer", "sdp": media.sdp}}
    said = (await wire.ask("signal", "sfu", {**offer, "tracks": media.tracks, "slots": media.slots}))[0]
    if not said["ok"]:
        raise RuntimeError(f"offer refused: {said}")
    media.answer(await asyncio.wait_for(answer, 10), at="127.0.0.1")

    async def why_not() -> str | None:
        report = media.report()
        return None if report["transport"] else f"guest {number} is not connected: {report}"

    await eventually(why_not)
    return Made(wire, media)


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
            guests += [await made(served, len(people) + number) for number in range(len(guests), size - len(people))]
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
