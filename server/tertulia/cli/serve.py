"""`tertulia serve`: from settings to a server that listens once its database answers, and that ends when told to."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import itertools
import os
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
import uvicorn
from pydantic import ValidationError

from tertulia import log as logging_setup
from tertulia.api import openapi
from tertulia.app import App
from tertulia.auth.keys import SecretUnusable, ServerSecret, load_or_create
from tertulia.cli.listen import Certificate, Refused, addresses, bind, certificate, make_usable, start_listening
from tertulia.cli.media import media_plane, sentence
from tertulia.config import Settings, explain, unknown_variables
from tertulia.domain.errors import InvalidInput, Unavailable
from tertulia.media.port import MediaPlane
from tertulia.realtime.engine import FRAME_SLACK
from tertulia.realtime.websocket import DirectWebSocket
from tertulia.store.base import Store
from tertulia.store.connect import open_store

log = structlog.get_logger()

USAGE = 2
SECRET_FILE = "server-secret"  # noqa: S105
RETRY_S = (0.5, 1.0, 2.0, 3.0, 5.0)
"""Between attempts to reach the database; the last one is repeated."""


def serve(given: dict[str, Any]) -> int:
    """The exit code: 0 after Ctrl-C or SIGTERM, 2 when it cannot start (one line on stderr says why)."""
    try:
        settings = Settings(**given)
        logging_setup.configure(level=settings.log_level, as_json=settings.log_json)
        for name in unknown_variables():
            log.warning("setting.unknown", name=name)
        make_usable(settings.data_dir)
        secret = server_secret(settings)
        store = open_store(settings.database_url.get_secret_value(), settings.data_dir)
        tls = certificate(settings)
        sockets = bind(settings.listen_host, settings.port)
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(_run(settings, secret, store, sockets, tls))
    except ValidationError as bad:
        return _refuse(explain(bad))
    except InvalidInput as bad:
        return _refuse(f"--database-url (TERTULIA_DATABASE_URL): {bad.message}")
    except (Refused, SecretUnusable) as bad:
        return _refuse(str(bad))
    return 0


def openapi_document() -> str:
    secret = ServerSecret(secrets.token_bytes(32))
    return openapi.export(App(Settings(), secret, open_store("", Path())).http)


def server_secret(settings: Settings) -> ServerSecret:
    if settings.secret is not None:
        return ServerSecret(settings.secret.get_secret_value().encode())
    return load_or_create(settings.data_dir / SECRET_FILE)


def database_place(url: str) -> str:
    """What may be said of a database's address: no user, no password, no options. Empty for a file."""
    parts = urlsplit(url)
    if parts.scheme in ("", "sqlite"):
        return ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


async def _run(
    settings: Settings, secret: ServerSecret, store: Store, sockets: list[socket.socket], tls: Certificate | None
) -> None:
    stop = asyncio.Event()
    server = _server(settings, tls)

    def told_to_stop() -> None:
        if stop.is_set():
            server.force_exit = True  # told twice: at once
        else:
            stop.set()
            _end_for_certain(settings.stop_s + 0.8)

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told_to_stop)
    plane = media_plane(settings)
    if not await _unless(stop, _open(store, database_place(settings.database_url.get_secret_value()))):
        return await plane.close()
    try:
        app = App(settings, secret, store, plane=plane)
        server.config.app = app.asgi
        server.config.load()
        start_listening(sockets, settings)
        await app.start()
        gc.freeze()  # what is here stays: to look through it again and again took 0.1 s each time, in which nobody was heard
        await _serve(server, app, plane, sockets, stop, settings)
    finally:
        await _within(0.5, "store.close", store.close())


async def _open(store: Store, place: str) -> None:
    """Until it answers: whoever starts server and database together should not have to care for the order.

    A file does not become one by waiting: raises `Refused`.
    """
    for attempt in itertools.count():
        try:
            return await store.open()
        except Unavailable as why:
            if not place:
                raise Refused(f"--database-url or --data-dir: {why.message}") from why
            pause_s = RETRY_S[min(attempt, len(RETRY_S) - 1)]
            log.warning(
                "database.waiting",
                place=place,
                reason=why.message,
                cause=type(why.__cause__).__name__,
                next_try_s=pause_s,
            )
        await asyncio.sleep(pause_s)


async def _serve(
    server: _Server,
    app: App,
    plane: MediaPlane,
    sockets: list[socket.socket],
    stop: asyncio.Event,
    settings: Settings,
) -> None:
    serving = asyncio.create_task(server.serve(sockets=sockets))
    if await _unless(stop, server.listening.wait()):
        main, *others = addresses(settings, sockets[0].getsockname()[1])
        print(f"Tertulia is ready at {main}", flush=True)
        if others:
            print(f"On this network: {'  '.join(others)}", flush=True)
        print(sentence(plane, settings), flush=True)
    await stop.wait()
    log.info("server.stopping")
    app.hang_up()  # first: the web server waits for long polls and cannot end them itself
    server.should_exit = True
    await serving
    await _within(settings.stop_s / 2, "app.stop", app.stop())
    log.info("server.stopped")


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are ours."""
        yield


def _server(settings: Settings, tls: Certificate | None) -> _Server:
    return _Server(
        uvicorn.Config(
            "",  # set when the database has answered
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,  # `app` weighs them, by a list that is empty by default
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=settings.stop_s / 2,  # type: ignore[arg-type]  # any number will do
            ws=DirectWebSocket,
            ws_max_size=FRAME_SLACK * settings.frame_bytes,
            ws_ping_interval=None,  # Engine.IO has its own
            ws_per_message_deflate=False,  # signals are small, and each socket would keep two dictionaries
            ssl_certfile=tls[0] if tls else None,
            ssl_keyfile=tls[1] if tls else None,
        )
    )


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, object]) -> bool:
    """Whether the work was done before we were told to stop; then it is given up."""
    doing = asyncio.ensure_future(work)
    told = asyncio.ensure_future(stop.wait())
    await asyncio.wait((doing, told), return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    if doing.done():
        doing.result()
        return True
    doing.cancel()
    return False


async def _within(seconds: float, what: str, work: Coroutine[Any, Any, None]) -> None:
    try:
        await asyncio.wait_for(work, seconds)
    except TimeoutError:
        log.warning("stop.slow", what=what, waited_s=seconds)


def _end_for_certain(seconds: float) -> None:
    """Whoever stops us kills us soon after; a thread that hangs must not let it come to that."""

    def end() -> None:
        print("tertulia: something did not end in time; ending anyway", file=sys.stderr, flush=True)
        os._exit(1)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # Windows
        return None
    return uvloop.new_event_loop


def _refuse(sentence: str) -> int:
    print(f"tertulia: {' '.join(sentence.split())}", file=sys.stderr)
    return USAGE
