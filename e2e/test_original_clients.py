"""Clients of the original system, unmodified, in a room with ours."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from conftest import Invite, Start
from harness.originals import original_site
from harness.person import Person
from harness.server import Server
from harness.waiting import eventually
from playwright.async_api import expect


@pytest.fixture
async def site() -> AsyncIterator[str]:
    with original_site() as address:
        yield address


@pytest.fixture
async def legacy(start: Start, site: str) -> Server:
    return await start(TERTULIA_LEGACY_CLIENTS="1", TERTULIA_CORS_ORIGINS=site)


async def enter(olga: Person, site: str, server: Server, room: str) -> str:
    """An original client joins; its id."""
    await olga.page.goto(f"{site}/{room}?server={server.url}")
    await expect(olga.page.locator("body[data-ready]")).to_be_attached()
    await olga.page.locator("#connect").click()
    await expect(olga.page.locator("body[data-id]")).to_be_attached()
    seat = await olga.page.locator("body").get_attribute("data-id")
    assert seat
    return seat


async def test_an_original_newcomer_and_our_client_see_hear_and_read_each_other(
    invite: Invite, legacy: Server, site: str, room: str
) -> None:
    ana, olga = await invite("Ana", at=legacy), await invite("Olga")
    await ana.join(room)
    await ana.say("is anybody coming?")
    seat = await enter(olga, site, legacy, room)

    await talks(ana, olga, seat)
    assert await said_to(olga) == ["Ana: is anybody coming?", "Ana: hello Olga", "Olga: hello Ana"]


async def test_our_newcomer_meets_an_original_client_who_was_there_first(
    invite: Invite, legacy: Server, site: str, room: str
) -> None:
    ana, olga = await invite("Ana", "firefox", at=legacy), await invite("Olga")
    seat = await enter(olga, site, legacy, room)
    await ana.join(room)

    await talks(ana, olga, seat)


async def test_original_clients_among_themselves_meet_through_our_server(
    invite: Invite, legacy: Server, site: str, room: str
) -> None:
    olga, otto = await invite("Olga"), await invite("Otto", "firefox")
    first = await enter(olga, site, legacy, room)
    second = await enter(otto, site, legacy, room)

    await olga.sees(second)
    await otto.sees(first)
    await olga.hears()
    await otto.hears()


async def test_the_tile_of_an_original_client_goes_when_it_goes(
    invite: Invite, legacy: Server, site: str, room: str
) -> None:
    ana, olga = await invite("Ana", at=legacy), await invite("Olga")
    await ana.join(room)
    seat = await enter(olga, site, legacy, room)
    await talks(ana, olga, seat)

    await ana.leave()
    await expect(olga.page.locator(f"#video-{seat}")).to_have_count(0)
    await eventually(lambda: none_left(olga))
    await ana.button("Rejoin").click()
    await ana.comes_back()
    await ana.sees(await the_other_tile(ana))
    await olga.page.locator("#end").click()

    await ana.sees_tiles("Ana (you)")


async def test_the_rest_dialect_of_the_original_system_is_understood(
    invite: Invite, legacy: Server, site: str, room: str
) -> None:
    olga = await invite("Olga")
    await olga.page.goto(site)
    base = f"{legacy.url}/api/v1/users"
    account = {"name": "Olga", "username": "olga", "password": "eight or more"}

    assert (await call(olga, "POST", f"{base}/register", account))["status"] == 201
    again = await call(olga, "POST", f"{base}/register", account)
    assert (again["status"], again["body"]["message"]) == (302, "User already exists")
    login = await call(olga, "POST", f"{base}/login", account)
    token = login["body"]["token"]
    saved = await call(olga, "POST", f"{base}/add_to_activity", {"token": token, "meeting_code": room})
    assert 200 <= saved["status"] < 300
    kept = await call(olga, "GET", f"{base}/get_all_activity?token={token}")
    assert [line["meetingCode"] for line in kept["body"]] == [room]
    assert {"user_id", "meetingCode", "date"} <= kept["body"][0].keys()


async def call(person: Person, method: str, url: str, body: object = None) -> dict[str, Any]:
    """A cross-origin request made by the page; what it may read of the answer."""
    answer: dict[str, Any] = await person.page.evaluate(
        """async ([method, url, body]) => {
            const answer = await fetch(url, {
                method,
                ...(body ? { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } } : {}),
            });
            return { status: answer.status, body: await answer.json().catch(() => null) };
        }""",
        [method, url, body],
    )
    return answer


async def talks(ana: Person, olga: Person, seat: str) -> None:
    """Both see, hear and read each other."""
    label = await the_other_tile(ana)
    await ana.sees(label)
    assert await ana.participant_of(label) == seat
    await olga.sees(await ana.participant_of("Ana (you)"))
    await ana.hears()
    await olga.hears()
    await ana.say("hello Olga")
    await eventually(lambda: last_line(olga, "Ana: hello Olga"))
    await olga.page.locator("#text").fill("hello Ana")
    await olga.page.locator("#chat button").click()
    await eventually(lambda: last_line(olga, "Olga: hello Ana"))
    await eventually(lambda: reads_last(ana, "hello Ana"))


async def the_other_tile(ana: Person) -> str:
    """Whatever our client calls somebody who has told no name yet."""

    async def why_not() -> str | None:
        return None if len(await ana.tiles()) == 2 else f"{ana.name} sees {await ana.tiles()}"

    await eventually(why_not)
    return next(label for label in await ana.tiles() if label != f"{ana.name} (you)")


async def said_to(olga: Person) -> list[str]:
    return await olga.page.locator("#lines li").all_inner_texts()


async def last_line(olga: Person, line: str) -> str | None:
    lines = await said_to(olga)
    return None if lines[-1:] == [line] else f"{olga.name} reads {lines}"


async def reads_last(ana: Person, line: str) -> str | None:
    lines = await ana.chat_lines()
    return None if lines[-1:] == [line] else f"{ana.name} reads {lines}"


async def none_left(olga: Person) -> str | None:
    others = await olga.page.locator("#others article").count()
    return None if others == 0 else f"{olga.name} still shows {others}"
