"""Captions: told now to whoever is there, gathered, each line as it stands; in bounds and at a pace."""

from __future__ import annotations

import pytest

from tests.realtime.house import House, house
from tests.realtime.peers import Peer


async def test_a_line_is_told_to_everyone_of_ours_in_the_room_and_to_nobody_else(timeless: House) -> None:
    ana, ben = [await Peer.ours(timeless, "circle", name) for name in ("Ana", "Ben")]
    olga = await Peer.original(timeless, "circle")
    eve = await Peer.ours(timeless, "square", "Eve")
    assert (await ana.call("caption", "Good morning,", 1))["ok"]
    timeless.pass_time(0.1)
    for peer in (ana, ben):
        await peer.round_trip()
        assert peer.of("captions") == [({"captions": [{"id": ana.id, "line": 1, "text": "Good morning,"}]},)]
    for stranger in (olga, eve):
        await stranger.round_trip()
        assert stranger.of("captions") == []


async def test_of_what_a_line_says_within_a_moment_only_the_last_is_told(timeless: House) -> None:
    ana, ben = [await Peer.ours(timeless, "circle", name) for name in ("Ana", "Ben")]
    for text, line in (("Go", 1), ("Good", 1), ("Good day.", 1), ("We", 2)):
        assert (await ana.call("caption", text, line))["ok"]
    assert (await ben.call("caption", "Hm", 1))["ok"]
    timeless.pass_time(0.1)
    await ben.round_trip()
    ((told,),) = ben.of("captions")
    lines = [(caption["id"], caption["line"], caption["text"]) for caption in told["captions"]]
    assert lines == [(ana.id, 1, "Good day."), (ana.id, 2, "We"), (ben.id, 1, "Hm")]


async def test_captions_keep_a_pace_of_their_own() -> None:
    async with house(manual_time=True, captions_burst=2, captions_per_s=0.5) as home:
        ana = await Peer.ours(home, "circle", "Ana")
        acks = [await ana.call("caption", "so", 1) for _ in range(3)]
        assert [ack["ok"] for ack in acks] == [True, True, False]
        assert (acks[-1]["error"]["code"], acks[-1]["error"]["retryAfterS"]) == ("busy", 2)
        assert (await ana.call("reaction", "clap"))["ok"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("x" * 241, 1), "caption_too_long"),
        (("x", 0), "caption_line"),
        (("x", 2**31), "caption_line"),
        (("x", "1"), "malformed"),
        (("x", True), "malformed"),
        (("x",), "malformed"),
        ((7, 1), "malformed"),
        (("x", 1, 2), "malformed"),
    ],
)
async def test_what_is_no_line_is_refused_and_told_to_nobody(
    timeless: House, arguments: tuple[object, ...], code: str
) -> None:
    ana, ben = [await Peer.ours(timeless, "circle", name) for name in ("Ana", "Ben")]
    assert (await ana.call("caption", *arguments))["error"]["code"] == code
    assert (await ana.call("caption", "x" * 240, 1))["ok"]
    timeless.pass_time(1)
    await ben.round_trip()
    assert len(ben.of("captions")) == 1


async def test_whoever_sits_nowhere_writes_no_captions(timeless: House) -> None:
    ana = await Peer.ours(timeless, "circle", "Ana")
    await ana.call("leave-call")
    assert (await ana.call("caption", "so", 1))["error"]["code"] == "not_in_room"
