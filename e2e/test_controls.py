"""What one does in a call besides talking: hands, reactions, sound only, a small window, on every size of screen."""

from __future__ import annotations

import pytest
from conftest import Invite
from harness.person import Person, meet
from harness.waiting import eventually
from playwright.async_api import expect

PICTURE_BYTES = """async (label) => {
  const video = document.querySelector(`article[aria-label="${label}"] video`);
  const track = video?.srcObject?.getVideoTracks()[0] ?? window.__watched?.[label];
  window.__watched = { ...window.__watched, [label]: track };
  for (const pc of __probe.peers)
    for (const receiver of pc.getReceivers())
      if (receiver.track === track)
        for (const entry of (await receiver.getStats()).values())
          if (entry.type === "inbound-rtp") return entry.bytesReceived;
  return -1;
}"""


async def picture_bytes(watcher: Person, label: str) -> int:
    """Of somebody's picture that came so far, seen or not. The tile must have been seen once."""
    return int(await watcher.page.evaluate(PICTURE_BYTES, label))


async def gets_no_picture_bytes(watcher: Person, label: str) -> None:
    async def why_not() -> str | None:
        before = await picture_bytes(watcher, label)
        await watcher.page.wait_for_timeout(1500)
        more = await picture_bytes(watcher, label) - before
        return f"{more} bytes of {label} still came" if more else None

    await eventually(why_not)


async def gets_picture_bytes(watcher: Person, label: str) -> None:
    before = await picture_bytes(watcher, label)

    async def why_not() -> str | None:
        return None if await picture_bytes(watcher, label) > before else f"no bytes of {label} come"

    await eventually(why_not)


async def test_hands_are_a_queue_that_everybody_sees_alike(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo", "firefox")
    await meet(room, ana, bo)
    for person in (ana, bo):
        await person.turn("microphone", "off")  # the made-up ones beep, and who has had the word loses the hand
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


NOTE_REACTIONS = """() => {
  window.__reactions = [];
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes)
        if (node.dataset?.reaction) __reactions.push(`${node.dataset.reaction} of ${node.textContent}`);
  }).observe(document.body, { childList: true, subtree: true });
}"""
"""A busy machine may look only after one has come and gone."""


async def test_a_reaction_rises_from_its_persons_tile_on_both_sides(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo", "firefox")
    await meet(room, ana, bo)
    await bo.tile("Ana").wait_for()
    for watcher in (ana, bo):
        await watcher.page.evaluate(NOTE_REACTIONS)
    await ana.page.keyboard.press("e")
    await ana.button("Heart").click()
    for watcher in (ana, bo):
        await watcher.page.wait_for_function("() => __reactions.includes('heart of Ana')")
        await expect(watcher.page.locator("[data-reaction]")).to_have_count(0)
        assert await watcher.page.evaluate("() => __reactions") == ["heart of Ana"]
    await ana.page.keyboard.press("Escape")
    await expect(ana.button("Heart")).to_have_count(0)


async def test_what_is_off_screen_is_not_sent_and_comes_back_when_looked_at(invite: Invite, room: str) -> None:
    """Ana's window has room for one large tile and one small one; with Bo pinned, Eva is not in sight."""
    ana, bo, eva = await invite("Ana"), await invite("Bo"), await invite("Eva")
    await meet(room, ana, bo, eva)
    await ana.sees("Bo")
    await ana.sees("Eva")
    await gets_picture_bytes(ana, "Eva")

    await ana.button("Pin Bo").click()
    await ana.page.set_viewport_size({"width": 560, "height": 190})
    await ana.sees_tiles("Ana (you)", "Bo")
    await gets_no_picture_bytes(ana, "Eva")
    await ana.sees("Bo")
    await ana.hears(voices=2)
    await bo.sees("Eva")

    await ana.page.set_viewport_size({"width": 1024, "height": 640})
    await ana.sees("Eva")


async def test_sound_only_stops_every_picture_and_no_voice(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await meet(room, ana, bo)
    await ana.sees("Bo")
    await bo.sees("Ana")
    await gets_picture_bytes(ana, "Bo")

    await ana.button("More").click()
    await ana.page.get_by_role("menuitemcheckbox", name="Sound only").click()
    await ana.sees_no_picture_of("Bo")
    await gets_no_picture_bytes(ana, "Bo")
    await bo.sees_no_picture_of("Ana")
    await ana.gave_back("video")
    await ana.hears()
    await bo.hears()

    await ana.button("Show pictures").click()
    await ana.sees("Bo")
    await bo.sees("Ana")


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


NO_WINDOW_OF_ITS_OWN = "Object.defineProperty(window, 'documentPictureInPicture', { value: undefined })"
FLOATING = """(label) => {
  const track = (video) => video?.srcObject?.getVideoTracks()[0] ?? null;
  const small = document.pictureInPictureElement;
  const tile = document.querySelector(`article[aria-label="${label}"] video`);
  return Boolean(small && small.videoWidth > 0 && track(small) === track(tile));
}"""


async def test_where_no_page_may_open_a_window_the_picture_of_the_other_floats(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await ana.context.add_init_script(NO_WINDOW_OF_ITS_OWN)
    await meet(room, ana, bo)
    await ana.sees("Bo")
    await ana.button("More").click()
    await ana.page.get_by_role("menuitem", name="Small window").click()
    await floats(ana, "Bo", floating=True)
    await ana.button("More").click()
    await ana.page.get_by_role("menuitem", name="Back to this tab").click()
    await floats(ana, "Bo", floating=False)


async def floats(person: Person, label: str, *, floating: bool) -> None:
    async def why_not() -> str | None:
        now = await person.page.evaluate(FLOATING, label)
        return None if now == floating else f"{label} floats before {person.name}: {now}"

    await eventually(why_not)


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

    async def why_not() -> str | None:
        """It glides in from below; what counts is where it comes to rest."""
        drawer = await ana.page.get_by_role("complementary").bounding_box()
        if drawer is None:
            return "there is no drawer"
        right, bottom = drawer["x"] + drawer["width"], drawer["y"] + drawer["height"]
        inside = drawer["x"] >= 0 and drawer["y"] >= 0 and right <= width and bottom <= height
        return None if inside else f"the drawer is at {drawer}"

    await eventually(why_not)
    await ana.say("from my phone")
    await bo.reads("from my phone")


COUNT_COMMITS = """(() => {
  window.__commits = 0;
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true, isDisabled: false, renderers: new Map(), checkDCE() {}, inject: () => 1,
    onCommitFiberRoot() { window.__commits += 1; }, onCommitFiberUnmount() {}, onPostCommitFiberRoot() {},
  };
})();"""
"""React tells its developer tools of each commit, in production builds too."""


async def test_nothing_renders_while_nothing_changes(invite: Invite, room: str) -> None:
    """Pictures, levels and statistics come all the time; React hears of none of it."""
    ana, bo = await invite("Ana"), await invite("Bo")
    await ana.page.add_init_script(COUNT_COMMITS)
    await meet(room, ana, bo)
    for person in (ana, bo):
        await person.turn("microphone", "off")  # the made-up ones beep: speaking begins and ends
    await ana.sees("Bo")

    async def why_not() -> str | None:
        before = await ana.page.evaluate("() => __commits")
        await ana.page.wait_for_timeout(4000)
        commits = await ana.page.evaluate("() => __commits") - before
        return f"{commits} renders in four quiet seconds" if commits else None

    assert await ana.page.evaluate("() => __commits") > 0
    await eventually(why_not)
    await ana.sees("Bo")
