"""Takes the pictures of the README from the running product: `.venv/bin/python tools/pictures.py [folder]`.

Everything in them is real but the people: they are drawn, and held before the browsers' cameras.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import urllib.request
from pathlib import Path

from playwright.async_api import Browser, Page, Playwright, ViewportSize, async_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "e2e"))
from harness.accounts import sign_up  # noqa: E402
from harness.browsers import CHROMIUM_FLAGS, PROBE  # noqa: E402
from harness.person import Person  # noqa: E402
from harness.server import Server  # noqa: E402

ROOMS = ROOT / "web/src/rtc/media/effects/backgrounds"
SIZE: ViewportSize = {"width": 1280, "height": 720}
QUALITY = 82
SETTLE_MS = 2500

SITTERS = {  # room, skin, hair, shirt, how the hair falls
    "Ana": ("cafe", "#e3ad85", "#3b2519", "#c9573a", "long"),
    "Ben": ("bookshelf", "#8a5a3c", "#16100c", "#e2b44f", "short"),
    "Carmen": ("dusk-window", "#f0c9a8", "#8c4a24", "#4d7a68", "bun"),
}
TALK = (
    ("Ana", "Good evening, both! I brought the new chapter."),
    ("Ben", "And I brought coffee."),
    ("Carmen", "Page 42 is my favourite so far."),
    ("Ana", "Shall we read it aloud?"),
)


def portrait(room: str, skin: str, hair: str, shirt: str, falls: str) -> str:
    """A person in front of a room, 1280 by 720, as a page."""
    back = {
        "long": '<path d="M490 330C470 110 560 60 640 60S810 110 790 330C800 470 760 540 740 560H540C520 540 480 470 490 330Z"/>',
        "short": '<path d="M512 300C500 150 560 92 640 92S780 150 768 300Z"/>',
        "bun": '<circle cx="640" cy="76" r="62"/><path d="M505 320C490 150 555 90 640 90S790 150 775 320Z"/>',
    }[falls]
    front = {
        "long": '<path d="M520 300C520 170 590 140 660 150C740 160 765 220 762 300C740 250 700 225 640 222C590 220 545 245 520 300Z"/>',
        "short": '<path d="M518 280C515 170 580 130 645 135C720 138 766 190 763 280C745 235 700 205 640 205C585 205 540 230 518 280Z"/>',
        "bun": '<path d="M520 310C515 180 570 140 600 150C690 165 770 190 762 310C745 260 650 200 600 205C560 210 535 250 520 310Z"/>',
    }[falls]
    drawing = (ROOMS / f"{room}.svg").read_text()
    return f"""<body style="margin:0"><div style="position:absolute;inset:0;filter:blur(2px)">{drawing}</div>
