"""What a fault is: something that is broken, what people notice of it, and how much they may."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

from harness.browsers import Kind
from harness.person import Person, meet

from lab.recording import Recording, now_s, recording_of
from lab.shape import HOME
from lab.stage import Stage

SETTLE_S = 4
"""A call goes well for so long before anything happens to it."""
BOTH: tuple[Kind, ...] = ("chromium", "firefox")


@dataclass(frozen=True)
class Measure:
    """`bar`: what must hold, None where a figure only explains the others."""

    what: str
    unit: str
    bar: float | None = None
    bar_is: Literal["at most", "at least"] = "at most"

    def holds(self, figure: float) -> bool:
        return self.bar is None or (figure <= self.bar if self.bar_is == "at most" else figure >= self.bar)


@dataclass
class Pair:
    """Two people who see and hear each other. The connection that suffers is Ana's; Bo's browser is a Chromium."""

    stage: Stage
    ana: Person
    bo: Person
    room: str

    async def recordings(self, since_s: float, until_s: float | None = None) -> list[Recording]:
        until = now_s() if until_s is None else until_s
        return [(await recording_of(person)).between(since_s, until) for person in (self.ana, self.bo)]

    async def sees_and_hears(self) -> None:
        await self.ana.sees("Bo")
        await self.bo.sees("Ana")

    async def back_ms(self, at_s: float) -> dict[str, float]:
        """How long after `at_s` each sees and hears the other; the worse of both."""
        await self.sees_and_hears()
        await asyncio.sleep(1.5)
        both = await self.recordings(at_s)
        return {
            "picture back": max(each.seen_ms_after(at_s) for each in both),
            "sound back": max(each.heard_ms_after(at_s) for each in both),
        }


LONG_S = 600


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What it is called, and what must hold. Registered in `lab/faults/__init__.py`."""

    name: str
    title: str
    how: str
    measures: dict[str, Measure]
    remark: str = ""
    """Why a bar is missed and what was tried, or what a figure does not say."""
    within_s: float = 240
    """One run that takes longer has failed."""

    @property
    def is_long(self) -> bool:
        """It is run once, however many runs of the others are asked for."""
        return self.within_s > LONG_S


@dataclass(frozen=True, kw_only=True)
class CallFault(Fault):
    """`run`: breaks it once, in a call that stands, and says a figure for each of the measures."""

    run: Callable[[Pair], Awaitable[dict[str, float]]]
    kinds: tuple[Kind, ...] = BOTH
    through_server: bool = False
    scripts: tuple[str, ...] = ()
    """Of Ana's page."""


@dataclass(frozen=True, kw_only=True)
class ServerFault(Fault):
    """No browser and no place is needed: `run` brings its own server, breaks it once, and says the figures."""

    run: Callable[[], Awaitable[dict[str, float]]]


@asynccontextmanager
async def call(stage: Stage, kind: Kind, *scripts: str) -> AsyncIterator[Pair]:
    """A call of two that has gone well for a while."""
    await stage.net.everywhere(HOME)
    room = stage.room()
    ana = await stage.invite("Ana", kind, *scripts)
    bo = await stage.invite("Bo", "chromium")
    pair = Pair(stage, ana, bo, room)
    try:
        await meet(room, ana, bo)
        await pair.sees_and_hears()
        await asyncio.sleep(SETTLE_S)
        yield pair
    finally:
        await stage.net.everywhere(HOME)
        for person in (ana, bo):
            await person.context.close()
