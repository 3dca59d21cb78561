"""People see and hear each other, in the browsers that they have."""

from __future__ import annotations

import pytest
from conftest import Invite
from harness.browsers import Kind
from harness.person import meet


@pytest.mark.parametrize(
    ("first", "second"), [("chromium", "chromium"), ("chromium", "firefox"), ("firefox", "chromium")]
)
async def test_two_people_see_and_hear_each_other(invite: Invite, room: str, first: Kind, second: Kind) -> None:
    ana, bo = await invite("Ana", first), await invite("Bo", second)
    await meet(room, ana, bo)

    await ana.sees("Bo")
    await bo.sees("Ana")
    await ana.hears()
    await bo.hears()
    await ana.sees_itself()


@pytest.mark.parametrize(("second", "codec"), [("chromium", "audio/red"), ("firefox", "audio/opus")])
async def test_each_sound_is_sent_twice_where_both_browsers_know_how(
    invite: Invite, room: str, second: Kind, codec: str
) -> None:
    ana, bo = await invite("Ana"), await invite("Bo", second)
    await meet(room, ana, bo)

    await ana.speaks_as(codec)
    await bo.speaks_as(codec)
    await bo.hears()


async def test_three_people_in_two_kinds_of_browser_all_see_and_hear_each_other(invite: Invite, room: str) -> None:
    ana, bo, eva = await invite("Ana"), await invite("Bo", "firefox"), await invite("Eva")
    await meet(room, ana, bo, eva)

    for person, others in ((ana, ("Bo", "Eva")), (bo, ("Ana", "Eva")), (eva, ("Ana", "Bo"))):
        for other in others:
            await person.sees(other)
        await person.hears(voices=2)
        await person.sees_tiles(f"{person.name} (you)", *others)


async def test_everybody_calls_a_participant_by_the_same_id(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await meet(room, ana, bo)
    await ana.sees_tiles("Ana (you)", "Bo")

    assert await ana.participant_of("Bo") == await bo.participant_of("Bo (you)")
    assert await bo.participant_of("Ana") == await ana.participant_of("Ana (you)")


async def test_who_leaves_is_gone_from_the_others_at_once_and_keeps_no_device(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await meet(room, ana, bo)
    await ana.sees("Bo")

    await bo.leave()

    await ana.sees_tiles("Ana (you)")
    await bo.gave_back("audio")
    await bo.gave_back("video")
    assert await bo.open_connections() == []
    assert await ana.open_connections() == []


async def test_who_left_may_come_back_with_one_click(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await meet(room, ana, bo)
    await bo.leave()
    await ana.sees_tiles("Ana (you)")

    await bo.button("Rejoin").click()
    if await bo.button("Join now").is_visible():
        await bo.go_in()
    await bo.is_in_call()

    await ana.sees("Bo")
    await bo.sees("Ana")
    await ana.sees_tiles("Ana (you)", "Bo")


async def test_two_rooms_do_not_mix(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    eva, leo = await invite("Eva"), await invite("Leo")
    await meet(f"{room}-red", ana, bo)
    await meet(f"{room}-blue", eva, leo)

    await ana.say("only for red")
    await eva.say("only for blue")

    await bo.reads("only for red")
    await leo.reads("only for blue")
    await ana.reads("only for red")
    await eva.reads("only for blue")
    for person, other in ((ana, "Bo"), (bo, "Ana"), (eva, "Leo"), (leo, "Eva")):
        await person.sees_tiles(f"{person.name} (you)", other)
        await person.sees(other)
        assert len(await person.open_connections()) == 1


async def test_a_room_is_the_last_part_of_its_address_whatever_stands_around_it(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await ana.join(room)
    await bo.open(f"/m/{room}/?from=mail#top")
    await bo.allow_devices()
    await bo.go_in()

    await ana.sees("Bo")
