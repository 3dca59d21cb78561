"""For every hand, eye and screen: axe on each page and state, the keyboard alone, a phone, another language."""

from __future__ import annotations

import re

import pytest
from conftest import Invite
from harness.accounts import PASSWORD, is_signed_in, sign_up
from harness.axe import has_no_barrier
from harness.browsers import Kind
from harness.person import Person, meet
from harness.waiting import eventually
from playwright.async_api import Locator, expect

PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize(("kind", "scheme"), [("chromium", "dark"), ("firefox", "light")])
async def test_pages_outside_a_call_have_no_barrier(invite: Invite, room: str, kind: Kind, scheme: str) -> None:
    ana = await invite("Ana", kind, color_scheme=scheme, reduced_motion="reduce")
    for path in ("/", "/signin", "/signup", "/no/such/page", f"/m/{room}"):
        await ana.open(path)
        await expect(ana.page.get_by_role("heading", level=1).first).to_be_visible()
        await has_no_barrier(ana.page, path)
    await sign_up(ana, f"ana-axe-{scheme}")
    for path in ("/home", "/history"):
        await ana.open(path)
        await expect(ana.page.get_by_role("heading", level=1).first).to_be_visible()
        await has_no_barrier(ana.page, path)


@pytest.mark.parametrize("kind", ["chromium", "firefox"])
async def test_the_states_of_a_call_have_no_barrier(invite: Invite, room: str, kind: Kind) -> None:
    ana, bo = await invite("Ana", kind, reduced_motion="reduce"), await invite("Bo")
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


LISTEN = """() => {
  const region = document.querySelector('output[aria-live=polite]');
  window.told = [];
  new MutationObserver(() => told.push(region.textContent.trim()))
    .observe(region, { subtree: true, childList: true, characterData: true });
}"""
"""As a screen reader does, which says what a live region says."""


async def is_told(person: Person, sentence: str) -> None:
    async def why_not() -> str | None:
        told = await person.page.evaluate("() => told")
        return None if any(sentence in each for each in told) else f"{person.name} is told {told}, not {sentence!r}"

    await eventually(why_not)


async def test_the_keyboard_alone_leads_from_a_new_account_through_a_call_to_its_history(invite: Invite) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await make_an_account_by_keyboard(ana)
    await start_a_meeting_by_keyboard(ana, "Book circle")
    await ana.page.evaluate(LISTEN)
    await bo.page.goto(ana.page.url)
    await bo.allow_devices()
    await bo.go_in()
    await ana.sees("Bo")
    await is_told(ana, "Bo joined")

    await do_by_keyboard(ana, ana.button("Turn microphone off"))
    await expect(bo.tile("Ana")).to_have_attribute("data-muted", "true")
    await do_by_keyboard(ana, ana.chat_button)
    await expect(ana.message_box).to_be_focused()
    await ana.page.keyboard.type("typed, not clicked")
    await ana.page.keyboard.press("Enter")
    await bo.reads("typed, not clicked")
    await ana.page.keyboard.press("Escape")
    await expect(ana.chat_button).to_be_focused()
    people = ana.button(re.compile("^People"))
    await do_by_keyboard(ana, people)
    await expect(ana.page.get_by_role("heading", name="People")).to_be_focused()
    await ana.page.keyboard.press("Escape")
    await expect(people).to_be_focused()
    more = ana.button("More")
    await do_by_keyboard(ana, more)
    await walk_to(ana, ana.page.get_by_role("menuitemradio", name="Spotlight"))
    await ana.page.keyboard.press("Enter")
    await expect(more).to_be_focused()
    await do_by_keyboard(ana, ana.button("Leave"))

    await expect(ana.page.get_by_role("heading", name="You left the meeting")).to_be_focused()
    await bo.sees_tiles("Bo (you)")
    await do_by_keyboard(ana, ana.page.get_by_role("link", name="Open history"))
    await do_by_keyboard(ana, ana.page.get_by_role("link", name=re.compile("Book circle")).first)
    await expect(ana.page.get_by_role("heading", name="Book circle")).to_be_visible()
    await expect(ana.page.get_by_text("typed, not clicked")).to_be_visible()


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


async def do_by_keyboard(person: Person, target: Locator) -> None:
    await tab_to(person, target)
    await person.page.keyboard.press("Enter")


async def walk_to(person: Person, item: Locator, presses: int = 20) -> None:
    """Arrow down an open menu until the focus is on `item`."""
    await expect(person.page.get_by_role("menu")).to_be_visible()
    for _ in range(presses):
        if await item.evaluate("element => element === document.activeElement"):
            return
        await person.page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows never reach {item}")


async def make_an_account_by_keyboard(ana: Person) -> None:
    await ana.open("/")
    await expect(ana.page.get_by_role("heading", level=1)).to_be_visible()
    await ana.page.keyboard.press("Tab")
    skip = ana.page.get_by_role("link", name="Skip to content")
    await expect(skip).to_be_focused()
    await expect(skip).to_be_in_viewport()
    await ana.page.keyboard.press("Enter")
    await ana.page.keyboard.press("Tab")
    await expect(ana.button("Start a meeting")).to_be_focused()
    await do_by_keyboard(ana, ana.page.get_by_role("link", name="Sign in"))
    await do_by_keyboard(ana, ana.page.get_by_role("link", name="Make an account"))
    for label, text in (("Your name", "Ana"), ("Username", "ana-of-the-keys"), ("Password", PASSWORD)):
        await tab_to(ana, ana.page.get_by_label(label, exact=True))
        await ana.page.keyboard.type(text)
    await ana.page.keyboard.press("Enter")
    await is_signed_in(ana)


async def start_a_meeting_by_keyboard(ana: Person, title: str) -> None:
    await tab_to(ana, ana.page.get_by_role("textbox", name="What is it about?"))
    await ana.page.keyboard.type(title)
    await ana.page.keyboard.press("Enter")
    await expect(ana.page).to_have_url(re.compile("/m/[^/]+$"))
    allow, join = ana.button("Allow camera and microphone"), ana.button("Join now")
    await expect(allow.or_(join).first).to_be_visible()
    if await allow.is_visible():
        await do_by_keyboard(ana, allow)
    await do_by_keyboard(ana, join)
    await ana.is_in_call()
