"""What is kept of a test that failed: the pages as they were, what they said, what the server said."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from playwright.async_api import Error as BrowserError

from harness.person import Person
from harness.server import ROOT, Server

RESULTS = ROOT / "test-results"


def folder_of(test: str) -> Path:
    folder = RESULTS / re.sub(r"[^a-zA-Z0-9_]+", "-", test)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def keep(test: str, people: Sequence[Person], servers: Sequence[Server]) -> Path:
    folder = folder_of(test)
    for number, person in enumerate(people, 1):
        stem = f"{number}-{person.name}"
        (folder / f"{stem}.console.txt").write_text("\n".join([person.page.url, *dict.fromkeys(person.console)]))
        try:
            await person.page.screenshot(path=folder / f"{stem}.png", timeout=10_000)
            (folder / f"{stem}.html").write_text(await person.page.content())
            (folder / f"{stem}.connections.json").write_text(
                json.dumps({"connections": await person.connections(), "sounds": await person.sounds()}, indent=1)
            )
        except BrowserError as gone:
            (folder / f"{stem}.gone.txt").write_text(str(gone))
    for number, server in enumerate(servers, 1):
        (folder / f"server-{number}.log").write_text(server.said())
    return folder
