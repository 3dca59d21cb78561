"""Tabs reload and servers die; seats, chat and above all media do not."""

from __future__ import annotations

import re

from conftest import Invite, Start
from harness.person import ELSEWHERE, MOVE, Person, meet
from harness.waiting import eventually
from playwright.async_api import Route, expect


async def test_a_reloaded_tab_gets_its_seat_back(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await meet(room, ana, bo)
    await ana.sees("Bo")
    seat = await ana.participant_of("Bo")
    await ana.say("before")
    await bo.reads("before")
    await ana.watches_tiles()

    await bo.reload()
    await bo.comes_back()

    await ana.sees("Bo")
    await bo.sees("Ana")
    await bo.hears()
    await ana.hears()
    assert await ana.participant_of("Bo") == seat == await bo.participant_of("Bo (you)")
    await ana.saw_at_most_tiles(2)
    await bo.reads("before")


async def test_a_reload_in_firefox_gets_its_seat_back(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo", "firefox")
    await meet(room, ana, bo)
    await ana.sees("Bo")
    seat = await ana.participant_of("Bo")

    await bo.reload()
    await bo.comes_back()

    await ana.sees("Bo")
    await bo.sees("Ana")
    assert await ana.participant_of("Bo") == seat
    await ana.sees_tiles("Ana (you)", "Bo")


async def test_a_closed_tab_frees_its_seat_after_a_short_while(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await meet(room, ana, bo)
    await ana.sees("Bo")

    await bo.page.close(run_before_unload=True)

    await ana.sees_tiles("Ana (you)")
    assert await ana.open_connections() == []


async def test_media_goes_on_while_the_server_is_killed_and_comes_back(invite: Invite, start: Start, room: str) -> None:
    server = await start()
    ana, bo = await invite("Ana", at=server), await invite("Bo", "firefox", at=server)
    await meet(room, ana, bo)
    for person, other in ((ana, "Bo"), (bo, "Ana")):
        await person.sees(other)
        await person.hears()
        await person.record(other)
    await ana.say("before")
    await bo.reads("before")
    seats = await ana.participant_of("Bo"), await bo.participant_of("Ana")
    await records_on(2, ana, bo)

    await server.kill()

    await ana.notices_the_server_is_gone()
    await bo.notices_the_server_is_gone()
    await ana.say("typed while it was away")
    await records_on(3, ana, bo)

    await server.start()

    await ana.is_in_call()
    await bo.is_in_call()
    await bo.reads("before", "typed while it was away")
    await ana.reads("before", "typed while it was away")
    await records_on(3, ana, bo)
    for person, other in ((ana, "Bo"), (bo, "Ana")):
        await person.missed_nothing()
        await person.sees_tiles(f"{person.name} (you)", other)
    assert (await ana.participant_of("Bo"), await bo.participant_of("Ana")) == seats


async def test_who_comes_after_a_restart_meets_everybody_who_stayed(invite: Invite, start: Start, room: str) -> None:
    server = await start()
    ana, bo, eva = [await invite(name, at=server) for name in ("Ana", "Bo", "Eva")]
    await meet(room, ana, bo)
    await server.restart()
    await ana.is_in_call()

    await eva.join(room)

    for person, others in ((eva, ("Ana", "Bo")), (ana, ("Bo", "Eva")), (bo, ("Ana", "Eva"))):
        for other in others:
            await person.sees(other)
        await person.sees_tiles(f"{person.name} (you)", *others)


async def test_parts_of_a_call_that_cannot_be_fetched_come_when_they_can(invite: Invite, room: str) -> None:
    """Firefox keeps in mind, as long as the page lives, that a module could not be fetched: there the call goes on without."""
    people = await invite("Ana"), await invite("Bo"), await invite("Eva", "firefox")
    parts = re.compile(r"/assets/(Banners|Ears|FileDrop|ReactionLayer|PeoplePanel)-[^/]+[.](js|css)$")
    refused: set[str] = set()

    async def refuse(request: Route) -> None:
        refused.add(request.request.url.rpartition("/")[2])
        await request.abort()

    for person in people:
        await person.page.route(parts, refuse)
    await meet(room, *people)
    ana, bo, eva = people
    await bo.button(re.compile("^People")).click()
    for person in people:
        for other in people:
            if other is not person:
                await person.sees(other.name)

    await bo.page.unroute(parts)

    await eventually(lambda: first_missing(bo, sorted(refused)))
    await expect(bo.page.get_by_role("complementary", name="People")).to_be_visible()
    await eva.say("here all the while")
    await ana.reads("here all the while")


async def first_missing(person: Person, names: list[str]) -> str | None:
    """What of `names` the page has not got; styles count when they apply."""
    missing: str | None = await person.page.evaluate(
        """names => {
          const styles = [...document.styleSheets].map((sheet) => sheet.href ?? "");
          const scripts = performance.getEntriesByType("resource").filter((e) => e.responseStatus === 200);
          const got = [...styles, ...scripts.filter((e) => /js$/.test(e.name)).map((e) => e.name)];
          return names.find((name) => !got.some((url) => url.endsWith(name))) ?? null;
        }""",
        names,
    )
    return missing and f"{person.name} has not got {missing}"


async def test_a_dead_path_between_two_people_heals_by_itself(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await meet(room, ana, bo)
    await ana.sees("Bo")
    await ana.page.evaluate("() => __probe.peers[0].restartIce()")

    await ana.sees("Bo")
    await bo.sees("Ana")
    assert [len(await person.open_connections()) for person in (ana, bo)] == [1, 1]


async def test_a_call_moves_to_a_second_tab_and_back_and_nobody_is_there_twice(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo", "firefox")
    await meet(room, ana, bo)
    await ana.sees("Bo")
    seat = await ana.participant_of("Bo")
    await ana.watches_tiles()

    tab = await bo.second_tab(room)
    await tab.button(MOVE).click()
    await tab.is_in_call()
    await expect(bo.page.get_by_text(ELSEWHERE)).to_be_visible()
    for device in ("audio", "video"):
        await bo.gave_back(device)
    await both_see_and_hear(ana, tab)
    assert await ana.participant_of("Bo") == seat

    await bo.button("Use it here").click()
    await bo.is_in_call()
    await expect(tab.page.get_by_text(ELSEWHERE)).to_be_visible()
    await both_see_and_hear(ana, bo)
    assert await ana.participant_of("Bo") == seat
    await ana.saw_at_most_tiles(2)


async def test_a_guest_may_come_a_second_time_as_somebody_else_and_muted(invite: Invite, room: str) -> None:
    ana = await invite("Ana")
    await ana.join(room)
    tab = await ana.second_tab(room)
    await tab.write(tab.page.get_by_role("textbox", name="Your name"), "Bo")
    await tab.button("Join as somebody else, muted").click()
    await tab.is_in_call()

    await ana.sees_tiles("Ana (you)", "Bo")
    await expect(tab.button("Turn microphone on")).to_be_visible()
    await ana.sees("Bo")


async def test_the_door_is_an_ordinary_one_again_when_the_other_tab_has_left(invite: Invite, room: str) -> None:
    ana = await invite("Ana")
    await ana.join(room)
    tab = await ana.second_tab(room)
    await ana.leave()
    await expect(tab.button("Join now")).to_be_visible()
    await expect(tab.page.get_by_text(ELSEWHERE)).to_have_count(0)


async def both_see_and_hear(one: Person, other: Person) -> None:
    await one.sees(other.name)
    await other.sees(one.name)
    await one.hears()
    await other.hears()


async def records_on(windows: int, *people: Person) -> None:
    for person in people:
        await person.records_on(windows)
