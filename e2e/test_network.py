"""Through a relay, over HTTPS, without a websocket, and never to anybody else's server."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

from conftest import Invite, Start
from harness import turn
from harness.accounts import sign_up
from harness.browsers import SECURE_NAME
from harness.person import meet
from harness.waiting import eventually
from playwright.async_api import expect


async def test_a_call_that_may_only_go_through_a_relay_works(
    invite: Invite, start: Start, room: str, tmp_path: Path
) -> None:
    async with turn.relay(tmp_path) as address:
        server = await start("--turn-url", address, "--turn-secret", turn.SECRET)
        ana, bo = await invite("Ana", at=server), await invite("Bo", "firefox", at=server)
        for person in (ana, bo):
            await person.context.add_init_script("window.__relayOnly = true")
        await meet(room, ana, bo)

        await ana.sees("Bo")
        await bo.sees("Ana")
        await ana.hears()
        await bo.hears()
        for person in (ana, bo):
            routes = await person.page.evaluate("() => __probe.routes()")
            assert routes, f"{person.name} has no route"
            assert {ours for ours, _ in routes} == {"relay"}
            # a relay that is heard before it was told of is peer-reflexive (RFC 8445 section 7.3.1.3)
            assert {theirs for _, theirs in routes} <= {"relay", "prflx"}


async def test_without_a_relay_a_relay_only_browser_says_that_the_path_fails(invite: Invite, room: str) -> None:
    """So that the test above is known to see red."""
    ana, bo = await invite("Ana"), await invite("Bo")
    await ana.context.add_init_script("window.__relayOnly = true")
    await meet(room, ana, bo)

    await ana.sees_tiles("Ana (you)", "Bo")
    assert (await ana.picture("Bo")).get("decoded") in (None, 0)
    await expect(ana.tile("Bo")).not_to_have_attribute("data-link", "connected")


async def test_a_self_signed_server_is_a_secure_place_for_camera_and_microphone(
    invite: Invite, start: Start, room: str
) -> None:
    server = await start("--tls-self-signed", host_name=SECURE_NAME)
    ana = await invite("Ana", at=server, ignore_https_errors=True)
    bo = await invite("Bo", at=server, ignore_https_errors=True)
    await meet(room, ana, bo)

    assert await ana.page.evaluate("() => isSecureContext && location.protocol") == "https:"
    await ana.sees("Bo")
    await bo.sees("Ana")
    assert all(urlsplit(address).scheme in ("https", "wss", "blob", "data") for address in ana.asked)


async def test_a_page_over_plain_http_says_why_there_is_no_camera_and_still_lets_people_in(
    invite: Invite, start: Start, room: str
) -> None:
    server = await start(host_name=SECURE_NAME)
    ana, bo = await invite("Ana", at=server), await invite("Bo", at=server)
    await ana.open(f"/m/{room}")
    assert not await ana.page.evaluate("() => isSecureContext")
    await expect(ana.page.get_by_text(re.compile("HTTPS", re.IGNORECASE)).first).to_be_visible()

    await ana.allow_devices()
    await ana.go_in()
    await bo.join(room)

    await ana.say("no camera over http")
    await bo.reads("no camera over http")


async def test_a_whole_journey_asks_no_server_but_our_own(invite: Invite, room: str) -> None:
    people = await invite("Ana"), await invite("Bo", "firefox")
    ana, bo = people
    await sign_up(ana, "ana-journey")
    await ana.open("/")
    await meet(room, ana, bo)
    await ana.say("hello")
    await bo.reads("hello")
    await ana.button("Share screen").click()
    await bo.sees("Ana's screen")
    await ana.leave()
    await bo.leave()
    await ana.open("/history")
    await expect(ana.page.get_by_role("heading", level=1)).to_have_text("History")

    home = urlsplit(ana.url).netloc
    for person in people:
        others = [a for a in person.asked if urlsplit(a).scheme not in ("blob", "data") and urlsplit(a).netloc != home]
        assert not others, f"{person.name} asked {others}"
        configurations = await person.page.evaluate(
            "() => JSON.stringify(__probe.peers.map(p => p.getConfiguration()))"
        )
        assert all(not each.get("iceServers") for each in json.loads(configurations))


async def test_where_websockets_are_blocked_the_call_goes_over_polling(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await ana.context.add_init_script("window.WebSocket = class { constructor() { throw new Error('blocked') } }")
    await meet(room, ana, bo)

    await ana.sees("Bo")
    await bo.sees("Ana")
    await ana.say("by post")
    await bo.reads("by post")
    assert not any(address.startswith("ws") for address in ana.asked)


async def test_the_way_in_is_open_before_somebody_wants_in(invite: Invite, room: str) -> None:
    ana = await invite("Ana")

    def ways() -> list[str]:
        paths = [urlsplit(address) for address in ana.asked]
        return sorted(a.path for a in paths if a.scheme == "ws" or a.path.endswith("/ice"))

    async def is_open() -> str | None:
        return None if ways() == ["/api/v1/ice", "/socket.io/"] else f"asked at the door: {ways()}"

    await ana.arrive(room)
    await eventually(is_open)
    await ana.go_in()
    assert ways() == ["/api/v1/ice", "/socket.io/"], "joining made a connection of its own"