<svg viewBox="0 0 1280 720" style="position:absolute;inset:0">
<g fill="{hair}">{back}</g>
<path fill="{shirt}" d="M300 760C310 600 420 560 560 540H720C860 560 970 600 980 760Z"/>
<path fill="{skin}" d="M575 440H705V545C690 590 590 590 575 545Z"/>
<path fill="#00000022" d="M578 465C610 500 670 500 702 465V500C670 530 610 530 578 500Z"/>
<ellipse fill="{skin}" cx="640" cy="320" rx="122" ry="152"/>
<g fill="{hair}">{front}<path d="M560 292q32-18 60-4v9q-30-10-60 4zM662 288q30-14 58 4v9q-28-14-58-4z"/></g>
<g fill="#2a1a14"><ellipse cx="592" cy="326" rx="10" ry="12"/><ellipse cx="690" cy="326" rx="10" ry="12"/></g>
<g fill="#c2543b33"><circle cx="562" cy="372" r="26"/><circle cx="718" cy="372" r="26"/></g>
<path fill="#00000024" d="M640 330q16 34-2 46q-14 0-16-8q16-2 18-38z"/>
<path fill="none" stroke="#8a3a30" stroke-width="9" stroke-linecap="round" d="M592 408Q640 450 690 406"/>
</svg></body>"""


def camera_of(name: str) -> str:
    """A file name, because that is what Chromium calls such a camera."""
    return f"{name}'s camera.mjpeg"


async def draw(page: Page, folder: Path) -> None:
    """One camera file for each sitter: Motion JPEG is JPEG after JPEG, and they sit still."""
    await page.set_viewport_size(SIZE)
    for name, sitter in SITTERS.items():
        await page.set_content(portrait(*sitter))
        (folder / camera_of(name)).write_bytes(await page.screenshot(type="jpeg", quality=90) * 2)


async def arrive(playwright: Playwright, name: str, url: str) -> tuple[Browser, Person]:
    camera = f"--use-file-for-fake-video-capture={camera_of(name)}"
    browser = await playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=[*CHROMIUM_FLAGS, "--use-fake-ui-for-media-stream", camera]
    )
    context = await browser.new_context(viewport=SIZE, color_scheme="light", device_scale_factor=1)
    await context.add_init_script(PROBE)
    return browser, Person(name, context, await context.new_page(), url)


async def keep(person: Person, path: Path) -> None:
    await person.page.wait_for_timeout(SETTLE_MS)
    await person.page.mouse.move(640, 300)
    picture = await person.page.screenshot(path=path, type="jpeg", quality=QUALITY)
    print(f"{path}: {len(picture) // 1024} kB", flush=True)


def ask(url: str, path: str, body: dict[str, str], token: str | None = None) -> dict[str, str]:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(f"{url}/api/v1{path}", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: dict[str, str] = json.load(answer)
        return found


async def sit(server: Server, playwright: Playwright, out: Path) -> None:
    (ana_browser, ana), (ben_browser, ben), (carmen_browser, carmen) = [
        await arrive(playwright, name, server.url) for name in SITTERS
    ]
    await ana.open("/")
    await keep(ana, out / "landing.jpg")
    await sign_up(ana, "ana")
    token = ask(server.url, "/users/login", {"username": "ana", "password": "four words in a row"})["token"]
    for title in ("Sunday coffee", "Garden plans"):
        made = ask(server.url, "/meetings", {"title": title}, token)
        ask(server.url, "/users/add_to_activity", {"meeting_code": made["code"]}, token)
    room = ask(server.url, "/meetings", {"title": "Book circle"}, token)["code"]
    for person in (ana, ben):
        await person.join(room)
    await carmen.arrive(room)
    await carmen.write(carmen.page.get_by_role("textbox", name="Your name"), "Carmen")
    await carmen.page.wait_for_function("() => [...document.querySelectorAll('video')].some((v) => v.currentTime > 0)")
    await keep(carmen, out / "door.jpg")
    await carmen.go_in()
    for person in (ana, ben):
        await person.sees("Carmen")
    for person in (ana, carmen):  # every browser hears the same tone; one voice at a time
        await person.turn("microphone", "off")
    people = {"Ana": ana, "Ben": ben, "Carmen": carmen}
    for name, text in TALK:
        await people[name].say(text)
        await people["Ana"].page.get_by_text(text).first.wait_for()
    await keep(ana, out / "call.jpg")
    await ana.leave()
    await ana.open("/history")
    await keep(ana, out / "history.jpg")
    for browser in (ana_browser, ben_browser, carmen_browser):
        await browser.close()


async def main(out: Path) -> None:
    os.makedirs(out, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tertulia-pictures-") as name:
        folder = Path(name)
        os.chdir(folder)  # browsers started from here find their cameras by name alone
        server = Server(folder / "server")
        async with async_playwright() as playwright:
            painter = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            await draw(await painter.new_page(), folder)
            await painter.close()
            await server.start()
            try:
                await sit(server, playwright, out)
            finally:
                await server.stop()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "docs" / "images"))
