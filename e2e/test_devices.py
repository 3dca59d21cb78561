"""Microphone and camera: what is off is off for everybody, and the device itself is given back."""

from __future__ import annotations

from conftest import Invite
from harness.person import meet
from playwright.async_api import expect


async def test_a_muted_microphone_is_silent_and_marked_for_the_others(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await meet(room, ana, bo)
    await bo.hears()

    await ana.turn("microphone", "off")

    await expect(bo.tile("Ana")).to_have_attribute("data-muted", "true")
    await bo.hears_nobody()
    await bo.sees("Ana")
    await ana.hears()

    await ana.turn("microphone", "on")

    await expect(bo.tile("Ana")).to_have_attribute("data-muted", "false")
    await bo.hears()


async def test_a_camera_that_is_off_shows_no_picture_to_the_others_and_is_released_here(
    invite: Invite, room: str
) -> None:
    ana, bo = await invite("Ana"), await invite("Bo", "firefox")
    await meet(room, ana, bo)
    await bo.sees("Ana")
    await ana.sees("Bo")

    await ana.turn("camera", "off")

    await ana.gave_back("video")
    await bo.sees_no_picture_of("Ana")
    await bo.hears()

    await ana.turn("camera", "on")

    await bo.sees("Ana")


async def test_firefox_releases_its_camera_too(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana", "firefox"), await invite("Bo")
    await meet(room, ana, bo)
    await bo.sees("Ana")

    await ana.turn("camera", "off")
    await ana.gave_back("video")
    await bo.sees_no_picture_of("Ana")

    await ana.turn("camera", "on")
    await bo.sees("Ana")


async def test_what_was_switched_off_at_the_door_stays_off_inside(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await ana.arrive(room)
    await ana.turn("camera", "off")
    await ana.turn("microphone", "off")
    await ana.gave_back("video")
    await ana.go_in()
    await bo.join(room)

    await ana.sees("Bo")
    await bo.sees_no_picture_of("Ana")
    await expect(bo.tile("Ana")).to_have_attribute("data-muted", "true")

    await ana.turn("camera", "on")
    await ana.turn("microphone", "on")

    await bo.sees("Ana")
    await bo.hears()


async def test_whoever_refuses_camera_and_microphone_still_joins_to_see_hear_and_write(
    invite: Invite, room: str
) -> None:
    ana, bo = await invite("Ana"), await invite("Bo", "strict-chromium")
    await ana.join(room)
    await bo.arrive(room)
    await bo.go_in()

    await bo.sees("Ana")
    await bo.hears()
    await ana.sees_no_picture_of("Bo")
    await expect(ana.tile("Bo")).to_have_attribute("data-muted", "true")
    await bo.say("I have no camera today")
    await ana.reads("I have no camera today")


async def test_a_browser_that_asks_properly_is_asked_only_at_the_door(invite: Invite, room: str) -> None:
    ana = await invite("Ana", "strict-chromium", permissions=("camera", "microphone"))
    await ana.open("/")
    assert await ana.page.evaluate("() => __probe.devices()") == []

    await ana.join(room)

    await ana.sees_itself()
    assert await ana.holds("audio")
    assert await ana.holds("video")
