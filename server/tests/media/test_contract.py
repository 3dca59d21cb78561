"""What we count on in `tertulia_sfu`, asked of the real one where it is installed and of the one our tests pretend."""

from __future__ import annotations

import importlib
import importlib.util
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from aiortc import RTCPeerConnection, RTCSessionDescription

Event = dict[str, Any]
HAS_REAL = importlib.util.find_spec("tertulia_sfu") is not None
BOTH = ["tests.fake_sfu", pytest.param("tertulia_sfu", marks=pytest.mark.skipif(not HAS_REAL, reason="not built"))]


class Ears:
    """What came up, on whichever thread."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._lock = threading.Lock()
        self.threads: set[int] = set()

    def __call__(self, events: list[Event]) -> None:
        with self._lock:
            self._events += events
            self.threads.add(threading.get_ident())

    def until(self, wanted: Callable[[Event], bool], within_s: float = 10) -> Event:
        deadline = time.monotonic() + within_s
        while True:
            with self._lock:
                found = next((event for event in self._events if wanted(event)), None)
                said = list(self._events)
            if found is not None:
                return found
            assert time.monotonic() < deadline, f"never said; but {said}"
            time.sleep(0.01)

    def said(self) -> list[Event]:
        with self._lock:
            return list(self._events)

    def answer(self, request: int) -> Event:
        return self.until(lambda event: event.get("request") == request)


@pytest.fixture(params=BOTH)
def module(request: pytest.FixtureRequest) -> ModuleType:
    return importlib.import_module(request.param)


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def sfu(module: ModuleType, ears: Ears) -> Iterator[Any]:
    made = module.Sfu(host="127.0.0.1", port=0, public_ips=["127.0.0.1"], shards=2, on_events=ears)
    made.open_room("circle")
    yield made
    made.close()


def as_browsers_say(sdp: str) -> str:
    """With the one fingerprint that browsers show; aiortc shows its certificate by three hash functions."""
    return re.sub(r"a=fingerprint:sha-(?:384|512) .*\r\n", "", sdp)


@pytest.fixture
async def offer() -> tuple[str, dict[str, str], dict[str, str]]:
    """Of a client that sends sound and receives sound and pictures, with the data channel: sdp, tracks, slots."""
    pc = RTCPeerConnection()
    pc.createDataChannel("tertulia")
    sends = pc.addTransceiver("audio", direction="sendonly")
    hears, sees = (pc.addTransceiver(kind, direction="recvonly") for kind in ("audio", "video"))
    await pc.setLocalDescription(await pc.createOffer())
    sdp = as_browsers_say(pc.localDescription.sdp)
    await pc.close()
    return sdp, {sends.mid: "mic"}, {hears.mid: "audio", sees.mid: "video"}


def test_one_port_is_held_for_udp_and_tcp_and_given_back(sfu: Any, module: ModuleType, ears: Ears) -> None:
    assert all(address.endswith(f":{sfu.port}") for address in sfu.addresses)
    for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
        with socket.socket(socket.AF_INET, kind) as other, pytest.raises(OSError, match="in use"):
            other.bind(("127.0.0.1", sfu.port))
    with pytest.raises(OSError, match="in use"):
        module.Sfu(host="127.0.0.1", port=sfu.port, public_ips=["127.0.0.1"], shards=1, on_events=ears)
    sfu.close()
    module.Sfu(host="127.0.0.1", port=sfu.port, public_ips=["127.0.0.1"], shards=1, on_events=ears).close()


async def test_each_offer_is_answered_under_its_request(sfu: Any, ears: Ears, offer: Any) -> None:
    sdp, tracks, slots = offer
    sfu.offer("circle", "ana", "a1", 7, sdp, tracks, slots)
    sfu.offer("circle", "ben", "b1", 8, sdp, tracks, slots)
    for request, who in ((7, "ana"), (8, "ben")):
        event = ears.answer(request)
        assert {key: event.get(key) for key in ("type", "room", "participant")} == {
            "type": "answer",
            "room": "circle",
            "participant": who,
        }
        answer = event["sdp"]
        assert re.findall(r"^a=mid:(\S+)", answer, re.M) == re.findall(r"^a=mid:(\S+)", sdp, re.M)
        assert "a=ice-lite" in answer
        assert set(re.findall(r"^a=setup:(\w+)", answer, re.M)) == {"passive"}
        assert "a=fingerprint:sha-256" in answer
    assert threading.get_ident() not in ears.threads


@pytest.mark.skipif(not HAS_REAL, reason="not built")
@pytest.mark.parametrize("module", ["tertulia_sfu"], indirect=True)
async def test_an_answer_is_one_that_an_independent_client_takes(sfu: Any, ears: Ears) -> None:
    pc = RTCPeerConnection()
    channel, sends = pc.createDataChannel("tertulia"), pc.addTransceiver("audio", direction="sendonly")
    await pc.setLocalDescription(await pc.createOffer())
    sfu.offer("circle", "ana", "a1", 1, as_browsers_say(pc.localDescription.sdp), {sends.mid: "mic"}, {})
    await pc.setRemoteDescription(RTCSessionDescription(ears.answer(1)["sdp"], "answer"))
    assert channel.label == "tertulia"
    await pc.close()


async def test_what_cannot_be_answered_is_refused_with_a_code(sfu: Any, ears: Ears, offer: Any) -> None:
    sdp, tracks, slots = offer
    sfu.offer("nowhere", "ana", "a1", 1, sdp, tracks, slots)
    sfu.offer("circle", "ana", "a1", 2, "nonsense", {}, {})
    assert (ears.answer(1)["type"], ears.answer(1)["code"]) == ("refused", "unknown_room")
    assert (ears.answer(2)["type"], ears.answer(2)["code"]) == ("refused", "bad_offer")
    assert isinstance(ears.answer(2)["message"], str)


async def test_nobody_needs_to_be_there_for_anything(sfu: Any, ears: Ears, offer: Any) -> None:
    sfu.open_room("circle")
    sfu.drop("circle", "nobody")
    sfu.drop("nowhere", "nobody")
    sfu.candidate("circle", "nobody", "p", "candidate:1 1 udp 1 192.0.2.1 9 typ host")
    sfu.candidate("circle", "nobody", "p", "nonsense")
    sfu.close_room("nowhere")
    sfu.close_room("circle")
    sfu.close_room("circle")
    sfu.open_room("circle")
    sfu.offer("circle", "ana", "a1", 3, *offer)
    assert ears.answer(3)["type"] == "answer"


async def test_its_numbers_have_the_shape_that_metrics_read(sfu: Any, ears: Ears, offer: Any) -> None:
    sfu.offer("circle", "ana", "a1", 1, *offer)
    ears.answer(1)
    stats = sfu.stats()
    counters = {name: value for name, value in stats.items() if name not in ("now", "peers")}
    assert {"packets_in", "packets_out"} <= counters.keys()
    assert all(type(value) is int and re.fullmatch(r"[a-z_]+", name) for name, value in counters.items())
    assert {"rooms", "peers_udp", "peers_tcp"} <= stats["now"].keys()
    for peer in stats["peers"]:
        assert {"room", "participant", "transport", "up", "down"} <= peer.keys()
        assert {"loss", "rtt_ms", "bps"} <= peer["up"].keys()


async def test_after_its_end_it_does_nothing_and_says_nothing(sfu: Any, ears: Ears, offer: Any) -> None:
    sfu.close()
    sfu.close()
    try:
        sfu.open_room("circle")
        sfu.offer("circle", "ana", "a1", 1, *offer)
    except RuntimeError:
        pass
    assert ears.said() == [], "its threads have ended: nothing can come any more"
