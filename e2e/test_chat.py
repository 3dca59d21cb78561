"""What was said is there for who comes late, once and in order."""

from __future__ import annotations

from conftest import Invite
from harness.person import meet
from playwright.async_api import expect


async def test_lines_reach_everybody_once_and_in_one_order(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo", "firefox")
    await meet(room, ana, bo)

    await ana.say("Do you hear me?")
    await bo.reads("Do you hear me?")
    await bo.say("Yes — ¡claro! 👋🏽")

    await ana.reads("Do you hear me?", "Yes — ¡claro! 👋🏽")
    await bo.reads("Do you hear me?", "Yes — ¡claro! 👋🏽")


async def test_who_pressed_send_writes_on_and_leaves_by_the_keyboard(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo", "firefox")
    await meet(room, ana, bo)
    said: list[str] = []

    for person in (ana, bo):
        for line in (f"{person.name} by the mouse", f"{person.name} by the keyboard", f"{person.name} goes on"):
            await person.open_chat()
            await person.page.keyboard.type(line)
            if line.endswith("mouse"):
                await person.button("Send").click()
            elif line.endswith("keyboard"):
                await person.button("Send").press("Enter")
            else:
                await person.page.keyboard.press("Enter")
            said.append(line)
            await ana.reads(*said)
        await person.page.keyboard.press("Escape")
        await expect(person.message_box).to_have_count(0)


async def test_who_comes_late_reads_what_was_said_before(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await ana.join(room)
    said = [f"line {number}" for number in range(1, 8)]
    for line in said:
        await ana.say(line)

    await bo.join(room)

    await bo.reads(*said)
    await bo.say("I am late")
    await ana.reads(*said, "I am late")


async def test_unread_lines_are_counted_until_the_chat_is_opened(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await meet(room, ana, bo)

    await ana.say("one")
    await ana.say("two")

    await expect(bo.chat_button).to_contain_text("2")
    await bo.reads("one", "two")
    await expect(bo.chat_button).not_to_contain_text("2")


async def test_markup_in_a_line_is_text_and_a_link_is_a_link_that_leaks_nothing(invite: Invite, room: str) -> None:
    ana, bo = await invite("Ana"), await invite("Bo")
    await meet(room, ana, bo)
    nasty = "<img src=x onerror=\"document.title='owned'\"> see https://example.org/a?b=1"

    await ana.say(nasty)

    await bo.reads(nasty)
    link = bo.page.get_by_role("link", name="https://example.org/a?b=1")
    await expect(link).to_have_attribute("href", "https://example.org/a?b=1")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(link).to_have_attribute("target", "_blank")
    assert "owned" not in await bo.page.title()
