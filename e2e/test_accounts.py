"""With an account, a meeting can be found again; without one, everything else works."""

from __future__ import annotations

import re

from conftest import Invite, Start
from harness.accounts import PASSWORD, is_signed_in, remember_a_meeting, sign_in, sign_out, sign_up
from harness.person import Person
from playwright.async_api import expect


async def test_account_history_and_chat_survive_a_kill_of_the_server(invite: Invite, start: Start, room: str) -> None:
    server = await start()
    ana, bo = await invite("Ana", at=server), await invite("Bo", at=server)
    await remember_a_meeting(server, ana, bo, room)


async def test_signing_in_leads_back_to_where_one_wanted_to_go(invite: Invite) -> None:
    ana = await invite("Ana")
    await sign_up(ana, "ana-back")
    await sign_out(ana)

    await ana.open("/history")
    await expect(ana.page).to_have_url(re.compile("/signin"))
    await sign_in(ana, "ana-back")

    await expect(ana.page).to_have_url(re.compile("/history$"))
    await expect(ana.page.get_by_role("heading", level=1)).to_have_text("History")


async def test_after_signing_out_the_history_is_closed_even_with_the_back_button(invite: Invite) -> None:
    ana = await invite("Ana")
    await sign_up(ana, "ana-out")
    await ana.open("/history")
    await expect(ana.page.get_by_role("heading", level=1)).to_have_text("History")
    token = await ana.page.evaluate("() => Object.values({...localStorage}).join()")
    assert token.count(".") >= 2, "the token that the browser keeps"

    await sign_out(ana)
    await expect(ana.page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert "eyJ" not in await ana.page.evaluate("() => Object.values({...localStorage}).join()")
    await ana.page.go_back()
    await expect(ana.page).to_have_url(re.compile("/signin"))
    await ana.open("/history")

    await expect(ana.page).to_have_url(re.compile("/signin"))


async def test_a_wrong_password_and_an_unknown_user_are_told_the_same(invite: Invite) -> None:
    ana = await invite("Ana")
    await sign_up(ana, "ana-wrong")
    await sign_out(ana)
    for username, password in (("ana-wrong", "not this one at all"), ("nobody-at-all", PASSWORD)):
        await ana.open("/signin")
        await sign_in(ana, username, password)
        field = ana.page.get_by_label("Password", exact=True)
        await expect(field).to_have_accessible_description("Username or password is not right.")


async def test_a_username_that_is_taken_is_said_beside_its_field(invite: Invite) -> None:
    ana, other = await invite("Ana"), await invite("Other Ana")
    await sign_up(ana, "ana-taken")

    await other.open("/signup")
    await other.page.get_by_role("textbox", name="Your name").fill(other.name)
    await other.page.get_by_role("textbox", name="Username").fill("ANA-taken")
    await other.page.get_by_label("Password", exact=True).fill(PASSWORD)
    await other.button("Make my account").click()

    await expect(other.page.get_by_role("textbox", name="Username")).to_have_attribute("aria-invalid", "true")
    await expect(other.page.get_by_text("This username is taken")).to_be_visible()


async def test_a_signed_in_person_stays_signed_in_after_a_reload_and_in_a_new_tab(invite: Invite) -> None:
    ana = await invite("Ana")
    await sign_up(ana, "ana-stays")

    await ana.reload()
    await is_signed_in(ana)
    second = Person("Ana", ana.context, await ana.context.new_page(), ana.url)
    await second.open("/history")

    await is_signed_in(second)


async def test_a_meeting_started_from_home_has_a_title_that_the_guest_reads_at_the_door(invite: Invite) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await sign_up(ana, "ana-host")
    await ana.open("/home")
    await ana.page.get_by_role("textbox", name="What is it about?").fill("Garden plans")
    await ana.button("Start a meeting").click()
    await ana.allow_devices()
    await ana.go_in()
    address = ana.page.url

    await bo.page.goto(address)
    await expect(bo.page.get_by_text("Garden plans").first).to_be_visible()
    await expect(bo.page.get_by_text("Ana").first).to_be_visible()
    await bo.allow_devices()
    await bo.go_in()

    await bo.sees("Ana")
    await ana.sees("Bo")


async def test_a_page_that_does_not_exist_says_so_and_leads_home(invite: Invite) -> None:
    ana = await invite("Ana")
    await ana.open("/no/such/page")

    await expect(ana.page.get_by_role("heading", name="There is no such page")).to_be_visible()
    await ana.page.get_by_role("link", name="Go to the start").click()
    await expect(ana.button("Start a meeting")).to_be_visible()


async def test_an_unreadable_code_is_refused_on_the_spot_and_a_pasted_link_leads_to_its_room(
    invite: Invite, room: str
) -> None:
    ana = await invite("Ana")
    await ana.open("/")
    box = ana.page.get_by_role("textbox", name="Meeting code or link")
    await ana.button("Join").click()
    await expect(ana.page.get_by_text("Type the code of the meeting, or paste its link.")).to_be_visible()

    await box.fill(f"{ana.url}/m/{room}?x=1")
    await ana.button("Join").click()

    await expect(ana.page).to_have_url(re.compile(f"/m/{re.escape(room)}$"))
    await ana.allow_devices()
    await ana.go_in()
