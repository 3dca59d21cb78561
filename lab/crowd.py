"""Many people without browsers: what a server owes everybody while some of them, or what it stands on, misbehave."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import random
import signal
import socket
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from bench.report import percentile
from bench.served import GENERATOR_CORE, OURS, SERVER_CORE, Served, answers, free_port, launch
from bench.wire import Wire, WireClosed

HOST = "127.0.0.1"
PASSWORD = "correct horse battery staple"
SIGNALS = "signals of everybody else, p99"
SIGNALS_MS = 100
"""More than that and they notice."""
FIRST_S, MOST_S, JITTER = 0.25, 5.0, 0.5
"""How our client comes back: at once, then after pauses that double (web/src/signaling/wire.ts)."""


class House:
    """The product as one process, to be killed and started again on the same port and data."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port = free_port()
        self.folder = folder
        self.environment = environment
        self._process: Any = None

    async def start(self) -> None:
        self._process = launch(OURS, self.port, self.folder, self.environment, {SERVER_CORE})
        while not await answers(self.port, "/readyz"):
            if self._process.poll() is not None:
                raise RuntimeError((self.folder / "log").read_text(errors="replace")[-2000:])
            await asyncio.sleep(0.01)

    async def end(self, how: signal.Signals) -> float:
        """Seconds until it was gone."""
        began = time.monotonic()
        self._process.send_signal(how)
        await asyncio.to_thread(self._process.wait)
        return time.monotonic() - began

    @property
    def served(self) -> Served:
        return Served(OURS, self.port, self._process.pid, 0.0)

    def memory_mib(self) -> float:
        return self.served.resident_bytes() / 2**20

    def open_files(self) -> int:
        return len(os.listdir(f"/proc/{self._process.pid}/fd"))

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")


@contextlib.asynccontextmanager
async def house(**environment: str) -> AsyncIterator[House]:
    with tempfile.TemporaryDirectory(prefix="tertulia-lab-") as name:
        ours = House(Path(name), **environment)
        await ours.start()
        os.sched_setaffinity(0, {GENERATOR_CORE})
        try:
            yield ours
        finally:
            os.sched_setaffinity(0, range(os.cpu_count() or 1))
            if ours.is_running():
                await ours.end(signal.SIGKILL)


class Guest:
    """One person of a crowd, who comes back by themselves as our client does."""

    def __init__(
        self,
        port: int,
        room: str,
        name: str,
        on_event: Callable[[Wire, str], None] | None = None,
        token: str | None = None,
        receive_buffer: int | None = None,
    ) -> None:
        self.room, self.name, self.token = room, name, token
        self.id = ""
        self.back_at = 0.0
        self.same_seat = True
        self.wire: Wire | None = None
        self._port, self._receive_buffer = port, receive_buffer
        self._resume: str | None = None
        self._on_event = on_event

    async def join(self) -> None:
        self.wire = await Wire.open(HOST, self._port, self._on_event, receive_buffer=self._receive_buffer)
        wish: dict[str, Any] = {"room": self.room, "name": self.name, "protocol": 1}
        if self.token is not None:
            wish["token"] = self.token
        if self._resume is not None:
            wish["resume"] = self._resume
        answer = (await self.wire.ask("join-call", wish))[0]
        if not answer["ok"]:
            raise RuntimeError(f"{self.name} was refused: {answer['error']}")
        self.same_seat = self.same_seat and self.id in ("", answer["you"]["id"])
        self.id, self._resume = answer["you"]["id"], answer["resume"]

    async def stays(self) -> None:
        """Comes back whenever the connection goes, until cancelled; `back_at` is when that was last (monotonic)."""
        for attempt in itertools.count():
            assert self.wire is not None
            await self.wire.closed
            for retry in itertools.count():
                try:
                    await self.join()
                    self.back_at = time.monotonic()
                    break
                except (OSError, WireClosed, TimeoutError):
                    step = min(MOST_S, FIRST_S * 2**retry)
                    await asyncio.sleep(step * (1 - JITTER * random.random()) if retry or attempt else 0.0)

    def close(self) -> None:
        if self.wire is not None:
            self.wire.close()


class Talk:
    """Pairs that signal at an even pace; how long each signal took is what everybody else notices."""

    def __init__(self, port: int, pairs: int = 20, per_s: int = 20) -> None:
        self._port, self._pairs, self._per_s = port, pairs, per_s
        self._delays: list[float] = []
        self._people: list[tuple[Guest, Guest]] = []

    async def begin(self) -> None:
        for number in range(self._pairs):
            pair = (
                Guest(self._port, f"pair-{number}", "a", self._heard),
                Guest(self._port, f"pair-{number}", "b", self._heard),
            )
            for guest in pair:
                await guest.join()
            self._people.append(pair)

    def _heard(self, _wire: Wire, text: str) -> None:
        if text.startswith('["signal"'):
            self._delays.append(time.monotonic() - json.loads(text)[2]["sent"])

    async def during(self, work: Awaitable[Any]) -> tuple[float, Any]:
        """The 99th percentile of signals meanwhile, milliseconds, and what `work` came to."""
        self._delays.clear()
        sent = 0
        doing = asyncio.ensure_future(work)
        due = time.monotonic()
        while not doing.done():
            for a, b in self._people:
                assert a.wire is not None
                a.wire.emit("signal", b.id, {"ice": None, "sent": time.monotonic()})
                sent += 1
            due += 1 / self._per_s
            await asyncio.sleep(max(0.0, due - time.monotonic()))
        await asyncio.sleep(0.5)
        if len(self._delays) < sent:
            raise RuntimeError(f"{sent - len(self._delays)} of {sent} signals did not arrive")
        return 1000 * percentile(self._delays, 0.99), await doing

    def close(self) -> None:
        for pair in self._people:
            for guest in pair:
                guest.close()


def flood_udp(port: int, datagrams: int, seed: int, host: str = HOST) -> int:
    """Nonsense for a UDP port, as fast as one thread can: pure noise, and what begins as STUN, DTLS and RTP do. How many went."""
    rng = random.Random(seed)
    heads = (
        b"",
        b"\x00\x01\x00\x08\x21\x12\xa4\x42",
        b"\x16\xfe\xfd\x00\x00",
        b"\x80\x60\x12\x34",
        b"\x80\xc8\x00\x06",
    )
    shapes = [head + rng.randbytes(rng.randrange(0, 1200)) for head in heads for _ in range(50)]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.connect((host, port))
        for number in range(datagrams):
            with contextlib.suppress(OSError):
                out.send(shapes[number % len(shapes)])
    return datagrams


async def together(*guests: Guest, at_once: int = 50) -> None:
    turn = asyncio.Semaphore(at_once)

    async def come(guest: Guest) -> None:
        async with turn:
            await guest.join()

    await asyncio.gather(*(come(guest) for guest in guests))


def post(port: int, path: str, body: dict[str, str], token: str = "") -> tuple[int, dict[str, str], Any]:
    """Status, headers and what came."""
    head = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = Request(f"http://{HOST}:{port}/api/v1{path}", json.dumps(body).encode(), head, method="POST")
    return _ask(request)


def get(port: int, path: str, token: str) -> Any:
    return _ask(Request(f"http://{HOST}:{port}/api/v1{path}", headers={"Authorization": f"Bearer {token}"}))[2]


def _ask(request: Request) -> tuple[int, dict[str, str], Any]:
    try:
        with urlopen(request, timeout=30) as answer:
            return answer.status, dict(answer.headers), json.loads(answer.read() or b"null")
    except HTTPError as refused:
        return refused.code, dict(refused.headers), json.loads(refused.read() or b"null")
