"""The five events that clients written by others speak, to the letter."""

from __future__ import annotations

import json

import pytest

from tests.realtime.house import House, house
from tests.realtime.peers import Peer

TRANSPORTS = [("websocket",), ("polling",), ("polling", "websocket")]


@pytest.mark.parametrize("transports", TRANSPORTS)
async def test_everyone_hears_who_joined_and_who_is_there_in_join_order(home: House, transports: list[str]) -> None:
    ana = await Peer.original(home, "circle", transports)
    ben = await Peer.original(home, "circle", transports)
    a, b = ana.id, ben.id
    assert await ana.until("user-joined", 2) == [(a, [a]), (b, [a, b])]
    assert ben.of("user-joined") == [(b, [a, b])]


@pytest.mark.parametrize("transports", TRANSPORTS)
@pytest.mark.parametrize("message", ['{"ice":{"candidate":"x"}}', {"sdp": {"type": "offer", "sdp": "v=0"}, "extra": 1}])
async def test_a_signal_reaches_its_one_recipient_untouched(
    home: House, transports: list[str], message: object
) -> None:
    ana = await Peer.original(home, "circle", transports)
    ben = await Peer.original(home, "circle", transports)
    caro = await Peer.original(home, "circle", transports)
    await ana.say("signal", ben.id, message)
    assert await ben.until("signal") == [(ana.id, message)]
    await caro.say("signal", ana.id, message)  # a round trip after which Caro would have heard
    assert await ana.until("signal") == [(caro.id, message)]
    assert caro.of("signal") == []


@pytest.mark.parametrize("transports", TRANSPORTS)
async def test_chat_goes_to_everyone_the_sender_included(home: House, transports: list[str]) -> None:
    ana = await Peer.original(home, "circle", transports)
    ben = await Peer.original(home, "circle", transports)
    await ana.say("chat-message", "hello", "Ana")
    for peer in (ana, ben):
        assert await peer.until("chat-message") == [("hello", "Ana", ana.id)]


async def test_a_newcomer_hears_the_history_oldest_first_after_its_own_arrival(home: House) -> None:
    ana = await Peer.original(home, "circle")
    for text in ("one", "two", "three"):
        await ana.say("chat-message", text, "Ana")
    await ana.until("chat-message", 3)
    ben = await Peer.original(home, "circle")
    await ben.until("chat-message", 3)
    assert ben.heard == [
        ("user-joined", (ben.id, [ana.id, ben.id])),
        *(("chat-message", (text, "Ana", ana.id)) for text in ("one", "two", "three")),
    ]


@pytest.mark.parametrize("transports", TRANSPORTS)
async def test_those_who_remain_hear_who_left(home: House, transports: list[str]) -> None:
    ana = await Peer.original(home, "circle", transports)
    ben = await Peer.original(home, "circle", transports)
    await ben.close()
    assert await ana.until("user-left") == [(ben.id,)]


async def test_a_second_join_moves_the_socket_and_never_doubles_it(home: House) -> None:
    ana = await Peer.original(home, "circle")
    ben = await Peer.original(home, "circle")
    await ben.say("join-call", "/circle/")
    await ben.say("join-call", "/square")
    assert (await ben.until("user-joined", 2))[-1] == (ben.id, [ben.id])
    assert await ana.until("user-left") == [(ben.id,)]
    assert len(ana.of("user-joined")) == 2
    assert home.gateway.rooms.peek("square") == (1, [])  # type: ignore[arg-type]


async def test_rooms_do_not_hear_each_other(home: House) -> None:
    ana = await Peer.original(home, "circle")
    ben = await Peer.original(home, "square")
    ack = await ana.call("signal", ben.id, {"ice": None})
    assert ack["error"]["code"] == "unknown_participant"
    await ana.call("chat-message", "here", "Ana")
    await ben.call("chat-message", "there", "Ben")
    assert [arguments[0] for arguments in ben.of("chat-message")] == ["there"]
    assert ben.of("signal") == []
    assert len(ben.of("user-joined")) == 1


async def test_a_client_of_ours_and_an_original_one_share_a_room(home: House) -> None:
    ana = await Peer.ours(home, "circle", "Ana")
    ben = await Peer.original(home, "circle")
    await ana.until("room-changes")
    assert ben.of("user-joined") == [(ben.id, [ana.id, ben.id])]
    await ben.say("signal", ana.id, {"ice": None})
    assert await ana.until("signal") == [(ben.id, {"ice": None}, 1)]
    await ana.say("signal", ben.id, {"ice": None})
    assert await ben.until("signal") == [(ana.id, {"ice": None})]
    await ana.say("chat-message", "hello", "whatever")
    assert await ben.until("chat-message") == [("hello", "whatever", ana.id)]
    assert len((await ana.until("chat-message"))[0]) == 4
    await ana.call("leave-call")
    assert await ben.until("user-left") == [(ana.id,)]
    assert ana.of("user-joined") == []


async def test_a_thousand_signals_and_candidates_arrive_in_order() -> None:
    async with house(signals_burst=2000) as home:
        ana, ben = await Peer.original(home, "circle"), await Peer.original(home, "circle")
        for number in range(1000):
            spelling = {"ice": number} if number % 3 else f'{{"ice": {number}}}'
            await ana.say("signal", ben.id, spelling)
        heard = [message for _, message in await ben.until("signal", 1000)]
        assert [json.loads(m)["ice"] if isinstance(m, str) else m["ice"] for m in heard] == list(range(1000))
