"""What one does in a call besides talking: hands, reactions, sound only, a small window, on every size of screen."""

from __future__ import annotations

import pytest
from conftest import Invite
from harness.person import Person, meet
from harness.waiting import eventually
from playwright.async_api import expect

PICTURE_BYTES = """async () => {
  const bytes = {};
  for (const article of document.querySelectorAll("article:not([data-self])")) bytes[article.getAttribute("aria-label")] = 0;
  let all = 0;
  for (const pc of __probe.peers) {
    if (pc.connectionState === "closed") continue;
    for (const entry of (await pc.getStats()).values())
      if (entry.type === "inbound-rtp" && entry.kind === "video") all += entry.bytesReceived;
  }
  return all;
}"""


async def picture_bytes(person: Person) -> int:
    """Of pictures that came to this person so far."""
    return int(await person.page.evaluate(PICTURE_BYTES))


async def test_hands_are_a_queue_that_everybody_sees_alike(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo", "firefox")
    await meet(room, ana, bo)
    await bo.page.keyboard.press("r")
    hand = ana.tile("Bo").get_by_role("img", name="Hand raised", exact=True)
    await expect(hand).to_be_visible()
    await ana.button("Raise hand").click()

    for watcher, one, other in ((ana, "Bo", "Ana (you)"), (bo, "Bo (you)", "Ana")):
        await expect(watcher.tile(one).get_by_role("img", name="number 1 in line")).to_be_visible()
        await expect(watcher.tile(other).get_by_role("img", name="number 2 in line")).to_be_visible()

    await bo.button("Lower hand").click()
    await expect(bo.tile("Ana").get_by_role("img", name="Hand raised", exact=True)).to_be_visible()
    await bo.button("Raise hand").click()
    await expect(ana.tile("Bo").get_by_role("img", name="number 1 in line")).to_be_visible()


async def test_a_reaction_rises_from_its_persons_tile_on_both_sides(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo", "firefox")
    await meet(room, ana, bo)
    await bo.tile("Ana").wait_for()
    await ana.page.keyboard.press("e")
    await ana.button("Heart").click()
    for watcher in (ana, bo):
        await expect(watcher.page.locator("[data-reaction=heart]")).to_have_text("Ana")
    await expect(bo.page.locator("[data-reaction]")).to_have_count(0)
    await ana.page.keyboard.press("Escape")
    await expect(ana.button("Heart")).to_have_count(0)


async def test_the_small_window_shows_the_other_and_holds_the_controls(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await meet(room, ana, bo)
    await ana.sees("Bo")
    await ana.button("More").click()
    await ana.page.get_by_role("menuitem", name="Small window").click()
    small = "documentPictureInPicture.window?.document"

    async def no_picture() -> str | None:
        width = await ana.page.evaluate(f"() => {small}?.querySelector('[data-participant] video')?.videoWidth ?? -1")
        return None if width > 0 else f"the small window shows no picture: {width}"

    await eventually(no_picture)
    assert await ana.page.evaluate(f"() => getComputedStyle({small}.body.firstElementChild).position") == "fixed"
    await ana.page.evaluate(f"() => {small}.querySelector('[aria-label=\"Turn microphone off\"]').click()")
    await expect(bo.tile("Ana").get_by_role("img", name="Microphone off")).to_be_visible()
    await ana.page.evaluate(f"() => {small}.querySelector('[aria-label=\"Leave\"]').click()")
    await expect(ana.page.get_by_text("You left the meeting")).to_be_visible()
    assert await ana.page.evaluate("() => documentPictureInPicture.window === null")


TOO_SMALL = """() => [...document.querySelectorAll("nav button")].filter((button) => {
  const { left, right, top, bottom, width, height } = button.getBoundingClientRect();
  if (width === 0) return false;
  return left < 0 || right > innerWidth || top < 0 || bottom > innerHeight || width < 43.5 || height < 43.5;
}).map((button) => button.getAttribute("aria-label") + JSON.stringify(button.getBoundingClientRect()))"""


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390), (320, 568)])
async def test_the_whole_call_fits_a_phone(invite: Invite, room: str, width: int, height: int) -> None:
    size = {"width": width, "height": height}
    ana = await invite("Ana", viewport=size, has_touch=True, is_mobile=True)
    bo = await invite("Bo")
    await meet(room, ana, bo)
    await ana.sees("Bo")
    assert await ana.page.evaluate(TOO_SMALL) == []
    assert await ana.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")

    await ana.chat_button.click()
    drawer = await ana.page.get_by_role("complementary").bounding_box()
    assert drawer is not None
    assert drawer["x"] >= 0
    assert drawer["x"] + drawer["width"] <= width
    assert drawer["y"] + drawer["height"] <= height
    await ana.say("from my phone")
    await bo.reads("from my phone")
