"""How it looks, and whether everyone can use what is seen: every page and state, without a server (web/gallery.html)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from functools import partial

import pytest
from harness import gallery, pictures
from harness.browsers import Browsers
from harness.survey import Found, photograph, survey
from harness.waiting import eventually
from playwright.async_api import Browser, Locator

pytestmark = pytest.mark.timeout(900)  # the walk past everything is one long look


@pytest.fixture(scope="session")
async def address() -> AsyncIterator[str]:
    await gallery.ensure_gallery()
    with gallery.served() as found:
        yield found


@pytest.fixture(scope="session")
async def browser(browsers: Browsers) -> Browser:
    return await browsers.get("still-chromium")


@pytest.fixture(scope="session")
async def found(browser: Browser, address: str, request: pytest.FixtureRequest) -> Found:
    """What was seen of every scene, or of those named by --scene."""
    page = await browser.new_page()
    sights = await gallery.everything(page, address)
    await page.close()
    chosen = request.config.getoption("--scene")
    return await survey(browser, address, [each for each in sights if not chosen or each[1] in chosen])


async def test_everything_looks_as_it_did_when_somebody_looked_at_it(
    found: Found, browser: Browser, request: pytest.FixtureRequest
) -> None:
    wish = request.config.getoption
    if wish("--update-pictures"):
        pictures.renew(found.pictures, browser.version)
        return
    known = pictures.digests()
    wrong = [
        pictures.against_kept(name, png, known.get(name))
        for name, png in sorted(found.pictures.items())
        if pictures.can_be_drawn(name)
    ]
    told = [each for each in wrong if each]
    if not wish("--scene"):
        told += [
            f"{name}: is kept, but nothing looks like this any more" for name in pictures.kept() - {*found.pictures}
        ]
    assert not told, "\n".join([f"{len(told)} pictures:", *told, pictures.about_the_browser(browser.version)])


async def test_nothing_stands_in_the_way_of_anyone(found: Found) -> None:
    assert not found.barriers, "\n".join(found.barriers)


async def test_a_finger_finds_every_control_on_a_phone(found: Found) -> None:
    assert not found.small, "\n".join(found.small)


async def test_small_windows_and_large_letters_cut_nothing_off(found: Found) -> None:
    assert not found.outside, "\n".join(found.outside)


async def test_a_size_that_is_one_pixel_off_is_seen(browser: Browser, address: str) -> None:
    async with gallery.window(browser, "desktop") as page:
        await gallery.show(page, address, "sign-in")
        before = pictures.opened(await photograph(page))
        again = pictures.opened(await photograph(page))
        await page.add_style_tag(content=":root { --s4: 17px }")
        after = pictures.opened(await photograph(page))

    assert pictures.against(pictures.packed(before), again).same
    assert not pictures.against(pictures.packed(before), after).same


async def test_a_colour_that_is_one_shade_off_is_seen(browser: Browser, address: str) -> None:
    async with gallery.window(browser, "phone") as page:
        await gallery.show(page, address, "sign-in")
        before = pictures.opened(await photograph(page))
        await page.add_style_tag(content=":root { --ember: oklch(0.74 0.138 60) }")
        after = pictures.opened(await photograph(page))

    assert not pictures.against(pictures.packed(before), after).same


LAYERS = (
    ("landing", "Appearance and language"),
    ("home", "Account of Ana Sofía"),
    ("history", "More about Book circle"),
    ("door-ready", "Background and sound"),
    ("three", "Choose microphone and speaker"),
    ("three", "More"),
    ("three", "People"),
    ("three", "Chat"),
    ("three", "Settings"),
)


async def test_whatever_a_key_opens_escape_closes_and_the_focus_returns(browser: Browser, address: str) -> None:
    async with gallery.window(browser, "desktop") as page:
        for scene, opener in LAYERS:
            await gallery.show(page, address, scene)
            button = page.get_by_role("button", name=re.compile(f"^{opener}")).first
            await button.focus()
            await page.keyboard.press("Enter")
            await eventually(partial(why_not, button, False, f"{opener}: the focus does not go to what it opens"))
            await page.keyboard.press("Escape")
            await eventually(partial(why_not, button, True, f"{opener}: the focus is lost"))


async def why_not(button: Locator, focused: bool, complaint: str) -> str | None:
    """A focus moves with what appears, and some of that has to be fetched."""
    await button.page.clock.run_for(500)
    is_focused = await button.evaluate("element => element === document.activeElement")
    return None if is_focused == focused else complaint


async def test_a_menu_is_as_wide_as_its_items_wherever_it_stood_while_they_were_fetched(
    browser: Browser, address: str
) -> None:
    async with gallery.window(browser, "phone") as page:
        await gallery.show(page, address, "more")
        menu = page.get_by_role("menu", name="More")
        before = await menu.bounding_box()
        await menu.evaluate("element => { element.style.left = '300px'; window.dispatchEvent(new Event('resize')) }")
        assert await menu.bounding_box() == before


async def test_nothing_moves_for_those_who_do_not_want_it(browser: Browser, address: str) -> None:
    async with gallery.window(browser, "desktop") as page:
        for scene in ("landing", "meeting-looking", "history-loading", "reconnecting", "nine"):
            await gallery.show(page, address, scene)
            moving = await page.evaluate(
                "() => document.getAnimations().filter((a) => a.effect.getComputedTiming().activeDuration > 1)"
                ".map((a) => a.animationName ?? a.transitionProperty ?? a.id)"
            )
            assert moving == [], scene
