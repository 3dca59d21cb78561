"""Drives `sfu-load`, the generator: it makes and takes descriptions, sends pictures, and counts what comes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bench.served import GENERATOR_CORE, ROOT, pin

PROGRAM = ROOT / "media" / "target" / "release" / "sfu-load"
ANSWERS_WITHIN_S = 30.0

Sends = Literal["picture", "layers", "sound"]
"""What a publisher sends: one picture, the same in three sizes, or sound."""


@dataclass(frozen=True)
class Load:
    """`rooms` alike; in each, every publisher's packets go to every subscriber."""

    name: str
    publishers: int
    subscribers: int
    frames_per_s: float
    packets_per_frame: int
    bytes: int = 1100
    rooms: int = 1
    sends: Sends = "picture"
    lose: float = 0.0
    """What part of what comes to subscribers is lost on the way; 0..1."""

    @property
    def due_per_s(self) -> float:
        """Packets to forward."""
        frames = self.rooms * self.publishers * self.frames_per_s
        return frames * self.packets_per_frame * self.subscribers

    def tell(self, clients: Talk, pace: float = 1.0) -> None:
        """All publishers send, from now on; `pace`: so many times as often."""
        clients.tell(
            do="send",
            frames_per_s=self.frames_per_s * pace,
            packets_per_frame=self.packets_per_frame,
            bytes=self.bytes,
            lose=self.lose,
        )


class Talk:
    """A program that takes and says one JSON object a line."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self._heard: list[dict[str, Any]] = []
        self._news = asyncio.Event()
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, *command: str | Path, core: int, log: Path | None = None) -> Talk:
        with contextlib.ExitStack() as stack:
            out = stack.enter_context(log.open("wb")) if log else None
            process = await asyncio.create_subprocess_exec(
                *(str(part) for part in command),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=out,
                limit=1 << 22,
                preexec_fn=lambda: pin({core}),
            )
        return cls(process)

    def tell(self, **order: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order).encode() + b"\n")

    async def hear(self, **wanted: Any) -> dict[str, Any]:
        """The first thing said, and not heard before, that is so."""
        until = time.monotonic() + ANSWERS_WITHIN_S
        while True:
            for at, said in enumerate(self._heard):
                if all(said.get(key) == value for key, value in wanted.items()):
                    return self._heard.pop(at)
            if self._reader.done() or time.monotonic() > until:
                raise RuntimeError(f"it never said {wanted}; last: {str(self._heard[-3:])[:2000]}")
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), 1)

    async def end(self) -> None:
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            await asyncio.wait_for(self.process.wait(), 10)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()
        await self._reader

    async def _read(self) -> None:
        assert self.process.stdout is not None
        try:
            while line := await self.process.stdout.readline():
                self._heard.append(json.loads(line))
                self._news.set()
        finally:
            self._news.set()


def cpu_s(pid: int) -> float:
    """CPU time of all threads of a process so far, user and system, to the nanosecond (proc(5), schedstat)."""
    total = 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):
            total += int((thread / "schedstat").read_text().split()[0])
    return total / 1e9


def proportional_bytes(pid: int) -> int:
    """Memory that is its own or its share of what is shared (proc(5), smaps_rollup: Pss)."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return 1024 * int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1])


@contextlib.asynccontextmanager
async def generator(home: str) -> AsyncIterator[Talk]:
    """home: the address at which its clients live."""
    if not PROGRAM.exists():
        raise RuntimeError(f"{PROGRAM.relative_to(ROOT)} is not there: `make bench-sfu` builds it")
    os.sched_setaffinity(0, {GENERATOR_CORE})
    talk = await Talk.start(PROGRAM, home, core=GENERATOR_CORE)
    try:
        yield talk
    finally:
        await talk.end()
