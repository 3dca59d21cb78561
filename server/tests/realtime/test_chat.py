"""Chat: stored, then told, once, in one order for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tertulia.domain.ids import FileId, ParticipantId, RoomCode
from tertulia.domain.records import StoredFile

from tests.realtime.house import House, house
from tests.realtime.memory_store import MemoryStore
from tests.realtime.peers import Peer

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


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


async def test_a_reply_quotes_what_it_answers_for_those_who_come_late_too() -> None:
    async with house(chat_history=1) as home:
        ana, ben = await Peer.ours(home, "circle", "Ana"), await Peer.ours(home, "circle", "Ben")
        await ana.call("chat-message", "Shall we\nbegin? " + "x" * 300, "Ana", "k1")
        await ben.call("chat-message", "something else", "Ben", "k2")
        await ben.call("chat-message", "Yes!", "Ben", "k3", {"replyTo": 1})
        quote = (await ana.until("chat-message", 3))[2][3]["reply"]
        assert (quote["seq"], quote["name"], quote["files"]) == (1, "Ana", [])
        assert quote["text"].startswith("Shall we begin? xxx")
        assert len(quote["text"]) == 160
        caro = await Peer.ours(home, "circle", "Caro")
        assert [(line["text"], line["reply"]) for line in caro.ack["chat"]] == [("Yes!", quote)]
        assert (await ben.call("chat-message", "?", "Ben", "k4", {"replyTo": 99}))["error"]["code"] == "reply_unknown"


def shared(home: House, peer: Peer, name: str, **fields: object) -> str:
    """A file that this participant has sent over REST."""
    live = home.gateway.rooms.get(RoomCode("circle"))
    assert live is not None
    where = (FileId(name), live.code, live.sitting, ParticipantId(peer.id))
    home.store.shared.rows[FileId(name)] = StoredFile(*where, name, "image/png", 5, 4, 3, NOON, **fields)  # type: ignore[arg-type]
    return name


async def test_a_line_brings_the_files_of_its_sender_and_needs_no_text(home: House) -> None:
    ana, ben = await Peer.ours(home, "circle", "Ana"), await Peer.ours(home, "circle", "Ben")
    original = await Peer.original(home, "circle")
    along = {"files": [shared(home, ana, "a.png"), shared(home, ana, "b.png")]}
    first = await ana.call("chat-message", "", "Ana", "k1", along)
    assert first["ok"]
    assert await ana.call("chat-message", "", "Ana", "k1", along) == first
    ((text, _, _, meta),) = await ben.until("chat-message")
    assert text == ""
    assert [(file["id"], file["mediaType"], file["width"]) for file in meta["files"]] == [
        ("a.png", "image/png", 4),
        ("b.png", "image/png", 4),
    ]
    assert await original.until("chat-message") == [("📎 a.png\n📎 b.png", "Ana", ana.id)]
    caro = await Peer.ours(home, "circle", "Caro")
    assert caro.ack["chat"][0]["files"] == meta["files"]
    assert caro.ack["fileBytes"] > 0


async def test_a_file_that_is_not_ones_own_or_was_sent_already_is_refused_and_nobody_hears(home: House) -> None:
    ana, ben = await Peer.ours(home, "circle", "Ana"), await Peer.ours(home, "circle", "Ben")
    bens, used = shared(home, ben, "ben.png"), shared(home, ana, "used.png", line_key="another line")
    for files, code in (
        ([bens], "file_not_found"),
        ([used], "file_not_found"),
        (["nothing"], "file_not_found"),
        ([f"f{n}" for n in range(11)], "files_too_many"),
        ("ben.png", "malformed"),
        ([], "chat_empty"),
    ):
        assert (await ana.call("chat-message", " ", "Ana", None, {"files": files}))["error"]["code"] == code
    await ben.round_trip()
    assert ben.of("chat-message") == []
