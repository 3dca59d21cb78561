"""A shared screen stands beside the camera, and ends in every way it can end."""

from __future__ import annotations

from conftest import Invite
from harness.person import meet


async def test_a_shared_screen_appears_beside_the_camera_and_ends_with_our_button(invite: Invite, room: str) -> None:
    ana, bo, eva = await invite("Ana"), await invite("Bo", "firefox"), await invite("Eva")
    await meet(room, ana, bo, eva)
    await bo.sees("Ana")

    await ana.button("Share screen").click()

    for watcher in (bo, eva):
        await watcher.sees("Ana's screen")
        await watcher.sees("Ana")
        assert (await watcher.picture("Ana's screen"))["width"] > (await watcher.picture("Ana's screen"))["height"]

    await ana.button("Stop sharing").first.click()

    await bo.sees_tiles("Bo (you)", "Ana", "Eva")
    await eva.sees_tiles("Eva (you)", "Ana", "Bo")
    await ana.gave_back("video", "screen")
    await bo.sees("Ana")
    await bo.hears(voices=2)


async def test_the_browsers_own_stop_button_ends_sharing_for_everybody(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await meet(room, ana, bo)
    await ana.button("Share screen").click()
    await bo.sees("Ana's screen")

    await ana.page.evaluate("() => __probe.endScreen()")

    await bo.sees_tiles("Bo (you)", "Ana")
    await bo.sees("Ana")
    await ana.button("Share screen").wait_for()


async def test_a_late_comer_sees_the_screen_that_is_being_shared(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await ana.join(room)
    await ana.button("Share screen").click()
    await bo.join(room)

    await bo.sees("Ana's screen")
    await bo.sees("Ana")


async def test_two_people_may_share_at_once_and_a_second_time(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await meet(room, ana, bo)
    await ana.button("Share screen").click()
    await bo.sees("Ana's screen")
    await bo.button("Share screen").click()
    await ana.sees("Bo's screen")
    await bo.sees("Ana's screen")

    await ana.button("Stop sharing").first.click()
    await ana.sees("Bo's screen")
    await ana.button("Share screen").click()

    await bo.sees("Ana's screen")
