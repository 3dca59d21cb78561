"""What is behind a person, and what is taken out of their sound, is changed before anybody else gets it."""

from __future__ import annotations

from conftest import Invite
from harness.person import Person
from harness.waiting import eventually
from playwright.async_api import expect

SHARE_OF_GREEN = """label => {
  const video = [...document.querySelectorAll('article')].find(a => a.getAttribute('aria-label') === label)?.querySelector('video');
  if (!video || video.readyState < 2) return null;
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 });
  const context = canvas.getContext('2d');
  context.drawImage(video, 0, 0, 64, 36);
  const pixels = context.getImageData(0, 0, 64, 36).data;
  let green = 0;
  for (let i = 0; i < pixels.length; i += 4) if (pixels[i + 1] > 90 && pixels[i] < 70 && pixels[i + 2] < 70) green += 1;
  return green / (64 * 36);
}"""
"""Chromium's pretended camera stands before a green wall."""


async def _wall_is(watcher: Person, label: str, *, seen: bool) -> None:
    async def why_not() -> str | None:
        share = await watcher.page.evaluate(SHARE_OF_GREEN, label)
        done = share is not None and (share > 0.5 if seen else share < 0.3)
        return None if done else f"{watcher.name} sees {share} of green in {label}"

    await eventually(why_not)


async def test_a_background_chosen_at_the_door_hides_the_room_from_everybody(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo", "firefox")
    await ana.arrive(room)
    await ana.button("Background and sound").click()
    await ana.page.get_by_role("radio", name="Bookshelf").check(force=True)
    await ana.page.keyboard.press("Escape")
    await ana.go_in()
    await bo.join(room)

    await bo.sees("Ana")
    await _wall_is(bo, "Ana", seen=False)
    await _wall_is(ana, "Ana (you)", seen=False)


async def test_a_background_comes_and_goes_during_a_call(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await ana.join(room)
    await bo.join(room)
    await bo.sees("Ana")
    await _wall_is(bo, "Ana", seen=True)

    await ana.button("Settings").click()
    await ana.page.get_by_role("tab", name="Background and sound").click()
    await ana.page.get_by_role("radio", name="Café").check(force=True)
    await _wall_is(bo, "Ana", seen=False)

    await ana.page.get_by_role("radio", name="As it is").check(force=True)
    await _wall_is(bo, "Ana", seen=True)
    await bo.sees("Ana")


async def test_a_remembered_background_is_there_from_the_first_picture_on(invite: Invite, room: str) -> None:
    ana = await invite("Ana")
    await ana.arrive(room)
    await ana.button("Background and sound").click()
    await ana.page.get_by_role("radio", name="Window at dusk").check(force=True)
    await ana.page.keyboard.press("Escape")
    await ana.reload()
    await ana.allow_devices()
    await ana.go_in()

    await _wall_is(ana, "Ana (you)", seen=False)


async def test_noise_is_taken_out_and_let_in_again_while_the_sound_goes_on(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await ana.join(room)
    await bo.join(room)
    await bo.hears()

    await ana.button("Settings").click()
    await ana.page.get_by_role("tab", name="Background and sound").click()
    quiet = ana.page.get_by_role("switch", name="Take noise out of my microphone")
    await quiet.check(force=True)
    await expect(quiet).to_be_checked()
    await bo.sees("Ana")
    await quiet.uncheck(force=True)

    await bo.hears()
