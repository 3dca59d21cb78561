"""Joining: who gets in, under which name, and what they are told."""

from __future__ import annotations

from typing import Any

import pytest
from tertulia.protocol import messages

from tests.realtime.house import House, house
from tests.realtime.peers import Peer
from tests.support import eventually


async def test_the_ack_is_the_whole_room(home: House) -> None:
    await Peer.ours(home, "circle", "Ana", state={"mic": True})
    ben = await Peer.ours(home, "circle", "Ben")
    ack = messages.JoinAck.model_validate(ben.ack)
    assert ack.you.id == ben.socket_id
    assert not ack.resumed
    assert [p.name for p in ack.snapshot.participants] == ["Ana", "Ben"]
    assert ack.snapshot.participants[0].state.mic
    assert ack.snapshot.rev == 2
    assert (ack.snapshot.topology.mode, ack.snapshot.topology.epoch) == ("mesh", 1)


async def test_joining_the_same_room_again_changes_nothing(home: House) -> None:
    ana, ben = await Peer.ours(home, "circle", "Ana"), await Peer.ours(home, "circle", "Ben")
    await ana.until("room-changes")
    again = await ben.join("https://meet.example.org/circle?x=1", "Ben")
    assert again["you"]["id"] == ben.socket_id
    assert [p["id"] for p in again["snapshot"]["participants"]] == [ana.id, ben.id]
    await ana.round_trip()
    assert len(ana.of("room-changes")) == 1


async def test_a_signed_in_person_bears_the_name_of_the_account(home: House) -> None:
    ana = await Peer.ours(home, "circle", "Somebody", token="token-ana")
    assert ana.ack["you"] == {"id": ana.id, "name": "Ana", "userId": "u_ana"}


@pytest.mark.parametrize(("token", "code"), [("expired", "token_expired"), ("nonsense", "token_invalid")])
async def test_a_bad_token_is_refused_and_nobody_hears_of_it(home: House, token: str, code: str) -> None:
    ana = await Peer.ours(home, "circle", "Ana")
    ben = await Peer.at(home)
    ack = await ben.join("circle", "Ben", token=token)
    assert (ack["ok"], ack["error"]["code"]) == (False, code)
    await ana.round_trip()
    assert ana.of("room-changes") == []
    assert (await ben.join("circle", "Ben"))["ok"]


async def test_a_guest_cannot_borrow_the_name_of_an_account_at_the_door_or_in_the_chat(home: House) -> None:
    ana = await Peer.ours(home, "circle", "", token="token-ana")
    thief = await Peer.ours(home, "circle", "ANA")
    assert thief.ack["you"]["name"] == "ANA (guest)"
    await thief.call("chat-message", "send me money", "A\u200dna")
    await ana.call("chat-message", "no", "Mallory")
    assert [arguments[1] for arguments in await ana.until("chat-message", 2)] == ["A\u200dna (guest)", "Ana"]


async def test_an_original_client_is_called_as_its_first_chat_message_says(home: House) -> None:
    ana = await Peer.ours(home, "circle", "Ana")
    old = await Peer.original(home, "circle")
    await old.say("chat-message", "hello", "Olga")
    await ana.until("chat-message")
    assert (await ana.call("sync-room"))["snapshot"]["participants"][1]["name"] == "Olga"
    rows = home.store.attended.rows
    await eventually(lambda: None if "Olga" in {row.name for row in rows.values()} else f"not written: {rows}")


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ({"room": "", "name": "Ana"}, "room_missing"),
        ({"room": "circle", "name": "A\u202eB"}, "name_invalid"),
        ({"room": "circle", "name": "x" * 65}, "name_too_long"),
        ({"room": 7}, "malformed"),
        ({"room": "circle", "protocol": "1"}, "malformed"),
        ({"room": "circle", "state": {"mic": "yes"}}, "malformed"),
        ([], "malformed"),
        (None, "malformed"),
    ],
)
async def test_what_is_no_wish_to_join_is_refused_with_a_reason(home: House, call: Any, code: str) -> None:
    peer = await Peer.at(home)
    ack = await peer.call("join-call", call)
    assert (ack["ok"], ack["error"]["code"]) == (False, code)
    assert home.gateway.stats()["rooms"] == 0


async def test_a_newer_client_with_fields_we_do_not_know_gets_in(home: House) -> None:
    peer = await Peer.ours(home, "circle", "Ana", wings=2, protocol=9)
    assert peer.ack["ok"]
    assert peer.ack["snapshot"]["participants"][0]["protocol"] == 1


async def test_a_full_room_says_so() -> None:
    async with house(room_capacity=2) as home:
        await Peer.ours(home, "circle", "Ana")
        await Peer.ours(home, "circle", "Ben")
        caro = await Peer.ours(home, "square", "Caro")
        ack = await caro.call("join-call", {"room": "circle", "name": "Caro", "protocol": 1})
        assert ack["error"]["code"] == "room_full"
        assert home.gateway.rooms.peek("square") == (1, ["Caro"])  # type: ignore[arg-type]


async def test_a_database_that_does_not_answer_stops_no_call_but_the_chat_says_so(home: House) -> None:
    home.store.is_down = True
    ana, ben = await Peer.ours(home, "circle", "Ana", token="token-ana"), await Peer.ours(home, "circle", "Ben")
    assert ana.ack["ok"]
    assert (await ana.call("signal", ben.id, {"ice": None}))["ok"]
    ack = await ana.call("chat-message", "hello", "Ana", "k1")
    assert ack["error"]["code"] == "unavailable"
    assert ben.of("chat-message") == []
    home.store.is_down = False
    assert (await ana.call("chat-message", "hello", "Ana", "k1"))["ok"]
    assert len(await ben.until("chat-message")) == 1


async def test_who_sat_where_is_written_down(home: House) -> None:
    ana = await Peer.ours(home, "circle", "", token="token-ana")
    ben = await Peer.original(home, "circle")
    await ben.close()
    rows = home.store.attended.rows
    await eventually(lambda: None if any(r.left_at for r in rows.values()) else f"nobody has left: {rows}")
    assert {(row.participant_id, row.user_id, row.left_at is None) for row in rows.values()} == {
        (ana.id, "u_ana", True),
        (ben.id, None, False),
    }
    assert [(r.user_id, r.meeting_code) for r in home.store.joined.rows] == [("u_ana", "circle")]
    assert "circle" in home.store.made.rows
    sitting = home.gateway.rooms.current_sitting("circle")  # type: ignore[arg-type]
    assert home.store.joined.rows[0].sitting_id == sitting


async def test_the_last_to_leave_closes_the_room_and_the_next_sitting_is_another(home: House) -> None:
    ana = await Peer.ours(home, "circle", "Ana")
    await ana.call("leave-call")
    assert home.gateway.rooms.peek("circle") is None  # type: ignore[arg-type]
    first = ana.ack["snapshot"]["sitting"]
    assert (await ana.join("circle", "Ana"))["snapshot"]["sitting"] != first
