"""Losing the connection, and coming back to the same seat."""

from __future__ import annotations

from typing import Any

import jwt
import pytest
from tertulia.auth.resume import LIFE_S

from tests.realtime.house import House, house
from tests.realtime.memory_store import MemoryStore
from tests.realtime.peers import Peer


def seen(peer: Peer, signal: int = 0, chat: int = 0) -> dict[str, Any]:
    return {"boot": peer.ack["snapshot"]["boot"], "signal": signal, "chat": chat}


def changes(peer: Peer) -> list[dict[str, Any]]:
    return [change for (batch,) in peer.of("room-changes") for change in batch["changes"]]


async def back(house: House, lost: Peer, room: str = "circle", **more: Any) -> Peer:
    peer = await Peer.at(house)
    await peer.join(room, "Ana", resume=lost.ack["resume"], **more)
    return peer


async def test_a_dropped_connection_comes_back_to_the_same_seat_and_nobody_leaves(timeless: House) -> None:
    ben = await Peer.ours(timeless, "circle", "Ben")
    ana = await Peer.ours(timeless, "circle", "Ana")
    await ana.vanish()
    timeless.pass_time(29)
    again = await back(timeless, ana)
    assert again.ack["resumed"]
    assert again.id == ana.id != again.socket_id
    timeless.pass_time(60)
    await ben.round_trip()
    assert [change["type"] for change in changes(ben)] == ["joined", "away", "back", "settled"]
    assert (await ben.call("signal", ana.id, {"ice": None}))["ok"]
    assert (await again.until("signal"))[0][0] == ben.id


async def test_a_seat_not_taken_back_in_time_is_given_up(timeless: House) -> None:
    ben, old = await Peer.ours(timeless, "circle", "Ben"), await Peer.original(timeless, "circle")
    ana = await Peer.ours(timeless, "circle", "Ana")
    await ana.vanish()
    timeless.pass_time(31)
    await ben.round_trip()
    assert {"type": "left", "id": ana.id, "reason": "lost"} in changes(ben)
    assert await old.until("user-left") == [(ana.id,)]
    again = await back(timeless, ana)
    assert (again.ack["ok"], again.ack["resumed"]) == (True, False)
    assert again.id == again.socket_id


async def test_a_reloading_page_keeps_its_seat_for_a_moment_only(timeless: House) -> None:
    ben = await Peer.ours(timeless, "circle", "Ben")
    ana = await Peer.ours(timeless, "circle", "Ana")
    await ana.call("leave-call", {"reason": "unload"})
    assert (await ben.call("sync-room"))["snapshot"]["participants"][1]["away"]
    timeless.pass_time(5)
    again = await back(timeless, ana)
    assert again.ack["resumed"]
    await again.call("leave-call", {"reason": "unload"})
    timeless.pass_time(7)
    assert len((await ben.call("sync-room"))["snapshot"]["participants"]) == 1


async def test_what_was_missed_is_replayed_once_and_in_order(timeless: House) -> None:
    ben = await Peer.ours(timeless, "circle", "Ben")
    ana = await Peer.ours(timeless, "circle", "Ana")
    for number in range(3):
        await ben.call("signal", ana.id, {"ice": number})
    await ben.call("chat-message", "one", "Ben")
    await ana.until("chat-message")
    await ana.vanish()
    for number in range(3, 6):
        assert (await ben.call("signal", ana.id, {"ice": number}))["ok"]
    await ben.call("chat-message", "two", "Ben")
    again = await back(timeless, ana, seen=seen(ana, signal=2, chat=1))
    await ben.call("signal", ana.id, {"ice": 6})
    heard = await again.until("signal", 5)
    assert [(message["ice"], number) for _, message, number in heard] == [(2, 3), (3, 4), (4, 5), (5, 6), (6, 7)]
    assert [line["text"] for line in again.ack["chat"]] == ["two"]
    await again.round_trip()
    assert len(again.of("signal")) == 5
    assert again.of("chat-message") == []


async def test_a_page_that_knows_nothing_is_not_sent_signals_of_its_former_life(timeless: House) -> None:
    ben, ana = await Peer.ours(timeless, "circle", "Ben"), await Peer.ours(timeless, "circle", "Ana")
    await ben.call("signal", ana.id, {"ice": 1})
    await ana.vanish()
    again = await back(timeless, ana)
    await again.round_trip()
    assert again.ack["resumed"]
    assert again.of("signal") == []


