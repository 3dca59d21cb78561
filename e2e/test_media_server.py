"""Rooms that go through the media server: what is seen and heard there, and the way there and back."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest
from conftest import Invite, Start
from harness.peer import MediaPeer
from harness.person import Person, meet
from harness.server import Server
from harness.waiting import eventually
from playwright.async_api import expect

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("tertulia_sfu") is None, reason="no media server here: it is built where there is Rust"
)

SMALL = {"width": 640, "height": 420}
"""Two cores decode the pictures of all these browsers."""


async def forwarding(start: Start, **environment: str) -> Server:
    """A product whose rooms go through the media server from the second person on."""
    rooms = {"TERTULIA_SFU_FROM": "2", "TERTULIA_MESH_BELOW": "1"}
    return await start("--public-ip", "127.0.0.1", **{**rooms, **environment})


async def see_each_other(*people: Person) -> None:
    for person in people:
        for other in people:
            if other is not person:
                await person.sees(other.name)


async def width_at_least(person: Person, label: str, width: int) -> None:
    async def why_not() -> str | None:
        now = await person.picture(label)
        return None if (now.get("width") or 0) >= width else f"{person.name} sees {label} too small: {now}"

    await eventually(why_not)


async def test_five_people_see_and_hear_each_other_through_the_server(invite: Invite, start: Start, room: str) -> None:
    server = await start("--public-ip", "127.0.0.1")
    names = ("Ana", "Bo", "Cy", "Di")
    people = [await invite(name, at=server, viewport=SMALL) for name in names]
    people.append(await invite("Eva", "firefox", at=server, viewport=SMALL))
    await meet(room, *people)

    for person in people:
        await person.goes(through=1, direct=0)
    await see_each_other(*people)
    ana, bo, cy, di, eva = people
    await ana.hears_through_server("Bo", "Cy", "Di", "Eva")  # three at a time: whoever is loudest
    await eva.hears_through_server("Ana", "Bo", "Cy", "Di")
    await eva.turn("microphone", "off")
    await bo.hears_through_server("Ana", "Cy", "Di")

    # whoever speaks takes the stage
    for person in (bo, cy, di):
        await person.turn("microphone", "off")
    await ana.page.keyboard.press("w")
    await ana.page.keyboard.press("w")
    await cy.turn("microphone", "on")
    await expect(ana.tile("Cy")).to_have_attribute("data-role", "large")
    await cy.turn("microphone", "off")
    await di.turn("microphone", "on")
    await expect(ana.tile("Di")).to_have_attribute("data-role", "large")


async def test_a_room_moves_to_the_server_and_back_and_nobody_is_missed_for_it(
    invite: Invite, start: Start, room: str
) -> None:
    server = await start("--public-ip", "127.0.0.1", TERTULIA_CALM_S="1")
    ana, bo, cy, di, ed = [await invite(name, at=server, viewport=SMALL) for name in ("Ana", "Bo", "Cy", "Di", "Ed")]
    await meet(room, ana, bo)
    await ana.sees("Bo")
    await ana.hears()
    await ana.goes(through=0, direct=1)
    await ana.follow("Bo")
    for person in (cy, di, ed):
        await person.arrive(room)
        await person.turn("microphone", "off")
        await person.go_in()

    for person in (ana, bo, ed):
        await person.goes(through=1, direct=0)
    await see_each_other(ana, bo, ed)
    await ana.hears_through_server("Bo")
    for person in (cy, di, ed):
        await person.leave()
    await ana.goes(through=0, direct=1)
    await ana.sees("Bo")
    await ana.hears()
    whole = await ana.followed("Bo")

    # what a calm machine keeps to is measured in bench/; here five browsers share two cores
    assert whole["black"] < 100, whole
    assert whole["silent"] < 400, whole
    assert whole["doubled"] < 400, whole
    assert whole["concealed"] < 1000, whole
    assert whole["still"] < 4000, whole


async def test_the_size_that_is_sent_follows_the_size_that_is_shown(invite: Invite, start: Start, room: str) -> None:
    server = await forwarding(start)
    ana = await invite("Ana", at=server, viewport={"width": 1280, "height": 720})
    eva = await invite("Eva", "firefox", at=server, viewport=SMALL)
    await meet(room, ana, eva)
    await ana.goes(through=1, direct=0)
    await ana.sees("Eva")
    await eva.sees("Ana")

    await width_at_least(ana, "Eva", 320)
    large = (await ana.picture("Eva"))["width"]

    async def why_one_size() -> str | None:
        layers: dict[str, Any] = await eva.page.evaluate("() => __probe.layers()")
        return None if len([each for each in layers.values() if each["frames"] > 0]) >= 2 else f"Eva sends {layers}"

    await eventually(why_one_size)

    await ana.page.set_viewport_size({"width": 320, "height": 240})

    async def why_not() -> str | None:
        now = await ana.picture("Eva")
        return None if 0 < now["width"] < large else f"Ana still sees Eva large: {now}"

    await eventually(why_not)
    await ana.sees("Eva")


async def test_where_udp_is_blocked_media_go_over_tcp(invite: Invite, start: Start, room: str) -> None:
    server = await forwarding(start)
    ana, bo = await invite("Ana", at=server, viewport=SMALL), await invite("Bo", at=server, viewport=SMALL)
    for person in (ana, bo):
        await person.context.add_init_script("window.__tcpOnly = true")
    await meet(room, ana, bo)

    for person in (ana, bo):
        await person.goes(through=1, direct=0)
    await see_each_other(ana, bo)
    await ana.hears_through_server("Bo")
    assert set(await ana.page.evaluate("() => __probe.transports()")) == {"tcp"}


async def test_a_reloaded_tab_and_a_restarted_server_bring_everybody_back_without_a_click(
    invite: Invite, start: Start, room: str
) -> None:
    server = await forwarding(start)
    people = [await invite(name, at=server, viewport=SMALL) for name in ("Ana", "Bo")]
    ana, bo = people
    await meet(room, *people)
    for person in people:
        await person.goes(through=1, direct=0)
    await see_each_other(*people)

    await bo.reload()
    await bo.comes_back()
    await bo.goes(through=1, direct=0)
    await see_each_other(*people)
    await ana.hears_through_server("Bo")

    await server.kill()
    await ana.notices_the_server_is_gone()
    await server.start()
    for person in people:
        await person.is_in_call()
        await person.goes(through=1, direct=0)
    await see_each_other(*people)
    await ana.hears_through_server("Bo")
    await bo.hears_through_server("Ana")


async def test_somebody_who_knows_direct_links_only_brings_the_room_back_to_them(
    invite: Invite, start: Start, room: str
) -> None:
    server = await forwarding(start)
    ana, bo = await invite("Ana", at=server, viewport=SMALL), await invite("Bo", at=server, viewport=SMALL)
    await meet(room, ana, bo)
    await ana.goes(through=1, direct=0)
    await bo.goes(through=1, direct=0)

    olga = MediaPeer("Olga", server.url)
    await olga.join(f"/{room}")
    try:
        await ana.goes(through=0, direct=2)
        await bo.goes(through=0, direct=2)
        await olga.receives()
        await see_each_other(ana, bo)
        await ana.hears(2)
    finally:
        await olga.go()
