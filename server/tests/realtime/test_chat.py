"""Chat: stored, then told, once, in one order for all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.realtime.house import House, house
from tests.realtime.memory_store import MemoryStore
from tests.realtime.peers import Peer


async def test_everyone_hears_the_same_order_with_the_numbers_of_the_store(home: House) -> None:
    ana, ben = await Peer.ours(home, "circle", "Ana"), await Peer.ours(home, "circle", "Ben")
    for number in range(10):
        await (ana, ben)[number % 2].say("chat-message", f"line {number}", "x")
    heard = await ana.until("chat-message", 10)
    assert heard == await ben.until("chat-message", 10)
    assert [meta["seq"] for *_, meta in heard] == list(range(1, 11))
    assert [row.text for row in home.store.said.rows] == [text for text, *_ in heard]


async def test_a_line_said_twice_under_one_key_is_one_line(home: House) -> None:
    ana, ben = await Peer.ours(home, "circle", "Ana"), await Peer.ours(home, "circle", "Ben")
    first = await ana.call("chat-message", "hello", "Ana", "k1")
    again = await ana.call("chat-message", "hello", "Ana", "k1")
    assert again == first
    await ben.round_trip()
    assert [(text, meta["key"]) for text, _, _, meta in ben.of("chat-message")] == [("hello", "k1")]


async def test_a_line_stored_while_the_answer_was_lost_is_told_once_when_said_again(home: House) -> None:
    ana, ben = await Peer.ours(home, "circle", "Ana"), await Peer.ours(home, "circle", "Ben")
    await ana.call("chat-message", "one", "Ana", "k1")
    append = home.store.said.append

    async def stores_and_fails(line):  # type: ignore[no-untyped-def]
        await append(line)
        home.store.is_down = True
        home.store.answer()

    home.store.said.append = stores_and_fails  # type: ignore[method-assign]
    assert (await ana.call("chat-message", "two", "Ana", "k2"))["error"]["code"] == "unavailable"
    home.store.said.append, home.store.is_down = append, False  # type: ignore[method-assign]
    assert (await ana.call("chat-message", "two", "Ana", "k2"))["seq"] == 2
    assert (await ana.call("chat-message", "three", "Ana", "k3"))["seq"] == 3
    assert [text for text, *_ in await ben.until("chat-message", 3)] == ["one", "two", "three"]


async def test_a_line_that_somebody_else_stored_is_told_before_the_next(home: House) -> None:
    ana, ben = await Peer.ours(home, "circle", "Ana"), await Peer.ours(home, "circle", "Ben")
    await ana.call("chat-message", "one", "Ana")
    first = home.store.said.rows[0]
    home.store.said.rows.append(replace(first, seq=2, key="elsewhere", text="two"))
    assert (await ana.call("chat-message", "three", "Ana"))["seq"] == 3
    assert [text for text, *_ in await ben.until("chat-message", 3)] == ["one", "two", "three"]


async def test_history_outlives_the_server_and_is_bounded() -> None:
    store = MemoryStore()
    async with house(store=store, chats_burst=100) as first:
        ana = await Peer.ours(first, "circle", "Ana")
        for number in range(8):
            await ana.call("chat-message", f"line {number}", "Ana")
    async with house(store=store, chat_history=5) as second:
        ben = await Peer.ours(second, "circle", "Ben")
        assert [line["text"] for line in ben.ack["chat"]] == [f"line {n}" for n in range(3, 8)]
        assert (await ben.call("chat-message", "next", "Ben"))["seq"] == 9


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("", "Ana"), "chat_empty"),
        (("x" * 4097, "Ana"), "chat_too_long"),
        (("é" * 2049, "Ana"), "chat_too_long"),
        (("hi", "A\u202eB"), "name_invalid"),
        (("hi", "Ana", ""), "key_invalid"),
        (("hi", "Ana", 5), "malformed"),
        (("hi",), "malformed"),
        (({"a": 1}, "Ana"), "malformed"),
        (("hi", None), "malformed"),
    ],
)
async def test_what_cannot_be_said_is_refused_and_nobody_hears_it(home: House, arguments: tuple, code: str) -> None:  # type: ignore[type-arg]
    ana, ben = await Peer.ours(home, "circle", "Ana"), await Peer.ours(home, "circle", "Ben")
    assert (await ana.call("chat-message", *arguments))["error"]["code"] == code
    await ben.round_trip()
    assert ben.of("chat-message") == []
    assert home.store.said.rows == []


async def test_who_talks_too_much_is_told_when_to_go_on() -> None:
    async with house(chats_burst=2, chats_per_s=0.5) as home:
        ana = await Peer.ours(home, "circle", "Ana")
        acks = [await ana.call("chat-message", "hi", "Ana") for _ in range(3)]
        assert [ack["ok"] for ack in acks] == [True, True, False]
        assert acks[2]["error"]["code"] == "busy"
        assert 0 < acks[2]["error"]["retryAfterS"] <= 2
