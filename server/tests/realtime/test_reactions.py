"""Reactions: told now to whoever is there, gathered, from a closed list, at a pace."""

from __future__ import annotations

from tests.realtime.house import House, house
from tests.realtime.peers import Peer


async def test_a_reaction_is_told_to_everyone_of_ours_in_the_room_and_to_nobody_else(timeless: House) -> None:
    ana, ben = [await Peer.ours(timeless, "circle", name) for name in ("Ana", "Ben")]
    olga = await Peer.original(timeless, "circle")
    eve = await Peer.ours(timeless, "square", "Eve")
    assert (await ana.call("reaction", "clap"))["ok"]
    timeless.pass_time(0.1)
    for peer in (ana, ben):
        await peer.round_trip()
        assert peer.of("reactions") == [({"reactions": [{"id": ana.id, "reaction": "clap"}]},)]
    for stranger in (olga, eve):
        await stranger.round_trip()
        assert stranger.of("reactions") == []


async def test_a_crowd_claps_in_one_message_and_fifty_hands_are_seen() -> None:
    async with house(manual_time=True, reactions_burst=100) as home:
        ana, ben = [await Peer.ours(home, "circle", name) for name in ("Ana", "Ben")]
        for _ in range(60):
            assert (await ana.call("reaction", "heart"))["ok"]
        home.pass_time(0.1)
        await ben.round_trip()
        ((batch,),) = ben.of("reactions")
        assert len(batch["reactions"]) == 50
        await ana.call("reaction", "laugh")
        home.pass_time(0.1)
        await ben.round_trip()
        assert [len(batch["reactions"]) for (batch,) in ben.of("reactions")] == [50, 1]


async def test_reactions_keep_a_pace_of_their_own() -> None:
    async with house(manual_time=True, reactions_burst=2, reactions_per_s=0.5) as home:
        ana = await Peer.ours(home, "circle", "Ana")
        acks = [await ana.call("reaction", "wow") for _ in range(3)]
        assert [ack["ok"] for ack in acks] == [True, True, False]
        assert acks[-1]["error"]["code"] == "busy"
        assert acks[-1]["error"]["retryAfterS"] == 2
        assert (await ana.call("set-state", {"hand": True}))["ok"]


async def test_what_is_not_on_the_list_is_refused_and_costs_nothing_else(timeless: House) -> None:
    ana, ben = [await Peer.ours(timeless, "circle", name) for name in ("Ana", "Ben")]
    for _ in range(6):
        ack = await ana.call("reaction", "<b>boo</b>")
        assert ack["error"]["code"] == "reaction_unknown"
    timeless.pass_time(1)
    await ben.round_trip()
    assert ben.of("reactions") == []
    assert not ana.is_gone


async def test_whoever_sits_nowhere_reacts_to_nothing(timeless: House) -> None:
    ana = await Peer.ours(timeless, "circle", "Ana")
    await ana.call("leave-call")
    assert (await ana.call("reaction", "clap"))["error"]["code"] == "not_in_room"
