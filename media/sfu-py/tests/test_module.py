"""The media server as Python sees it, through real sockets on loopback."""

from __future__ import annotations

import errno
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
import tertulia_sfu
from conftest import PATIENCE_S, House


def eventually(is_so: Callable[[], bool], why_not: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, why_not()
        time.sleep(0.01)


def sees_and_hears(peer: tertulia_sfu.SyntheticPeer, other: int) -> bool:
    of_other = peer.report()["received"].get(other, {"pictures": 0, "sounds": 0})
    return bool(of_other["pictures"] > 5 and of_other["sounds"] > 10)


def offer(house: House, room: str, request: int, sdp: str = "nonsense") -> None:
    house.sfu.offer(room, "ana", "pc", request, sdp, {"0": "mic"}, {})


@pytest.mark.parametrize("kind", [socket.SOCK_DGRAM, socket.SOCK_STREAM])
def test_a_port_in_use_is_an_os_error(kind: socket.SocketKind) -> None:
    with socket.socket(socket.AF_INET, kind) as taken:
        taken.bind(("127.0.0.1", 0))
        if kind == socket.SOCK_STREAM:
            taken.listen()
        with pytest.raises(OSError, match="in use") as refused:
            House(port=taken.getsockname()[1])
        assert refused.value.errno == errno.EADDRINUSE


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match=r"example\.org"):
        House(public_ips=["example.org"])


def test_it_announces_the_public_address_where_it_was_told_one(house_with: Callable[..., House]) -> None:
    sfu = house_with(public_ips=["203.0.113.9"]).sfu
    assert sfu.addresses == [f"203.0.113.9:{sfu.port}"]
    sfu = house_with().sfu
    assert sfu.addresses == [f"127.0.0.1:{sfu.port}"]


def test_closing_gives_the_port_back_and_twice_does_no_harm(house: House) -> None:
    port = house.sfu.port
    house.sfu.close()
    house.sfu.close()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", port))
    offer(house, "den", 1)
    house.sfu.open_room("den")
    assert house.sfu.stats()["now"]["rooms"] == 0
    assert house.batches == [], "nobody reports an end that was wanted"


def test_what_happens_is_told_in_batches_on_a_thread_of_its_own(house: House) -> None:
    for request in range(1, 200):
        offer(house, "no such room", request)
    last = house.event(lambda event: event["request"] == 199)
    assert last["type"] == "refused"
    assert last["code"] == "unknown_room"
    assert (last["room"], last["participant"], last["pc"]) == ("no such room", "ana", "pc")
    assert isinstance(last["message"], str)
    requests = [event["request"] for batch in house.batches for event in batch]
    assert requests == list(range(1, 200)), "each once, in order"
    assert threading.current_thread().name not in house.threads
    assert len(house.threads) == 1


def test_rooms_and_people_nobody_knows_are_harmless(house: House) -> None:
    house.sfu.close_room("nowhere")
    house.sfu.drop("nowhere", "nobody")
    house.sfu.candidate("nowhere", "nobody", "pc", "candidate:nonsense")
    house.sfu.open_room("den")
    house.sfu.open_room("den")
    house.sfu.drop("den", "nobody")
    offer(house, "den", 7)
    assert house.event(lambda event: event["request"] == 7)["code"] == "bad_offer"
    house.sfu.close_room("den")
    offer(house, "den", 8)
    assert house.event(lambda event: event["request"] == 8)["code"] == "unknown_room"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_callback_that_raises_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    raised, went_on = threading.Event(), threading.Event()
    monkeypatch.setattr(sys, "unraisablehook", lambda _: raised.set())

    def on_events(events: list[dict[str, Any]]) -> None:
        if events[0]["request"] == 1:
            raise RuntimeError("no")
        went_on.set()

    sfu = tertulia_sfu.Sfu(host="127.0.0.1", on_events=on_events)
    try:
        sfu.offer("den", "ana", "pc", 1, "", {}, {})
        assert raised.wait(PATIENCE_S)
        sfu.offer("den", "ana", "pc", 2, "", {}, {})
        assert went_on.wait(PATIENCE_S)
    finally:
        sfu.close()


def test_it_can_be_closed_from_its_own_callback() -> None:
    closed = threading.Event()

    def on_events(events: list[dict[str, Any]]) -> None:
        sfu.close()
        closed.set()

    sfu = tertulia_sfu.Sfu(host="127.0.0.1", on_events=on_events)
    sfu.offer("den", "ana", "pc", 1, "", {}, {})
    assert closed.wait(PATIENCE_S)
    sfu.close()


@pytest.mark.parametrize(("transport", "shards"), [("udp", 1), ("tcp", 1), ("udp", 2), ("tcp", 2)])
def test_two_people_meet(house_with: Callable[..., House], transport: str, shards: int) -> None:
    house = house_with(shards=shards)
    house.sfu.open_room("den")
    peers = [house.enter("den", number, transport) for number in (1, 2)]
    try:
        for peer, other in zip(peers, (2, 1), strict=True):
            eventually(lambda peer=peer, other=other: sees_and_hears(peer, other), peer.report)
            assert peer.report()["broken"] == 0
            assert peer.report()["transport"] == transport
        for number in ("1", "2"):
            connected = house.event(lambda e, n=number: e["type"] == "connected" and e["participant"] == n)
            assert connected["transport"] == transport
        eventually(lambda: house.sfu.stats()["now"][f"peers_{transport}"] == 2, house.sfu.stats)
        stats = house.sfu.stats()
        assert stats["packets_out"] > 0
        assert {peer["participant"] for peer in stats["peers"]} == {"1", "2"}
        eventually(lambda: all(peer["up"]["bps"] > 0 for peer in house.sfu.stats()["peers"]), house.sfu.stats)
        house.sfu.drop("den", "1")
        eventually(lambda: house.sfu.stats()["now"][f"peers_{transport}"] == 1, house.sfu.stats)
    finally:
        for peer in peers:
            peer.close()


def test_media_flows_while_python_does_not_let_go(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.sfu.open_room("den")
    ana, ben = (house.enter("den", number) for number in (1, 2))
    try:
        eventually(lambda: sees_and_hears(ana, 2), ana.report)
        before = ana.report()["received"][2]["pictures"]
        interval = sys.getswitchinterval()
        sys.setswitchinterval(3600)  # from here on no other thread of Python runs
        try:
            deadline = time.monotonic() + PATIENCE_S
            while ana.report()["received"][2]["pictures"] < before + 20:
                assert time.monotonic() < deadline, ana.report()
        finally:
            sys.setswitchinterval(interval)
    finally:
        ana.close()
        ben.close()
