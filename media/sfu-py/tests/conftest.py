from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import tertulia_sfu

PATIENCE_S = 30

Event = dict[str, Any]


class House:
    """A media server on loopback, and what it said."""

    def __init__(self, **wishes: Any) -> None:
        self.batches: list[list[Event]] = []
        self.threads: set[str] = set()
        self._news = threading.Condition()
        self.sfu = tertulia_sfu.Sfu(host="127.0.0.1", on_events=self._heard, **wishes)

    def _heard(self, events: list[Event]) -> None:
        with self._news:
            self.threads.add(threading.current_thread().name)
            self.batches.append(events)
            self._news.notify_all()

    def event(self, is_it: Callable[[Event], bool]) -> Event:
        """The first event of which `is_it` says yes, once it has come."""

        def found() -> Event | None:
            return next((event for batch in self.batches for event in batch if is_it(event)), None)

        with self._news:
            event = self._news.wait_for(found, PATIENCE_S)
        assert event, f"it never came; heard {self.batches}"
        return event

    def enter(self, room: str, number: int, transport: str = "udp") -> tertulia_sfu.SyntheticPeer:
        peer = tertulia_sfu.SyntheticPeer(number, transport=transport)  # type: ignore[arg-type]
        self.sfu.offer(room, str(number), "pc", number, peer.sdp, peer.tracks, peer.slots)
        answer = self.event(lambda event: event.get("request") == number)
        assert answer["type"] == "answer", answer
        peer.answer(answer["sdp"])
        return peer


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    yield house
    house.sfu.close()


@pytest.fixture
def house_with() -> Iterator[Callable[..., House]]:
    houses: list[House] = []

    def make(**wishes: Any) -> House:
        houses.append(House(**wishes))
        return houses[-1]

    yield make
    for house in houses:
        house.sfu.close()
