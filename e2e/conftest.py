"""The product, two browsers and as many people as a test asks for."""

from __future__ import annotations

import itertools
import re
from collections.abc import AsyncIterator, Generator
from pathlib import Path
from typing import Any, Protocol

import pytest
from harness.browsers import PROBE, Browsers, Kind
from harness.build import ensure_client
from harness.evidence import keep
from harness.person import Person
from harness.server import Server
from playwright.async_api import async_playwright

VIEWPORT = {"width": 1024, "height": 640}


class Invite(Protocol):
    """Give a person a browser and a tab of their own. `asks`: permissions they grant, strict browsers only."""

    async def __call__(
        self,
        name: str,
        kind: Kind = "chromium",
        *,
        at: Server | None = None,
        permissions: tuple[str, ...] = (),
        **context: Any,
    ) -> Person: ...


class Start:
    """Start a product of one's own, to be killed and restarted."""

    def __init__(self, folder: Path) -> None:
        self.running: list[Server] = []
        self._folder = folder

    async def __call__(self, *arguments: str, host_name: str = "127.0.0.1", **environment: str) -> Server:
        folder = self._folder / f"server-{len(self.running)}"
        server = Server(folder, *arguments, host_name=host_name, **environment)
        self.running.append(server)
        await server.start()
        return server


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--scene", action="append", help="of the gallery: look at this one only")
    parser.addoption("--update-pictures", action="store_true", help="keep how it looks now; then look at what changed")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, None]:
    outcome = yield
    report = outcome.get_result()
    if report.when == "call":
        item.stash[FAILED] = report.failed


FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
async def browsers() -> AsyncIterator[Browsers]:
    async with async_playwright() as playwright:
        running = Browsers(playwright)
        yield running
        await running.close()


@pytest.fixture(scope="session")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    """The one that most tests share; each uses a room of its own."""
    await ensure_client()
    running = Server(tmp_path_factory.mktemp("shared"))
    await running.start()
    yield running
    await running.kill()


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    await ensure_client()
    begin = Start(tmp_path)
    yield begin
    for one in begin.running:
        await one.kill()


@pytest.fixture
async def invite(
    request: pytest.FixtureRequest, browsers: Browsers, server: Server, start: Start
) -> AsyncIterator[Invite]:
    people: list[Person] = []

    async def welcome(
        name: str,
        kind: Kind = "chromium",
        *,
        at: Server | None = None,
        permissions: tuple[str, ...] = (),
        **context: Any,
    ) -> Person:
        browser = await browsers.get(kind)
        tab = await browser.new_context(**{"viewport": VIEWPORT, "locale": "en-GB", **context})
        if permissions:
            await tab.grant_permissions(list(permissions))
        await tab.add_init_script(PROBE)
        person = Person(name, tab, await tab.new_page(), (at or server).url)
        person.page.on("dialog", lambda dialog: dialog.accept())
        people.append(person)
        return person

    yield welcome
    if request.node.stash.get(FAILED, False):
        kept = await keep(request.node.name, people, [server, *start.running])
        request.node.add_report_section("teardown", "evidence", f"kept in {kept}")
    for person in people:
        await person.context.close()


_numbers = itertools.count(1)


@pytest.fixture
def room(request: pytest.FixtureRequest) -> str:
    """A room nobody else is in."""
    return f"{re.sub(r'[^a-z0-9]+', '-', request.node.name.removeprefix('test_'))[:40].strip('-')}-{next(_numbers)}"