async def test_a_newer_tab_takes_the_seat_and_the_older_one_is_out(home: House) -> None:
    ben, ana = await Peer.ours(home, "circle", "Ben"), await Peer.ours(home, "circle", "Ana")
    again = await back(home, ana)
    assert await ana.until("seat-taken") == [({},)]
    assert again.id == ana.id
    assert (await ana.call("signal", ben.id, {"ice": None}))["error"]["code"] == "not_in_room"
    await ben.call("chat-message", "who is here", "Ben")
    assert ana.of("chat-message") == []
    await ana.close()
    assert len((await ben.call("sync-room"))["snapshot"]["participants"]) == 2
    assert not [c for c in changes(ben) if c["type"] in ("away", "left")]


async def test_a_socket_whose_seat_was_taken_may_join_anew_as_somebody_else(home: House) -> None:
    ana = await Peer.ours(home, "circle", "Ana")
    again = await back(home, ana)
    await ana.until("seat-taken")
    await ana.join("circle", "Ana")
    assert ana.id != again.id
    assert len(ana.ack["snapshot"]["participants"]) == 2


async def test_of_the_resume_tokens_of_a_seat_the_last_two_are_good(timeless: House) -> None:
    ana = await Peer.ours(timeless, "circle", "Ana")
    await Peer.ours(timeless, "circle", "Ben")
    second = await back(timeless, ana)
    assert second.ack["resumed"]
    lost_ack = await back(timeless, ana)  # the ack with the newest never arrived
    assert lost_ack.ack["resumed"]
    replayed = await back(timeless, ana)  # three joins later it can only be a copy
    assert (replayed.ack["ok"], replayed.ack["resumed"]) == (True, False)


@pytest.mark.parametrize("kind", ["forged", "nonsense", "none", "other room", "over"])
async def test_a_resume_token_that_is_not_good_here_never_blocks_a_join(timeless: House, kind: str) -> None:
    ana = await Peer.ours(timeless, "circle", "Ana")
    await Peer.ours(timeless, "circle", "Ben")
    token = ana.ack["resume"]
    claims = jwt.decode(token, options={"verify_signature": False})
    room = "circle"
    if kind == "forged":
        token = jwt.encode(claims, b"another key of at least thirty-two bytes", algorithm="HS256")
    elif kind == "none":
        token = jwt.encode(claims, "", algorithm="none")
    elif kind == "nonsense":
        token = "a.b.c"
    elif kind == "other room":
        room = "square"
    else:
        timeless.pass_time(LIFE_S + 1)
    peer = await Peer.at(timeless)
    ack = await peer.join(room, "Mallory", resume=token)
    assert (ack["ok"], ack["resumed"]) == (True, False)
    assert peer.id == peer.socket_id
    assert ana.of("seat-taken") == []


ARRIVAL = "a" * 22


async def test_whoever_never_heard_the_first_answer_comes_in_at_the_seat_it_was_about(timeless: House) -> None:
    ben = await Peer.ours(timeless, "circle", "Ben")
    ana = await Peer.ours(timeless, "circle", "Ana", arrival=ARRIVAL)
    await ana.vanish()
    again = await Peer.ours(timeless, "circle", "Ana", arrival=ARRIVAL)
    assert again.id == ana.id
    assert again.ack["resumed"]
    other = await Peer.ours(timeless, "circle", "Eve", arrival="b" * 22)
    timeless.pass_time(1)
    await ben.round_trip()
    assert [change["type"] for change in changes(ben)] == ["joined", "away", "back", "joined"]
    assert other.id != ana.id


async def test_an_arrival_is_the_same_person_after_a_restart_and_another_one_in_another_room() -> None:
    store = MemoryStore()
    async with house(store=store) as first:
        ben = await Peer.ours(first, "circle", "Ben")
        ana = await Peer.ours(first, "circle", "Ana", arrival=ARRIVAL)
    async with house(store=store) as second:
        await back(second, ben)
        again = await Peer.ours(second, "circle", "Ana", arrival=ARRIVAL)
        assert again.id == ana.id
        assert (await Peer.ours(second, "square", "Ana", arrival=ARRIVAL)).id != ana.id


async def test_an_arrival_that_could_be_guessed_is_refused(home: House) -> None:
    peer = await Peer.at(home)
    assert (await peer.join("circle", "Ana", arrival="1234"))["error"]["code"] == "malformed"


