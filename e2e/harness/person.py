"""One human with one browser tab: what they do, and what they notice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

from playwright.async_api import BrowserContext, Locator, Page, expect

from harness.waiting import eventually

expect.set_options(timeout=20_000)  # a busy machine is no reason to fail

PAINTED = 3
"""Frames that have to appear after the first look: a picture, not one leftover frame."""

FOLLOW = Path(__file__).with_name("follow.js").read_text()

ELSEWHERE = "You are in this meeting in another tab"
MOVE = "Move the call here"

Device = Literal["microphone", "camera"]


class Person:
    """`name` is what they type at the door, and what their tile is called."""

    def __init__(self, name: str, context: BrowserContext, page: Page, url: str) -> None:
        self.name = name
        self.context = context
        self.page = page
        self.url = url
        self.console: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda line: self.console.append(f"{line.type}: {line.text}"))
        page.on("pageerror", lambda error: self.console.append(f"uncaught: {error}"))
        context.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda socket: self.asked.append(socket.url))

    # -- what they do --------------------------------------------------------------------------

    async def open(self, path: str) -> None:
        await self.page.goto(f"{self.url}{path}")

    async def arrive(self, room: str) -> None:
        """Stand at the door of a room, with devices already asked for."""
        await self.open(f"/m/{room}")
        await self.allow_devices()

    async def allow_devices(self) -> None:
        """Answer the page's question about camera and microphone, if it has one for us."""
        allow = self.button("Allow camera and microphone")
        await expect(allow.or_(self.button("Join now")).first).to_be_visible()
        if await allow.is_visible():
            await allow.click()

    async def second_tab(self, room: str) -> Person:
        """Of the same browser, at the door of the room that we are in, where it says so."""
        tab = Person(self.name, self.context, await self.context.new_page(), self.url)
        await tab.open(f"/m/{room}")
        await expect(tab.page.get_by_text(ELSEWHERE)).to_be_visible()
        allow = tab.button("Allow camera and microphone")
        await expect(allow.or_(tab.button(MOVE)).first).to_be_visible()
        if await allow.is_visible():
            await allow.click()
        return tab

    async def go_in(self) -> None:
        """Through the door that we stand at; whoever is signed in has their name already."""
        join = self.button("Join now")
        await expect(join).to_be_visible()
        name = self.page.get_by_role("textbox", name="Your name")
        if await name.is_editable():
            await self.write(name, self.name)
        await join.click()
        await self.is_in_call()

    async def join(self, room: str) -> None:
        await self.arrive(room)
        await self.go_in()

    async def leave(self) -> None:
        await self.button("Leave").click()
        await expect(self.page.get_by_text("You left the meeting")).to_be_visible()

    async def turn(self, device: Device, state: Literal["on", "off"]) -> None:
        await self.button(f"Turn {device} {state}").click()
        await expect(self.button(f"Turn {device} {'off' if state == 'on' else 'on'}")).to_be_visible()

    async def write(self, box: Locator, text: str) -> None:
        """Replace what is in a box, as an edit of the page. (Playwright's `fill` writes behind React's back in Firefox.)"""
        await box.click()
        await box.evaluate(
            "(box, text) => { box.select(); document.execCommand(text ? 'insertText' : 'delete', false, text) }", text
        )
        await expect(box).to_have_value(text)

    async def open_chat(self) -> None:
        if not await self.message_box.is_visible():
            await self.chat_button.click()
        await expect(self.message_box).to_be_visible()

    async def say(self, text: str) -> None:
        """Type into the chat and send; whether it arrived is for the others to say."""
        await self.open_chat()
        await self.write(self.message_box, text)
        await self.button("Send").click()

    async def reload(self) -> None:
        """As with the browser's reload button; what the page asks before it goes is answered with yes."""
        await self.page.reload()

    async def comes_back(self) -> None:
        """After a reload: a tab that was in the call is in it again, with no more than one click."""
        live = self.page.locator("[data-phase=live]")
        rejoin = self.button("Join now")
        await expect(live.or_(rejoin).first).to_be_attached(timeout=45_000)
        if await rejoin.is_visible():
            await rejoin.click()
        await self.is_in_call()

    # -- what they notice ----------------------------------------------------------------------

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str))

    @property
    def chat_button(self) -> Locator:
        """Its name may go on with how much is unread."""
        return self.button(re.compile("^Chat"))

    @property
    def message_box(self) -> Locator:
        return self.page.get_by_role("textbox", name="Message", exact=True)

    def tile(self, label: str) -> Locator:
        """The tile of another (`Bo`), of oneself (`Ana (you)`) or of a shared screen (`Bo's screen`)."""
        return self.page.locator("article").and_(self.page.get_by_label(label, exact=True))

    async def tiles(self) -> list[str]:
        found = await self.page.locator("article[aria-label]").evaluate_all(
            "all => all.map(each => each.getAttribute('aria-label'))"
        )
        return sorted(found)

    async def participant_of(self, label: str) -> str:
        """The participant id behind a tile."""
        found = await self.tile(label).get_attribute("data-participant")
        assert found, f"the tile of {label} names no participant"
        return found

    async def is_in_call(self) -> None:
        await expect(self.page.locator("[data-phase=live]")).to_be_attached(timeout=45_000)

    async def picture(self, label: str) -> dict[str, Any]:
        """What the tile shows, see `probe.js`."""
        found: dict[str, Any] = await self.page.evaluate("label => __probe.picture(label)", label)
        return found

    async def sounds(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.page.evaluate("() => __probe.sounds()")
        return found

    async def sees(self, label: str) -> None:
        """New frames are decoded and painted, from now on."""
        start = await self.picture(label)

        async def why_not() -> str | None:
            now = await self.picture(label)
            fresh = {key: (now.get(key) or 0) - (start.get(key) or 0) for key in ("decoded", "shown")}
            if min(fresh.values()) >= PAINTED and now["visible"]:
                return None
            if min(fresh.values()) < 0:
                start.update(now)
            return f"{self.name} does not see {label}: {now}, new frames {fresh}, {await self.connections()}"

        await eventually(why_not)

    async def sees_in_width(self, label: str, *, least: int = 1, most: int = 10_000) -> None:
        """The picture that comes has so many pixels in a line."""

        async def why_not() -> str | None:
            now = await self.picture(label)
            fits = least <= (now.get("width") or 0) <= most
            return None if fits else f"{self.name} sees {label} not {least} to {most} wide: {now}"

        await eventually(why_not, within_s=90)

    async def sees_no_picture_of(self, label: str) -> None:
        """The tile is there, and what it shows is not a picture."""

        async def why_not() -> str | None:
            now = await self.picture(label)
            blank = now["tile"] and not (now["video"] and now["visible"])
            return None if blank else f"{self.name} sees something of {label}: {now}"

        await eventually(why_not)

    async def sees_itself(self) -> None:
        label = f"{self.name} (you)"
        start = (await self.picture(label)).get("shown") or 0

        async def why_not() -> str | None:
            now = await self.picture(label)
            return None if (now.get("shown") or 0) >= start + PAINTED else f"{self.name} has no self-view: {now}"

        await eventually(why_not)

    async def hears(self, voices: int = 1) -> None:
        """So many others make sound that arrives, has energy and is played; from now on."""
        start = {each["track"]: each["energy"] for each in await self.sounds()}

        async def why_not() -> str | None:
            now = await self.sounds()
            heard = {s["connection"] for s in now if s["played"] and s["energy"] > start.get(s["track"], 0.0)}
            return (
                None if len(heard) == voices else f"{self.name} hears {len(heard)} of {voices}: {now}, at first {start}"
            )

        await eventually(why_not)

    async def hears_through_server(self, *names: str) -> None:
        """The voices of these people come through the media server, make sound and are played, from now on; no other does."""
        ids = {await self.participant_of(name): name for name in names}
        start = {each["track"]: each["energy"] for each in await self.sounds()}
        heard: set[str] = set()

        async def why_not() -> str | None:
            now = await self.sounds()
            for sound in now:
                if sound["played"] and sound["owner"] and sound["energy"] > start.get(sound["track"], 0.0):
                    heard.add(sound["owner"])
                start[sound["track"]] = sound["energy"]
            missing = [name for key, name in ids.items() if key not in heard]
            return f"{self.name} does not hear {missing} through the server: {now}" if missing else None

        await eventually(why_not)

    async def speaks_as(self, *codecs: str) -> None:
        """To so many others, each in this way."""

        async def why_not() -> str | None:
            found = await self.page.evaluate("() => __probe.voicedAs()")
            return None if found == list(codecs) else f"{self.name} speaks as {found}"

        await eventually(why_not)

    async def hears_nobody(self) -> None:
        """No energy comes in between two looks a second apart, however often one has to look."""

        async def why_not() -> str | None:
            before = {each["track"]: each["energy"] for each in await self.sounds()}
            await self.page.wait_for_timeout(1000)
            louder = [s for s in await self.sounds() if s["energy"] > before.get(s["track"], 0.0) + 1e-6]
            return f"{self.name} still hears {louder}" if louder else None

        await eventually(why_not)

    async def sees_tiles(self, *labels: str) -> None:
        async def why_not() -> str | None:
            found = await self.tiles()
            return None if found == sorted(labels) else f"{self.name} sees the tiles {found}, not {sorted(labels)}"

        await eventually(why_not)

    async def watches_tiles(self) -> None:
        """From now on, count how many tiles there are whenever that changes."""
        await self.page.evaluate("() => __probe.watchTiles()")

    async def most_tiles(self) -> int:
        """At once, since they were watched."""
        return int(await self.page.evaluate("() => __probe.mostTiles()"))

    async def saw_at_most_tiles(self, limit: int) -> None:
        most = await self.most_tiles()
        assert most <= limit, f"{self.name} saw {most} tiles at once"

    async def notices_the_server_is_gone(self) -> None:
        await expect(self.page.locator("[data-phase=reconnecting]")).to_be_attached(timeout=45_000)

    async def record(self, label: str) -> None:
        """From now on, note about once a second what came in of a tile's picture and of all sound."""
        await self.page.evaluate("label => __probe.record(label)", label)

    async def records_on(self, windows: int) -> None:
        """Until so many more windows have been noted."""
        wanted = len(await self.page.evaluate("() => __probe.recorded()")) + windows

        async def why_not() -> str | None:
            noted = len(await self.page.evaluate("() => __probe.recorded()"))
            return None if noted >= wanted else f"{noted} of {wanted} windows noted"

        await eventually(why_not)

    async def missed_nothing(self) -> None:
        """In every window new frames were decoded and sound came in, and all of it by the first connection."""
        windows = await self.page.evaluate("() => __probe.recorded()")
        silent = [w for w in windows if not (w["frames"] > 0 and w["packets"] > 0)]
        assert not silent, f"{self.name} lost media: {windows}"
        assert {w["connections"] for w in windows} == {1}, f"{self.name} made new connections: {windows}"

    async def follow(self, label: str) -> None:
        """From now on, note how long somebody was unheard, heard twice, unseen; see `follow.js`."""
        await self.page.evaluate(f"label => ({FOLLOW})(label)", label)

    async def followed(self, label: str) -> dict[str, float]:
        """What was noted since `follow`, or since this was last asked; milliseconds."""
        found: dict[str, float] = await self.page.evaluate("label => __probe.following.get(label)()", label)
        return found

    async def goes(self, *, through: int, direct: int) -> None:
        """So many connections to the media server and to people stand."""

        async def why_not() -> str | None:
            now = await self.page.evaluate("() => [__probe.through(), __probe.direct()]")
            wanted = [through, direct]
            return None if now == wanted else f"{self.name} goes {now}, not {wanted}: {await self.connections()}"

        await eventually(why_not)

    async def reads(self, *lines: str) -> None:
        """The chat holds these lines in this order, each exactly once."""
        await self.open_chat()

        async def why_not() -> str | None:
            found = await self.chat_lines()
            return None if found == list(lines) else f"{self.name} reads {found}, not {list(lines)}"

        await eventually(why_not)

    async def chat_lines(self) -> list[str]:
        return await self.page.locator("[data-chat-line]").all_inner_texts()

    async def connections(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = await self.page.evaluate("() => __probe.connections()")
        return found

    async def open_connections(self) -> list[dict[str, str]]:
        return [each for each in await self.connections() if each["connection"] != "closed"]

    async def holds(self, kind: Literal["audio", "video"], source: Literal["device", "screen"] = "device") -> bool:
        """Whether a captured track is still open, i.e. the device's light would be on."""
        captured = await self.page.evaluate("() => __probe.devices()")
        return any(t["kind"] == kind and t["source"] == source and t["state"] == "live" for t in captured)

    async def gave_back(self, kind: Literal["audio", "video"], source: Literal["device", "screen"] = "device") -> None:
        async def why_not() -> str | None:
            return f"{self.name} still holds {kind} of the {source}" if await self.holds(kind, source) else None

        await eventually(why_not)


async def meet(room: str, *people: Person) -> None:
    """Everybody joins, one after the other, in this order."""
    for person in people:
        await person.join(room)
