"""Ten languages, and one that is none: what a person chose follows them, and no layout breaks on it."""

from __future__ import annotations

import json
import re

from conftest import Invite
from harness.accounts import is_signed_in, sign_in, sign_up
from harness.person import Person
from playwright.async_api import expect

SMALLEST = {"width": 320, "height": 640}
PSEUDO = "ar-XB"


async def speaks(person: Person, language: str) -> None:
    await expect(person.page.locator("html")).to_have_attribute("lang", language)


async def fits(person: Person, where: str) -> None:
    """Nothing sticks out sideways, whichever side that is."""
    box = "document.documentElement"
    over = await person.page.evaluate(f"() => {box}.scrollWidth - {box}.clientWidth")
    assert over <= 0, f"{where} is {over} px wider than its window"


async def test_the_language_chosen_in_one_browser_is_spoken_in_the_next_one_after_signing_in(invite: Invite) -> None:
    ana, elsewhere = await invite("Ana"), await invite("Ana")
    await sign_up(ana, "ana-language")
    await ana.button("Account of Ana").click()
    await ana.page.get_by_role("menuitem", name="Language").click()
    async with ana.page.expect_response(lambda r: r.request.method == "PUT" and r.url.endswith("/me/settings")):
        await ana.page.get_by_role("radio", name="Deutsch").check()
    await speaks(ana, "de")

    await elsewhere.open("/signin")
    await speaks(elsewhere, "en")
    await sign_in(elsewhere, "ana-language")
    await speaks(elsewhere, "de")
    await expect(elsewhere.button("Konto von Ana")).to_be_visible()


async def test_what_a_guest_sets_stays_in_their_browser(invite: Invite) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await sign_up(ana, "ana-alone")
    await bo.open("/")
    await bo.button("Appearance and language").click()
    await bo.page.get_by_role("menuitem", name="Language").click()
    await bo.page.get_by_role("radio", name="Polski").check()
    await speaks(bo, "pl")
    await bo.reload()
    await speaks(bo, "pl")
    await ana.reload()
    await is_signed_in(ana)
    await speaks(ana, "en")


async def test_in_arabic_every_page_reads_from_the_right_and_fits_the_smallest_phone(invite: Invite, room: str) -> None:
    ana = await invite("Ana", locale="ar", viewport=SMALLEST)
    for path in ("/", "/signin", "/signup", "/no/such/page", f"/m/{room}"):
        await ana.open(path)
        await expect(ana.page.get_by_role("heading", level=1).first).to_be_visible()
        await speaks(ana, "ar")
        await expect(ana.page.locator("html")).to_have_attribute("dir", "rtl")
        await fits(ana, path)


async def test_a_call_has_no_word_outside_the_catalogues_and_room_for_long_ones(invite: Invite, room: str) -> None:
    ana = await invite("Ana", viewport=SMALLEST)
    kept = json.dumps({"language": PSEUDO, "guestName": "Ana"})
    await ana.context.add_init_script(f"localStorage.setItem('tertulia:settings', {json.dumps(kept)})")
    await ana.open(f"/m/{room}")
    into = ana.page.locator("form button[type=submit]")
    leave = ana.button(re.compile("Łé"))  # Leave
    await into.click()  # lets the browser ask, where it would
    await fits(ana, "the door")
    await expect(into.or_(leave).first).to_be_visible()
    if await into.is_visible():
        await into.click()
    await expect(leave).to_be_visible()
    await fits(ana, "the call")
    names = "buttons => buttons.filter(b => b.checkVisibility()).map(b => b.ariaLabel ?? b.textContent)"
    buttons = await ana.page.locator("button").evaluate_all(names)
    assert len(buttons) > 5
    assert [name for name in buttons if not re.search("⟦.*⟧", name)] == []