async def test_after_a_crash_of_the_server_everyone_has_the_same_id_at_the_same_place() -> None:
    store = MemoryStore()
    async with house(store=store, manual_time=True, ping_interval_s=1e6) as first:
        ana = await Peer.ours(first, "circle", "", token="token-ana", state={"mic": True})
        first.pass_time(1)
        ben = await Peer.ours(first, "circle", "Ben")
        caro = await Peer.ours(first, "circle", "Caro")
        await ana.call("chat-message", "before", "Ana")
        sitting = ana.ack["snapshot"]["sitting"]
    async with house(store=store, manual_time=True, ping_interval_s=1e6) as second:
        second.pass_time(2)
        new = await Peer.ours(second, "circle", "Dora")
        ben2 = await back(second, ben, seen=seen(ben, signal=40, chat=1))
        ana2 = await back(second, ana, state={"mic": True})
        assert (ana2.id, ben2.id) == (ana.id, ben.id)
        assert ana2.ack["resumed"]
        assert ana2.ack["you"] == ana.ack["you"]
        assert ana2.ack["snapshot"]["settling"]
        assert [p["id"] for p in ana2.ack["snapshot"]["participants"]] == [ana.id, ben.id, new.id]
        assert ben2.ack["chat"] == []
        assert [line["text"] for line in ana2.ack["chat"]] == ["before"]
        assert sitting
        second.pass_time(40)
        await new.round_trip()
        assert [c["type"] for c in changes(new)] == ["joined", "joined", "settled"]
        late = await back(second, caro)
        assert (late.ack["ok"], late.ack["resumed"]) == (True, False)


async def test_signals_that_came_after_a_restart_are_not_taken_for_those_of_before() -> None:
    store = MemoryStore()
    async with house(store=store) as first:
        ana, ben = await Peer.ours(first, "circle", "Ana"), await Peer.ours(first, "circle", "Ben")
        old = seen(ana, signal=40)
    async with house(store=store) as second:
        lost_ack, ben2 = await back(second, ana, seen=old), await back(second, ben)
        await lost_ack.vanish()
        for number in range(2):
            assert (await ben2.call("signal", ana.id, {"ice": number}))["ok"]
        again = await back(second, ana, seen=old)
        assert [(m["ice"], n) for _, m, n in await again.until("signal", 2)] == [(0, 1), (1, 2)]


async def test_a_room_that_opens_again_by_somebody_who_returns_is_the_same_sitting() -> None:
    store = MemoryStore()
    async with house(store=store) as first:
        ana = await Peer.ours(first, "circle", "Ana")
    async with house(store=store) as second:
        again = await back(second, ana)
        assert again.ack["snapshot"]["sitting"] == ana.ack["snapshot"]["sitting"]
        assert again.ack["snapshot"]["boot"] != ana.ack["snapshot"]["boot"]


async def test_a_room_whose_task_breaks_lets_its_people_come_back_and_others_notice_nothing(home: House) -> None:
    ana, ben = await Peer.ours(home, "circle", "Ana"), await Peer.ours(home, "circle", "Ben")
    caro, dora = await Peer.ours(home, "square", "Caro"), await Peer.ours(home, "square", "Dora")

    async def broken() -> None:
        raise RuntimeError("a broken belief")

    live, _ = home.gateway.rooms.at(ana.socket_id)  # type: ignore[arg-type]
    live.post(broken)
    await ana.until_gone()
    await ben.until_gone()
    ana2, ben2 = await back(home, ana), await back(home, ben)
    assert (ana2.id, ben2.id) == (ana.id, ben.id)
    assert (await ana2.call("signal", ben2.id, {"ice": None}))["ok"]
    assert (await caro.call("signal", dora.id, {"ice": None}))["ok"]
    assert not caro.is_gone


async def test_who_moves_out_of_a_room_that_breaks_sits_in_the_other_whole(home: House) -> None:
    ana, ben = await Peer.ours(home, "circle", "Ana"), await Peer.ours(home, "circle", "Ben")
    caro = await Peer.ours(home, "square", "Caro")
    live, _ = home.gateway.rooms.at(ana.socket_id)  # type: ignore[arg-type]

    def broken(*_: object) -> None:
        raise RuntimeError("a broken belief")

    live.room.apply = broken  # type: ignore[method-assign, assignment]
    await ana.join("square", "Ana")
    await ben.until_gone()
    assert not ana.is_gone
    assert (await caro.call("signal", ana.id, {"ice": None}))["ok"]
    assert len(await ana.until("signal")) == 1
    await ana.close()
    assert home.gateway.rooms.peek("circle") is None  # type: ignore[arg-type]
