"""What somebody with an account does."""

from __future__ import annotations

import re

from playwright.async_api import expect

from harness.person import Person, meet
from harness.server import Server

PASSWORD = "four words in a row"


async def sign_up(person: Person, username: str) -> None:
    await person.open("/signup")
    await person.write(person.page.get_by_role("textbox", name="Your name"), person.name)
    await person.write(person.page.get_by_role("textbox", name="Username"), username)
    await person.write(person.page.get_by_label("Password", exact=True), PASSWORD)
    await person.button("Make my account").click()
    await is_signed_in(person)


async def sign_in(person: Person, username: str, password: str = PASSWORD) -> None:
    await person.write(person.page.get_by_role("textbox", name="Username"), username)
    await person.write(person.page.get_by_label("Password", exact=True), password)
    await person.button("Sign in").click()


async def is_signed_in(person: Person) -> None:
    await expect(person.button(f"Account of {person.name}")).to_be_visible()


async def sign_out(person: Person) -> None:
    await person.button(f"Account of {person.name}").click()
    await person.page.get_by_role("menuitem", name="Sign out").click()


async def remember_a_meeting(server: Server, ana: Person, bo: Person, room: str) -> None:
    """Sign up, talk, kill the server, and find the meeting again."""
    await sign_up(ana, "ana")
    await meet(room, ana, bo)
    await ana.say("shall we meet at nine?")
    await bo.reads("shall we meet at nine?")
    await bo.say("nine is good")
    await ana.reads("shall we meet at nine?", "nine is good")
    await bo.leave()
    await ana.sees_tiles("Ana (you)")
    await ana.leave()

    await server.restart()

    await ana.open("/history")
    await ana.page.get_by_role("link", name=re.compile(re.escape(room))).first.click()
    page = ana.page.get_by_role("main")
    for told in ("shall we meet at nine?", "nine is good", "Bo", "Ana"):
        await expect(page.get_by_text(told).first).to_be_visible()
