"""Forged, malformed and oversized input: a clear answer to its sender, and neighbours who notice nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.realtime.house import House, house
from tests.realtime.peers import Peer, Raw


async def neighbours(home: House) -> tuple[Peer, Peer]:
    return await Peer.ours(home, "circle", "Ana"), await Peer.ours(home, "circle", "Ben")


async def notice_nothing(ana: Peer, ben: Peer) -> None:
    """They still talk, and have heard of nothing but each other."""
    before = len(ben.of("signal"))
    assert (await ana.call("signal", ben.id, {"ice": None}))["ok"]
    assert len(await ben.until("signal", before + 1)) == before + 1
    assert not ana.is_gone
    assert not ben.is_gone
    assert ana.of("refused") == ben.of("refused") == []


@pytest.mark.parametrize(
    "event",
    ["connect", "disconnect", "connect_error", "__proto__", "constructor", "message", "user-left", "", "x" * 5000],
)
async def test_an_event_that_is_none_of_ours_does_nothing(home: House, event: str) -> None:
    ana, ben = await neighbours(home)
    raw = await Raw.open(home)
    joined = await raw.ask("join-call", {"room": "circle", "name": "Raw", "protocol": 1})
    forged: list[list[Any]] = [[], [{}], [joined["you"]["id"], {"headers": {}}, "x"], ["transport close"]]
    for arguments in forged:
        await raw.send("428" + json.dumps([event, *arguments]))
        answer = await raw.answer(8)
        assert (answer["ok"], answer["error"]["code"]) == (False, "unknown_event")
    snapshot = (await raw.ask("sync-room"))["snapshot"]
    assert len(snapshot["participants"]) == 3
    await notice_nothing(ana, ben)


@pytest.mark.parametrize(
    "to",
    [["a"], {"a": 1}, None, 7, True, "", "nobody", "__proto__", "sfu", "x" * 5000, "OWN"],
)
async def test_a_signal_to_what_is_nobody_here_is_refused(home: House, to: Any) -> None:
    ana, ben = await neighbours(home)
    peer = await Peer.ours(home, "circle", "Caro")
    ack = await peer.call("signal", peer.id if to == "OWN" else to, {"ice": None})
    assert ack["ok"] is False
    expected = "no_media_server" if to == "sfu" else "unknown_participant" if isinstance(to, str) else "malformed"
    assert ack["error"]["code"] == expected
    await notice_nothing(ana, ben)


@pytest.mark.parametrize(
    "message",
    [None, 7, [], ["sdp"], {}, {"hello": 1}, "", "garbage", '"sdp"', "[1]", '{"sdp"', "null", '{"a":{"sdp":1}}'],
)
async def test_a_signal_that_a_peer_could_not_read_is_not_passed_on(home: House, message: Any) -> None:
    ana, ben = await neighbours(home)
    ack = await ana.call("signal", ben.id, message)
    assert ack["error"]["code"] == "malformed"
    await notice_nothing(ana, ben)
    assert len(ben.of("signal")) == 1


async def test_who_asks_for_no_ack_is_told_by_an_event(home: House) -> None:
    peer = await Peer.ours(home, "circle", "Ana")
    await peer.say("signal", "nobody", {"ice": None})
    (refused,) = (await peer.until("refused"))[0]
    assert (refused["event"], refused["error"]["code"]) == ("signal", "unknown_participant")


async def test_events_before_joining_are_refused(home: House) -> None:
    peer = await Peer.at(home)
    for event, arguments in (
        ("signal", ("x", {"ice": None})),
        ("chat-message", ("hi", "Ana")),
        ("set-state", ({"mic": True},)),
        ("leave-call", ()),
        ("sync-room", ()),
    ):
        assert (await peer.call(event, *arguments))["error"]["code"] == "not_in_room"


async def test_the_fifth_malformed_event_closes_the_socket(home: House) -> None:
    ana, ben = await neighbours(home)
    raw = await Raw.open(home)
    for _ in range(4):
        await raw.send('421["no-such-event"]')
        assert (await raw.answer(1))["error"]["code"] == "unknown_event"
    await raw.send('421["no-such-event"]')
    assert (await raw.answer(1))["error"]["code"] == "unknown_event"
    assert await raw.until_closed() is not None
    await notice_nothing(ana, ben)


@pytest.mark.parametrize(
    "frame",
    [
        "4",
        "49",
        "4hello",
        "42",
        "42{}",
        "42[]",
        "42[7]",
        "42[null]",
        '42["signal"',
        '42["signal",NaN,{}]',
        "42" + "[" * 5000,
        '42["sync-room"]' + "\x00",
        "42/admin,[]",
        "43[]",
        "44{}",
        '42["chat-message","\\ud800","x"]',
        "42" + "1" * 400 + '["x"]',
        '42["signal","a","' + "\\u0000" * 3,
    ],
)
async def test_frames_that_are_no_event_are_counted_and_nothing_else(home: House, frame: str) -> None:
    ana, ben = await neighbours(home)
    raw = await Raw.open(home)
    before = home.gateway.meters.malformed
    for _ in range(5):
        await raw.send(frame)
    assert await raw.until_closed() is not None
    assert home.gateway.meters.malformed == before + 5
    await notice_nothing(ana, ben)


async def test_what_is_no_engine_packet_ends_the_connection(home: House) -> None:
    ana, ben = await neighbours(home)
    for frame in ("", "9", "hello", "\x00"):
        raw = await Raw.open(home)
        await raw.send(frame)
        await raw.until_closed()
    await notice_nothing(ana, ben)


async def test_binary_events_are_refused_with_all_their_attachments(home: House) -> None:
    ana, ben = await neighbours(home)
    raw = await Raw.open(home)
    await raw.send('452-5["chat-message",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]')
    await raw.send(b"a")
    await raw.send(b"b")
    assert (await raw.answer(5))["error"]["code"] == "malformed"
    assert home.gateway.meters.malformed == 1
    for _ in range(4):
        await raw.send(b"uncalled for")
    await raw.until_closed()
    await notice_nothing(ana, ben)


async def test_too_large_a_frame_is_answered_and_a_huge_one_is_not_read(home: House) -> None:
    ana, ben = await neighbours(home)
    raw = await Raw.open(home)
    await raw.send('429["chat-message","' + "x" * 70_000 + '","Raw"]')
    assert (await raw.answer(9))["error"]["code"] == "too_large"
    await raw.send('42["chat-message","' + "x" * 300_000 + '","Raw"]')
    assert await raw.until_closed() == 1009
    await notice_nothing(ana, ben)


async def test_other_namespaces_are_not_there_and_asking_for_many_ends_the_connection(home: House) -> None:
    raw = await Raw.open(home)
    for number in range(5):
        await raw.send(f"40/n{number},")
        assert (await raw.receive()).startswith(f"44/n{number},")
    await raw.until_closed()


async def test_connecting_twice_is_one_socket(home: House) -> None:
    raw = await Raw.open(home)
    await raw.send("40")
    assert "refused" in await raw.receive()
    assert home.gateway.stats()["sockets"] == 1


async def test_a_handshake_not_finished_in_time_is_closed(timeless: House) -> None:
    silent = await Raw.open(timeless, connect=False)
    polite = await Raw.open(timeless)
    timeless.pass_time(3)
    await silent.until_closed()
    assert (await polite.ask("sync-room"))["error"]["code"] == "not_in_room"


async def test_too_many_signals_are_refused_with_a_time_and_lose_nothing_of_others() -> None:
    async with house(signals_burst=10, signals_per_s=0.001) as home:
        ana, ben = await neighbours(home)
        acks = [await ana.call("signal", ben.id, {"ice": n}) for n in range(12)]
        assert [ack["ok"] for ack in acks] == [True] * 10 + [False] * 2
        assert acks[-1]["error"]["code"] == "busy"
        assert acks[-1]["error"]["retryAfterS"] > 0
        assert (await ben.call("signal", ana.id, {"ice": 1}))["ok"]
        assert len(await ben.until("signal", 10)) == 10
        assert not ana.is_gone


async def test_our_own_mistake_costs_one_event_and_says_its_id(home: House) -> None:
    ana, ben = await neighbours(home)

    def broken(*_: object) -> None:
        raise ZeroDivisionError("a secret of the house")

    home.gateway._tell_state = broken  # type: ignore[assignment]
    ack = await ana.call("set-state", {"mic": True})
    assert ack["error"]["code"] == "internal"
    assert "secret" not in json.dumps(ack)
    await notice_nothing(ana, ben)


async def test_a_client_that_says_goodbye_is_gone(home: House) -> None:
    ana = await Peer.original(home, "circle")
    raw = await Raw.open(home)
    await raw.send('42["join-call","circle"]')
    await ana.until("user-joined", 2)
    await raw.send("41")
    await ana.until("user-left")
    await raw.until_closed()
