"""The composition root: builds and wires everything, decides nothing."""

from __future__ import annotations

import asyncio
import contextlib
import time
from datetime import timedelta
from pathlib import Path

import structlog
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from tertulia.api import routes
from tertulia.api.caller import Api, Throttles
from tertulia.api.headers import SafetyHeaders
from tertulia.api.metrics import Metrics
from tertulia.api.proxies import PointOutProxy
from tertulia.api.web import WebClient
from tertulia.auth.keys import ServerSecret
from tertulia.auth.passes import SeatPasses
from tertulia.auth.passwords import PasswordHasher
from tertulia.auth.sessions import RefreshTokens
from tertulia.auth.tokens import AccessTokens
from tertulia.config import Settings
from tertulia.domain.errors import Unavailable
from tertulia.media.ice import IceServers
from tertulia.media.mesh import MeshPlane
from tertulia.media.port import MediaPlane
from tertulia.realtime import gateway
from tertulia.services.accounts import Accounts
from tertulia.services.clock import Clock, SystemClock
from tertulia.services.files import FileLimits, Files
from tertulia.services.history import History
from tertulia.services.meetings import Meetings
from tertulia.services.preferences import Preferences
from tertulia.services.quality import Quality
from tertulia.services.reports import Reports
from tertulia.services.search import Search
from tertulia.services.throttle import Throttle
from tertulia.store.base import Store
from tertulia.store.disk import Disk

log = structlog.get_logger()

STATIC = Path(__file__).parent / "static"
PURGE_EVERY_S = 3600
LAG_EVERY_S = 0.5


class App:
    """Everything, wired. The store must be open before `start`, and is closed by whoever opened it."""

    def __init__(
        self,
        settings: Settings,
        secret: ServerSecret,
        store: Store,
        *,
        plane: MediaPlane | None = None,
        clock: Clock | None = None,
        static: Path = STATIC,
    ) -> None:
        clock = clock or SystemClock()
        self._passwords = PasswordHasher(
            secret.key("pepper"),
            cost=settings.bcrypt_cost,
            threads=settings.bcrypt_threads,
            queue=settings.bcrypt_queue,
        )
        self.accounts = Accounts(
            store.users,
            store.sessions,
            self._passwords,
            AccessTokens(secret.key("access"), clock, settings.access_token_s),
            RefreshTokens(secret.key("refresh")),
            clock,
            session_s=settings.session_s,
        )
        passes = SeatPasses(secret.key("seat"))
        self._gateway = gateway.build(
            settings,
            store=store,
            doorkeeper=self.accounts,
            plane=plane or MeshPlane(),
            secret=secret.key("resume"),
            passes=passes,
            clock=clock,
        )
        self.rooms = rooms = self._gateway.rooms
        self.files = Files(
            store.files,
            store.history,
            Disk(settings.data_dir / "files", reserve_bytes=settings.files_reserve_bytes),
            rooms,
            passes,
            clock,
            _file_limits(settings),
        )
        self._metrics = Metrics(
            waiting_passwords=lambda: self.waiting_passwords, stats=self._gateway.stats, media=rooms.media
        )
        api = Api(
            accounts=self.accounts,
            preferences=Preferences(store.preferences, clock, max_bytes=settings.account_settings_bytes),
            meetings=Meetings(store.meetings, rooms, clock),
            quality=Quality(store.meetings, rooms),
            history=History(
                store.history,
                store.meetings,
                store.attendances,
                store.chat,
                store.reports,
                self.files,
                rooms,
                clock,
            ),
            search=Search(store.history, store.meetings, store.attendances, store.chat),
            files=self.files,
            reports=Reports(store.reports, clock),
            ice=_ice(settings),
            store=store,
            clock=clock,
            metrics=self._metrics,
            throttles=_throttles(settings, clock),
            body_bytes=settings.body_bytes,
            cors_origins=settings.cors_origins,
            public_url=settings.public_url,
            metrics_token=settings.metrics_token.get_secret_value() if settings.metrics_token else None,
            legacy_clients=settings.legacy_clients,
        )
        self.http = routes.build(api)
        web = WebClient(static)
        self.http.router.default = web  # what no route wants
        whole: ASGIApp = SafetyHeaders(
            self._gateway.asgi(self.http),
            hsts=settings.public_url.startswith("https://"),
            script_hashes=lambda: web.script_hashes,
        )
        self.asgi: ASGIApp = PointOutProxy(whole)
        if settings.trusted_proxies:
            self.asgi = ProxyHeadersMiddleware(whole, list(settings.trusted_proxies))  # type: ignore[arg-type,assignment]
        self._chores: list[asyncio.Task[None]] = []
        self._stopping = asyncio.Event()

    async def start(self) -> None:
        self._chores = [asyncio.create_task(self._watch_lag()), asyncio.create_task(self._purge())]

    def hang_up(self) -> None:
        """Ends every call's connection now; whoever was in one comes back to the next server by itself."""
        self._gateway.hang_up()

    async def stop(self) -> None:
        """Lets what was said and done be stored."""
        await self._gateway.stop()
        self._stopping.set()
        await asyncio.gather(*self._chores)
        self._passwords.close()

    @property
    def waiting_passwords(self) -> int:
        return self._passwords.waiting

    async def _watch_lag(self) -> None:
        began = time.perf_counter()
        while not await self._stopped_within(LAG_EVERY_S):
            self._metrics.loop_lag.observe(max(0.0, time.perf_counter() - began - LAG_EVERY_S))
            began = time.perf_counter()

    async def _purge(self) -> None:
        while True:
            try:
                gone = await self.accounts.forget_old_sessions()
                log.debug("sessions.purged", gone=gone)
                if swept := await self.files.sweep():
                    log.info("files.swept", gone=swept)
            except Unavailable as failed:  # next time
                log.warning("purge.failed", cause=repr(failed))
            if await self._stopped_within(PURGE_EVERY_S):
                return

    async def _stopped_within(self, seconds: float) -> bool:
        """Chores end between two things they do: a query that is cut off costs its connection."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
        return self._stopping.is_set()


def _ice(settings: Settings) -> IceServers:
    return IceServers(
        stun_urls=settings.stun_urls,
        turn_urls=settings.turn_urls,
        turn_secret=settings.turn_secret.get_secret_value() if settings.turn_secret else None,
        credential_s=settings.turn_credential_s,
    )


def _file_limits(settings: Settings) -> FileLimits:
    return FileLimits(
        file_bytes=settings.file_bytes,
        meeting_bytes=settings.meeting_files_bytes,
        unclaimed=timedelta(hours=settings.files_unclaimed_h),
    )


def _throttles(settings: Settings, clock: Clock) -> Throttles:
    return Throttles(
        login_address=Throttle(clock, settings.login_per_minute_address, 60),
        login_account=Throttle(clock, settings.login_per_minute_account, 60),
        register_address=Throttle(clock, settings.register_per_hour_address, 3600),
        refresh_address=Throttle(clock, settings.refresh_per_minute_address, 60),
        meetings_address=Throttle(clock, settings.meetings_per_hour_address, 3600),
        uploads_address=Throttle(clock, settings.uploads_per_minute_address, 60),
        lookups_address=Throttle(clock, settings.lookups_per_minute_address, 60),
    )
