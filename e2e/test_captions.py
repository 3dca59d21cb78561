"""Captions: somebody writes down what is being said, and whoever wants to reads along."""

from __future__ import annotations

import re

from conftest import Invite
from harness.person import Person, meet
from harness.waiting import eventually
from playwright.async_api import Locator, expect

FIELD = "What is being said"


async def text_px(reader: Person) -> float:
    """How large the captions are."""
    shown = reader.page.get_by_role("region", name="Captions")
    return float(await shown.evaluate("(element) => parseFloat(getComputedStyle(element).fontSize)"))


async def left_of(what: Locator) -> float:
    return float(await what.evaluate("(element) => element.getBoundingClientRect().left"))


async def right_of(what: Locator) -> float:
    return float(await what.evaluate("(element) => element.getBoundingClientRect().right"))


async def fits(reader: Person) -> bool:
    """Nothing of the captions is outside of the window, and the page does not scroll sideways."""
    box = await reader.page.get_by_role("region", name="Captions").bounding_box()
    window = reader.page.viewport_size
    assert box
    assert window
    inside = box["x"] >= 0 and box["y"] >= 0
    inside = inside and box["x"] + box["width"] <= window["width"] and box["y"] + box["height"] <= window["height"]
    return inside and await reader.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


async def writes_until(writer: Person, sight: Locator) -> None:
    """Goes on writing: what was written before a page had fetched all of itself is not told again."""

    async def why_not() -> str | None:
        await writer.page.keyboard.type(".")
        return None if await sight.is_visible() else "nobody reads it"

    await eventually(why_not)


async def test_one_writes_captions_and_the_other_reads_them_at_their_size(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo", "firefox")
    await meet(room, ana, bo)
    await ana.button("More").click()
    await ana.page.get_by_role("menuitem", name="Write captions").click()
    field = ana.page.get_by_role("textbox", name=FIELD)
    await expect(field).to_be_focused()
    await ana.page.keyboard.type("Good morning")
    await writes_until(ana, bo.button("Show captions"))
    await bo.button("Show captions").click()
    await ana.page.keyboard.press("Enter")
    await ana.page.keyboard.type("We begin with m")  # a letter that is a shortcut elsewhere
    captions = bo.page.get_by_role("region", name="Captions")
    await expect(captions).to_contain_text("We begin with m")
    await expect(captions).to_contain_text("Ana")
    await expect(ana.button("Turn microphone off")).to_be_visible()
    await ana.open_chat()
    assert await right_of(field) <= await left_of(ana.page.get_by_role("complementary", name="Chat"))
    await ana.page.keyboard.press("Escape")
    await field.click()

    usual = await text_px(bo)
    await bo.page.keyboard.press("?")
    await bo.page.get_by_role("tab", name="Appearance").click()
    await bo.page.get_by_role("combobox", name="Size of captions").select_option("larger")
    await bo.page.keyboard.press("Escape")
    await bo.page.set_viewport_size({"width": 320, "height": 640})
    await ana.page.keyboard.type("any words that are longer than one line of a telephone")
    await expect(captions).to_contain_text("telephone")
    assert await text_px(bo) > 1.5 * usual
    assert await fits(bo)

    await bo.page.reload()  # into the seat, and with what was set
    await bo.is_in_call()
    await ana.page.keyboard.press("Enter")
    await ana.page.keyboard.type("Thank you")
    await writes_until(ana, captions)
    await expect(captions).to_have_text(re.compile(r"^AnaThank you\.+$"))
    await ana.page.keyboard.press("Escape")
    await expect(field).to_have_count(0)
