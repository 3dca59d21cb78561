"""What Prometheus is told. Counters of the rooms are asked for at each scrape, so that a signal costs nothing here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tertulia.services.forwarding import MediaNumbers
from tertulia.services.quality import ways_by_grade

ROOM_GAUGES = {
    "rooms": "Rooms with somebody in them",
    "participants": "People with a seat",
    "sockets": "Open Socket.IO connections",
}
ROOM_COUNTERS = {
    "joins": "Seats taken",
    "signals": "Signals passed on",
    "chats": "Chat messages kept",
}


class Metrics:
    """stats: numbers by the names above, from whoever has them; absent ones are not shown."""

    def __init__(
        self,
        *,
        waiting_passwords: Callable[[], int],
        stats: Callable[[], Mapping[str, float]],
        media: Callable[[], MediaNumbers],
    ) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "tertulia_http_requests", "REST requests", ["method", "route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "tertulia_http_request_seconds", "Time to answer a REST request", ["route"], registry=self.registry
        )
        self.loop_lag = Histogram(
            "tertulia_loop_lag_seconds",
            "How late the event loop wakes up",
            buckets=(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5),
            registry=self.registry,
        )
        queue = Gauge("tertulia_login_queue", "Passwords waiting to be hashed", registry=self.registry)
        queue.set_function(waiting_passwords)
        self.registry.register(_Rooms(stats))
        self.registry.register(_Media(media))

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def render(self) -> bytes:
        return generate_latest(self.registry)


class _Rooms(Collector):
    def __init__(self, stats: Callable[[], Mapping[str, float]]) -> None:
        self._stats = stats

    def collect(self) -> Iterator[GaugeMetricFamily | CounterMetricFamily]:
        numbers = self._stats()
        for name, text in ROOM_GAUGES.items():
            if name in numbers:
                yield GaugeMetricFamily(f"tertulia_{name}", text, value=numbers[name])
        for name, text in ROOM_COUNTERS.items():
            if name in numbers:
                yield CounterMetricFamily(f"tertulia_{name}", text, value=numbers[name])


class _Media(Collector):
    """Counters of the media server by the names that it gives them; never one series per room or person."""

    def __init__(self, media: Callable[[], MediaNumbers]) -> None:
        self._media = media

    def collect(self) -> Iterator[GaugeMetricFamily | CounterMetricFamily]:
        numbers = self._media()
        plane = numbers.plane
        yield _by("tertulia_media_rooms", "Rooms by the way of their media", "mode", numbers.rooms, GaugeMetricFamily)
        yield _by("tertulia_media_moves", "Moves of a room, by where to", "to", numbers.moves, CounterMetricFamily)
        yield _by("tertulia_media_failures", "Connections refused or lost", "code", plane.failures, CounterMetricFamily)
        ways = GaugeMetricFamily("tertulia_media_ways", "Ways to and from people, by grade", labels=["way", "grade"])
        for (way, grade), count in sorted(ways_by_grade(plane).items()):
            ways.add_metric([way, grade], count)
        yield ways
        for name, value in sorted(plane.gauges.items()):
            yield GaugeMetricFamily(f"tertulia_media_{name}", f"Media server: {name} now", value=value)
        for name, value in sorted(plane.counters.items()):
            yield CounterMetricFamily(f"tertulia_media_{name}", f"Media server: {name}", value=value)


Family = TypeVar("Family", GaugeMetricFamily, CounterMetricFamily)


def _by(name: str, text: str, label: str, numbers: Mapping[str, float], family: type[Family]) -> Family:
    made = family(name, text, labels=[label])
    for value, number in sorted(numbers.items()):
        made.add_metric([value], number)
    return made


METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class CountRequests:
    """Counts by route template, never by path: a path would make as many series as there are meetings."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        began = time.perf_counter()
        status = 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            route = getattr(scope.get("route"), "path", None) or "(none)"
            method = scope["method"] if scope["method"] in METHODS else "other"
            self._metrics.answered(method, route, status, time.perf_counter() - began)
