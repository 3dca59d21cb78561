"""What is shared in a chat is there for whoever may have it: now, later, and after the server was killed."""

from __future__ import annotations

import base64
import re
import struct
import zlib

from conftest import Invite, Start
from harness.accounts import sign_up
from harness.axe import has_no_barrier
from harness.person import Person, meet
from harness.waiting import eventually
from playwright.async_api import FilePayload, Locator, expect

PASTE = """([name, type, base64]) => {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([bytes], name, { type }));
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def a_picture(width: int = 320, height: int = 200) -> bytes:
    """A PNG of dusk over a garden."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(
        b"\0" + b"".join(bytes((230 - y // 2, 140 - y // 3, 60 + x // 4)) for x in range(width)) for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


async def paste(person: Person, name: str, kind: str, content: bytes) -> None:
    await person.open_chat()
    await person.message_box.click()
    await person.page.evaluate(PASTE, [name, kind, base64.b64encode(content).decode()])


async def sees_picture(picture: Locator) -> None:
    """It has arrived and is painted, not just named."""

    async def why_not() -> str | None:
        width = await picture.evaluate("image => image.naturalWidth") if await picture.count() else 0
        return None if width == 320 else f"the picture is {width} px wide"

    await eventually(why_not)


async def test_a_pasted_picture_and_the_answer_to_it_outlive_the_call_and_the_server(
    invite: Invite, start: Start, room: str
) -> None:
    server = await start()
    ana, bo, caro = (
        await invite("Ana", at=server, reduced_motion="reduce"),
        await invite("Bo", "firefox", at=server),
        await invite("Caro", at=server),
    )
    await sign_up(ana, "ana")
    await meet(room, ana, bo)
    await paste(ana, "jardín.png", "image/png", a_picture())
    await ana.say("Así será el jardín")
    picture = {person.name: person.page.get_by_role("img", name="jardín.png") for person in (ana, bo, caro)}
    await bo.open_chat()
    await sees_picture(picture["Bo"])
    await sees_picture(picture["Ana"])

    await bo.page.get_by_role("button", name="Reply to Ana: Así será el jardín").click()
    await expect(bo.page.get_by_text("Replying to Ana")).to_be_visible()
    await bo.say("🌻🎉")
    await caro.join(room)
    await caro.open_chat()
    await sees_picture(picture["Caro"])
    quote = caro.page.get_by_role("button", name=re.compile("In reply to Ana: Así será el jardín"))
    await quote.click()
    await expect(caro.page.locator("[data-line='1']")).to_be_focused()
    await expect(caro.page.locator("[data-chat-line][data-jumbo]")).to_have_text("🌻🎉")
    await ana.reads("Así será el jardín", "🌻🎉")
    await has_no_barrier(ana.page, "a chat with a picture and a reply")
    await ana.page.get_by_role("button", name="Open jardín.png").click()
    await sees_picture(ana.page.get_by_role("dialog", name="jardín.png").get_by_role("img"))
    await has_no_barrier(ana.page, "a picture over everything")
    await ana.page.keyboard.press("Escape")

    await expect(ana.tile("Bo").locator("[data-quality]:not([data-quality=unknown])")).to_have_count(1)
    measured = await ana.page.evaluate("() => performance.now()")
    # of a call that was measured for less than five seconds nothing is said
    await ana.page.wait_for_function("(since) => performance.now() - since > 5500", arg=measured)
    for person in (caro, bo, ana):
        await person.leave()
    await ana.page.get_by_text("Read the 2 messages").click()
    await sees_picture(picture["Ana"])
    await has_no_barrier(ana.page, "left, with what was written")
    await server.restart()

    await ana.open("/history")
    await ana.page.get_by_role("searchbox").fill("JARDIN sera")
    found = ana.page.get_by_role("link", name=re.compile("Así será el jardín"))
    await expect(found.locator("mark").first).to_have_text("será")
    await has_no_barrier(ana.page, "what was found")
    await found.click()
    await expect(ana.page.locator("[data-line='1']")).to_be_focused()
    await sees_picture(picture["Ana"])
    await expect(ana.page.get_by_role("heading", name="How good it was")).to_be_visible()
    await has_no_barrier(ana.page, "a meeting of the history")


async def test_a_file_that_is_too_large_is_refused_in_words_and_keeps_nothing_from_being_said(
    invite: Invite, start: Start, room: str
) -> None:
    server = await start("--file-bytes", "100000")
    ana, bo = await invite("Ana", at=server), await invite("Bo", at=server)
    await meet(room, ana, bo)
    await ana.open_chat()
    chooser = ana.page.locator("[data-chooser]")
    film: FilePayload = {"name": "film.mp4", "mimeType": "video/mp4", "buffer": b"x" * 100_001}
    notes: FilePayload = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"at nine"}
    await chooser.set_input_files([film, notes])
    await expect(ana.page.get_by_text("Too large: at most 98 kB")).to_be_visible()
    await expect(ana.button("Send")).to_be_disabled()
    await ana.button("Remove film.mp4").click()
    await ana.say("here they are")
    await bo.reads("here they are")
    async with bo.page.expect_download() as saved:
        await bo.page.get_by_role("button", name=re.compile("Save notes.txt")).click()
    download = await saved.value
    assert download.suggested_filename == "notes.txt"
    assert (await download.path()).read_bytes() == b"at nine"
