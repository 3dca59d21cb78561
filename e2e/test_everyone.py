"""For every hand, eye and screen: axe on each page and state, the keyboard alone, a phone, another language."""

from __future__ import annotations

import re

import pytest
from conftest import Invite
from harness.accounts import sign_up
from harness.axe import has_no_barrier
from harness.person import Person, meet
from playwright.async_api import Locator, expect

PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_pages_outside_a_call_have_no_barrier(invite: Invite, room: str, scheme: str) -> None:
    ana = await invite("Ana", color_scheme=scheme, reduced_motion="reduce")
    for path in ("/", "/signin", "/signup", "/no/such/page", f"/m/{room}"):
        await ana.open(path)
        await expect(ana.page.get_by_role("heading", level=1).first).to_be_visible()
        await has_no_barrier(ana.page, path)
    await sign_up(ana, f"ana-axe-{scheme}")
    for path in ("/home", "/history"):
        await ana.open(path)
        await expect(ana.page.get_by_role("heading", level=1).first).to_be_visible()
        await has_no_barrier(ana.page, path)


async def test_the_states_of_a_call_have_no_barrier(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana", reduced_motion="reduce"), await invite("Bo")
    await ana.arrive(room)
    await has_no_barrier(ana.page, "at the door, devices on")
    await ana.go_in()
    await has_no_barrier(ana.page, "alone in the call")
    await bo.join(room)
    await ana.sees("Bo")
    await has_no_barrier(ana.page, "two in the call")
    await bo.say("hello")
    await ana.reads("hello")
    await has_no_barrier(ana.page, "chat open")
    await ana.button(re.compile("^People")).click()
    await has_no_barrier(ana.page, "people open")
    await bo.button("Share screen").click()
    await ana.sees("Bo's screen")
    await has_no_barrier(ana.page, "screen shared")
    await bo.turn("camera", "off")
    await bo.turn("microphone", "off")
    await has_no_barrier(ana.page, "camera and microphone of another off")
    await ana.leave()
    await has_no_barrier(ana.page, "left")


async def test_the_keyboard_alone_leads_from_the_landing_page_through_a_call_and_out(invite: Invite) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await ana.open("/")
    await tab_to(ana, ana.button("Start a meeting"))
    await ana.page.keyboard.press("Enter")
    await expect(ana.page).to_have_url(re.compile("/m/[^/]+$"))
    allow = ana.button("Allow camera and microphone")
    await expect(allow.or_(ana.button("Join now")).first).to_be_visible()
    if await allow.is_visible():
        await tab_to(ana, allow)
        await ana.page.keyboard.press("Enter")
    await tab_to(ana, ana.page.get_by_role("textbox", name="Your name"))
    await ana.page.keyboard.press("ControlOrMeta+a")
    await ana.page.keyboard.type("Ana")
    await ana.page.keyboard.press("Enter")
    await ana.is_in_call()
    await bo.page.goto(ana.page.url)
    await bo.allow_devices()
    await bo.go_in()
    await ana.sees("Bo")

    await tab_to(ana, ana.button("Turn microphone off"))
    await ana.page.keyboard.press("Enter")
    await expect(bo.tile("Ana")).to_have_attribute("data-muted", "true")
    await tab_to(ana, ana.chat_button)
    await ana.page.keyboard.press("Enter")
    await expect(ana.message_box).to_be_focused()
    await ana.page.keyboard.type("typed, not clicked")
    await ana.page.keyboard.press("Enter")
    await bo.reads("typed, not clicked")
    await ana.page.keyboard.press("Escape")
    await expect(ana.chat_button).to_be_focused()
    await tab_to(ana, ana.button("Leave"))
    await ana.page.keyboard.press("Enter")

    await expect(ana.page.get_by_text("You left the meeting")).to_be_visible()
    await bo.sees_tiles("Bo (you)")


async def test_shortcuts_work_in_the_call_and_are_silent_while_typing(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await meet(room, ana, bo)

    await ana.page.keyboard.press("m")
    await expect(bo.tile("Ana")).to_have_attribute("data-muted", "true")
    await ana.page.keyboard.press("m")
    await expect(bo.tile("Ana")).to_have_attribute("data-muted", "false")
    await ana.open_chat()
    await ana.message_box.press_sequentially("mvp")
    await expect(ana.button("Turn microphone off")).to_be_visible()
    await expect(ana.button("Turn camera off")).to_be_visible()
    await expect(ana.message_box).to_have_value("mvp")


async def test_a_phone_shows_the_whole_call_without_scrolling_sideways(invite: Invite, room: str) -> None:
    ana = await invite("Ana", viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    bo, eva = await invite("Bo"), await invite("Eva")
    await ana.open("/")
    await fits(ana, "landing")
    await ana.arrive(room)
    await fits(ana, "door")
    await expect(ana.button("Join now")).to_be_in_viewport()
    await ana.go_in()
    await bo.join(room)
    await eva.join(room)
    await ana.sees("Bo")
    await ana.sees("Eva")
    await fits(ana, "call")
    for label in ("Ana (you)", "Bo", "Eva"):
        await expect(ana.tile(label)).to_be_in_viewport(ratio=0.95)
    for name in ("Turn microphone off", "Turn camera off", "Leave"):
        await expect(ana.button(name)).to_be_in_viewport(ratio=1)
        box = await ana.button(name).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, f"{name} is {box}"
    await ana.say("from my phone")
    await bo.reads("from my phone")
    await fits(ana, "chat")


async def test_at_twice_the_size_of_everything_the_call_can_still_be_used(invite: Invite, room: str) -> None:
    """1280 x 800 at 200 % zoom is a window of 640 x 400 CSS pixels (WCAG 1.4.4)."""
    ana = await invite("Ana", viewport={"width": 640, "height": 400}, device_scale_factor=2)
    await ana.join(room)

    await fits(ana, "call")
    for name in ("Turn microphone off", "Turn camera off", "Leave"):
        await expect(ana.button(name)).to_be_in_viewport(ratio=1)


async def test_somebody_who_reads_spanish_is_spoken_to_in_spanish(invite: Invite) -> None:
    ana = await invite("Ana", locale="es-ES")
    await ana.open("/")

    await expect(ana.page.locator("html")).to_have_attribute("lang", re.compile("^es"))
    await expect(ana.button("Start a meeting")).to_have_count(0)


async def fits(person: Person, where: str) -> None:
    """Nothing sticks out sideways."""
    wide = await person.page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], f"{where}: {wide[0]} px of content in a window of {wide[1]} px"


async def tab_to(person: Person, target: Locator, presses: int = 60) -> None:
    """Press Tab until `target` has the focus, and see that the focus shows."""
    await expect(target).to_be_visible()
    for _ in range(presses):
        if await target.evaluate("element => element === document.activeElement"):
            shows = await target.evaluate(
                # a text field shows it on the box around it
                "element => element.matches(':focus-visible') && [element, element.parentElement].some("
                "each => getComputedStyle(each).outlineStyle !== 'none' || getComputedStyle(each).boxShadow !== 'none')"
            )
            assert shows, f"the focus cannot be seen on {target}"
            return
        await person.page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {target}")
