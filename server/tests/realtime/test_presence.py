"""Numbered changes: gathered, never doubled, never missing."""

from __future__ import annotations

import json
from typing import Any

from tests.realtime.house import House
from tests.realtime.peers import Peer, Raw
from tests.support import eventually


def folded(snapshot: dict[str, Any], batches: list[dict[str, Any]]) -> dict[str, Any]:
    """The fold of protocol/examples/fold.json, strict: a change that was told already, or a hole, is an error."""
    room = json.loads(json.dumps(snapshot))
    for batch in batches:
        assert batch["boot"] == room["boot"]
        assert batch["rev"] - len(batch["changes"]) == room["rev"], "exactly the changes after what is known"
        for change in batch["changes"]:
            people = room["participants"]
            one = next((p for p in people if p["id"] == change.get("id")), None)
            match change["type"]:
                case "joined":
                    new = change["participant"]
                    at = len([p for p in people if p["joinedAt"] <= new["joinedAt"]])
                    people.insert(at, new)
                case "left":
                    people.remove(one)
                case "away" | "back" | "renamed" | "state":
                    assert one is not None
                    one.update({k: v for k, v in change.items() if k not in ("type", "id")})
                    one["away"] = change["type"] == "away" or (one["away"] and change["type"] != "back")
                case "topology":
                    room["topology"] = change["topology"]
                case "settled":
                    room["settling"] = False
        room["rev"] = batch["rev"]
    return dict(room)


async def test_a_snapshot_and_its_changes_are_the_truth_for_everyone(timeless: House) -> None:
    peers: list[Peer] = []
    for number in range(8):
        peers.append(await Peer.ours(timeless, "circle", f"Guest {number}"))
        if number % 3 == 0:
            timeless.pass_time(0.05)
    await Peer.ours(timeless, "circle", "", token="token-ana")
    await peers[1].call("set-state", {"hand": True})
    await peers[2].call("leave-call")
    await peers[3].vanish()
    timeless.pass_time(1)
    await peers[4].call("set-state", {"mic": True})
    timeless.pass_time(40)
    truth = (await peers[0].call("sync-room"))["snapshot"]
    for peer in (peers[0], peers[1], *peers[4:]):
        await peer.round_trip()
        assert folded(peer.ack["snapshot"], [batch for (batch,) in peer.of("room-changes")]) == truth


async def test_the_first_change_after_a_quiet_time_is_told_at_once_and_the_next_are_gathered(timeless: House) -> None:
    ana = await Peer.ours(timeless, "circle", "Ana")
    timeless.pass_time(1)
    for number in range(5):
        await Peer.ours(timeless, "circle", f"Guest {number}")
    await ana.round_trip()
    assert [len(batch["changes"]) for (batch,) in ana.of("room-changes")] == [1]
    timeless.pass_time(0.1)
    await ana.round_trip()
    assert [len(batch["changes"]) for (batch,) in ana.of("room-changes")] == [1, 4]


async def test_a_whole_picture_asked_for_is_not_told_again_in_changes(timeless: House) -> None:
    ana = await Peer.ours(timeless, "circle", "Ana")
    timeless.pass_time(1)
    await Peer.ours(timeless, "circle", "Ben")
    await Peer.ours(timeless, "circle", "Caro")
    snapshot = (await ana.call("sync-room"))["snapshot"]
    assert len(snapshot["participants"]) == 3
    await Peer.ours(timeless, "circle", "Dora")
    timeless.pass_time(1)
    await ana.round_trip()
    late = [batch for (batch,) in ana.of("room-changes") if batch["rev"] > snapshot["rev"]]
    assert len(folded(snapshot, late)["participants"]) == 4


async def test_a_hundred_people_joining_cost_a_few_frames_each(timeless: House) -> None:
    """Told one by one they would cost 5,050 frames; gathered by twenties, each hears of at most five batches."""
    sockets = [await Raw.open(timeless) for _ in range(100)]
    before = timeless.gateway.meters.presence_frames
    for number, raw in enumerate(sockets):
        ack = await raw.ask("join-call", {"room": "circle", "name": f"Guest {number}", "protocol": 1})
        assert ack["ok"]
        if number % 20 == 19:
            timeless.pass_time(0.2)
    cost = timeless.gateway.meters.presence_frames - before
    assert cost <= 100 * 5 + 99
    await sockets[0].ask("sync-room")
    known = 1
    for frame in sockets[0].frames:
        if frame.startswith('42["room-changes"'):
            known += len(json.loads(frame[2:])[1]["changes"])
    assert known == 100
    for raw in sockets:
        await raw.connection.close()


async def test_original_clients_are_told_at_once(timeless: House) -> None:
    old = await Peer.original(timeless, "circle")
    for number in range(3):
        await Peer.ours(timeless, "circle", f"Guest {number}")
    await eventually(lambda: None if len(old.of("user-joined")) == 4 else "not all heard of yet")
