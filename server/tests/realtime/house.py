"""A gateway on a real uvicorn on loopback, in the test's own event loop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import uvicorn
from tertulia.config import Settings
from tertulia.domain.errors import Unauthorized
from tertulia.domain.ids import SessionId, UserId
from tertulia.domain.records import User
from tertulia.media.mesh import MeshPlane
from tertulia.media.port import MediaPlane
from tertulia.media.sfu import After
from tertulia.realtime.gateway import Gateway, build
from tertulia.realtime.websocket import DirectWebSocket
from tertulia.services.accounts import Identity
from tertulia.services.clock import Clock
from tertulia.services.timers import LoopTimers, Timer, Timers

from tests.realtime.memory_store import MemoryStore
from tests.support import ManualClock, eventually

SECRET = b"a secret of at least thirty-two bytes!"


class Doorkeeper:
    """Knows tokens of the form `token-<username>`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def identify(self, access_token: str) -> Identity:
        if access_token == "expired":
            raise Unauthorized("Please sign in again.", code="token_expired")
        if not access_token.startswith("token-"):
            raise Unauthorized("That is not a valid token.", code="token_invalid")
        name = access_token.removeprefix("token-")
        user = User(UserId(f"u_{name}"), name.title(), name, "", self._clock.now())
        return Identity(user, SessionId("s"))


class ManualTimers:
    """Timers that ring when the clock is moved on."""

    @dataclass
    class _Entry:
        due: float
        ring: Callable[[], None]
        is_cancelled: bool = False

        def cancel(self) -> None:
            self.is_cancelled = True

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self._entries: list[ManualTimers._Entry] = []

    def after(self, delay_s: float, ring: Callable[[], None]) -> Timer:
        entry = self._Entry(self._clock.monotonic() + delay_s, ring)
        self._entries.append(entry)
        return entry

    @property
    def waiting(self) -> int:
        return sum(not entry.is_cancelled for entry in self._entries)

    def advance(self, seconds: float) -> None:
        """Rings everything that falls due on the way, in order."""
        until = self._clock.monotonic() + seconds
        while True:
            waiting = [e for e in self._entries if not e.is_cancelled]
            due = min((e for e in waiting if e.due <= until + 1e-9), key=lambda e: e.due, default=None)
            self._entries = [e for e in waiting if e is not due]
            if due is None:
                break
            self._clock.advance(max(0.0, due.due - self._clock.monotonic()))
            due.ring()
        self._clock.advance(max(0.0, until - self._clock.monotonic()))


@dataclass
class House:
    gateway: Gateway
    store: MemoryStore
    url: str
    port: int
    clock: ManualClock | None = None
    timers: ManualTimers | None = None
    server: uvicorn.Server | None = None

    def pass_time(self, seconds: float) -> None:
        assert self.timers is not None
        self.timers.advance(seconds)


async def not_here(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


class RealClock:
    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._manual = ManualClock()

    def now(self) -> datetime:
        return self._manual.now()

    def monotonic(self) -> float:
        return self._loop.time()


@contextlib.asynccontextmanager
async def house(
    *,
    store: MemoryStore | None = None,
    plane: Callable[[After], MediaPlane] | None = None,
    port: int = 0,
    manual_time: bool = False,
    **settings: Any,
) -> AsyncIterator[House]:
    """manual_time: timers ring by `pass_time` only, so that a grace period takes no time and never ends by itself."""
    store = store or MemoryStore()
    clock = ManualClock() if manual_time else None
    timers = ManualTimers(clock) if clock else None
    any_clock: Clock = clock or RealClock()
    any_timers: Timers = timers or LoopTimers()
    gateway = build(
        Settings(**settings),
        store=store,
        doorkeeper=Doorkeeper(any_clock),
        plane=plane(any_timers.after) if plane else MeshPlane(),
        secret=SECRET,
        clock=any_clock,
        timers=any_timers,
    )
    listener = socket.create_server(("127.0.0.1", port))
    config = uvicorn.Config(
        gateway.asgi(not_here),
        ws=DirectWebSocket,
        ws_max_size=4 * gateway._settings.frame_bytes,
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve(sockets=[listener]))
    await eventually(lambda: None if server.started else "the server has not started")
    port = listener.getsockname()[1]
    try:
        yield House(gateway, store, f"http://127.0.0.1:{port}", port, clock, timers, server)
    finally:
        await gateway.stop()
        server.should_exit = True
        await task
