"""Places and the seeded network between them: `media/lab-net`, told what to do while it runs."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lab.namespace import Place
from lab.shape import HOME, Shape

ROOT = Path(__file__).resolve().parent.parent
MEDIA = ROOT / "media"
PROGRAM = MEDIA / "target" / "debug" / "lab-net"
SUBNET = "10.77"
"""Of places; each has a /24 of it, and nothing outside of them can see it."""


def why_impossible() -> str | None:
    """The reason why there is no network program and cannot be, or None."""
    return None if PROGRAM.exists() or shutil.which("cargo") else "the network is made by cargo, which is not here"


def build() -> None:
    """Does nothing when it is fresh; cargo knows."""
    if shutil.which("cargo"):
        subprocess.run(["cargo", "build", "--quiet", "--locked", "--package", "lab-net"], cwd=MEDIA, check=True)


class Network:
    def __init__(self, places: dict[str, Place], process: asyncio.subprocess.Process) -> None:
        self.places = places
        self._process = process
        self._turn = asyncio.Lock()

    def __getitem__(self, name: str) -> Place:
        return self.places[name]

    async def shape(self, place: str, up: Shape | None = None, down: Shape | None = None) -> None:
        """From now on; a direction that is left out stays as it is."""
        ways = {"up": up, "down": down}
        await self._tell({"do": "shape", "place": place} | {k: v.wire() for k, v in ways.items() if v is not None})

    async def both(self, place: str, shape: Shape) -> None:
        await self.shape(place, shape, shape)

    async def everywhere(self, shape: Shape) -> None:
        for name in self.places:
            await self.both(name, shape)

    async def report(self) -> dict[str, Any]:
        """What has happened on each path since the last report."""
        return dict((await self._tell({"do": "report"}))["places"])

    async def _tell(self, order: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        async with self._turn:
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            answer = json.loads(await self._process.stdout.readline() or b'{"error": "the network has ended"}')
        if "error" in answer:
            raise RuntimeError(f"{order}: {answer['error']}")
        return dict(answer)


@asynccontextmanager
async def network(*names: str, seed: int = 1, shape: Shape = HOME) -> AsyncIterator[Network]:
    """Places of these names, all of them shaped alike at first; the fate of packets is decided by `seed`."""
    build()
    places = {name: Place(name, f"{SUBNET}.{number}") for number, name in enumerate(names, 1)}
    process = await asyncio.create_subprocess_exec(
        *(str(PROGRAM), str(seed)),
        *(f"{place.name}={place.device}={place.subnet}" for place in places.values()),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        pass_fds=[place.device for place in places.values()],
    )
    try:
        running = Network(places, process)
        await running.everywhere(shape)
        yield running
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
        for place in places.values():
            place.close()
