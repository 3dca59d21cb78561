"""Rooms through the media server, as clients on the wire see it; the media server itself is pretended."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, cast

import pytest
from tertulia.media.sfu import ANSWER_S, After, SfuPlane, open_plane
from tertulia.protocol.deflated import deflate, inflate
from tertulia.services.forwarding import LINGER_S
from tertulia.services.live_room import OFFERS_BURST

from tests import fake_sfu
from tests.realtime.house import House, house
from tests.realtime.memory_store import MemoryStore
from tests.realtime.peers import Peer
from tests.support import eventually

BOTH = ["mesh", "sfu"]
SDP = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=sendonly\r\n"
PLANES = pytest.mark.usefixtures("fake")


def plane(after: After) -> SfuPlane:
    return open_plane(host="127.0.0.1", port=0, public_ips=["127.0.0.1"], shards=1, after=after)


@dataclass
class Forwarded:
    """A house with a media server."""

    house: House
    plane: SfuPlane
    sfu: fake_sfu.Sfu

    def topology(self, room: str = "circle") -> Any:
        live = self.house.gateway.rooms.get(cast(Any, room))
        assert live is not None
        return live.room.topology

    def of(self, name: str) -> list[tuple[Any, ...]]:
        return [order[1:] for order in self.sfu.orders if order[0] == name]

    async def people(self, count: int, room: str = "circle", **more: Any) -> list[Peer]:
        return [await Peer.ours(self.house, room, f"Guest {n}", planes=BOTH, **more) for n in range(count)]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tertulia_sfu", fake_sfu)


@pytest.fixture
async def forwarded(fake: None) -> AsyncIterator[Forwarded]:
    async with house(plane=plane, manual_time=True, ping_interval_s=1e6) as open_house:
        carried = cast(SfuPlane, open_house.gateway.rooms.plane)
        yield Forwarded(open_house, carried, cast(fake_sfu.Sfu, carried._sfu))


def offer(pc: str = "s1", n: int = 1, epoch: int = 2, **more: Any) -> dict[str, Any]:
    return {
        "pc": pc,
        "n": n,
        "epoch": epoch,
        "sdp": {"type": "offer", "sdp": SDP},
        "tracks": {"0": "mic"},
        "slots": {"1": "audio"},
        **more,
    }


def topologies(peer: Peer) -> list[dict[str, Any]]:
    return [c["topology"] for (batch,) in peer.of("room-changes") for c in batch["changes"] if c["type"] == "topology"]


async def refused(peer: Peer, message: dict[str, Any]) -> tuple[str, str | None]:
    ack = await peer.call("signal", "sfu", message)
    assert not ack["ok"], ack
    return ack["error"]["code"], ack["error"]["field"]


# -- moving --------------------------------------------------------------------------------------------


async def test_the_fourth_moves_the_room_and_everyone_is_told_once(forwarded: Forwarded) -> None:
    ana, *_ = await forwarded.people(3)
    assert forwarded.sfu.names() == [], "a mesh costs the media server nothing"
    (dora,) = await forwarded.people(1)
    forwarded.house.pass_time(1)
    await ana.round_trip()
    assert topologies(ana) == [{"mode": "sfu", "epoch": 2, "meshLimit": 8, "held": None}]
    snapshot = dora.ack["snapshot"]["topology"]
    assert (snapshot["mode"], snapshot["epoch"]) == ("sfu", 2), "the one whose seat moved it is told in its ack"
    assert forwarded.of("open_room") == [("circle",)]


async def test_two_move_when_one_of_them_asks_for_the_server(forwarded: Forwarded) -> None:
    ana, ben = await forwarded.people(2)
    assert (await ana.call("ask-server"))["ok"]
    forwarded.house.pass_time(1)
    for peer in (ana, ben):
        await peer.round_trip()
        assert topologies(peer) == [{"mode": "sfu", "epoch": 2, "meshLimit": 8, "held": None}]
    assert (await ben.call("ask-server", "now"))["error"]["code"] == "malformed"
    await ana.call("leave-call")
    assert (await ana.call("ask-server"))["error"]["code"] == "not_in_room"


@pytest.mark.parametrize("how", ["original", "protocol 0 that boasts", "mesh only"])
async def test_who_knows_the_mesh_only_keeps_the_room_a_mesh_and_everyone_hears_why(
    forwarded: Forwarded, how: str
) -> None:
    ana, *_ = await forwarded.people(4)
    if how == "original":
        old = await Peer.original(forwarded.house, "circle")
    elif how == "mesh only":
        old = await Peer.ours(forwarded.house, "circle", "Old")
    else:
        old = await Peer.at(forwarded.house)
        await old.call("join-call", {"room": "circle", "planes": BOTH})
    forwarded.house.pass_time(1)
    await ana.round_trip()
    assert topologies(ana)[-1] == {"mode": "mesh", "epoch": 3, "meshLimit": 8, "held": "mesh_only"}
    if how == "mesh only":
        assert (await refused(old, offer(epoch=3)))[0] == "not_forwarded"
    await old.call("leave-call")
    forwarded.house.pass_time(21)
    await ana.round_trip()
    assert topologies(ana)[-1]["mode"] == "sfu"


async def test_who_comes_last_to_a_large_room_takes_nobodys_media(fake: None) -> None:
    async with house(plane=plane, mesh_limit=4) as home:
        ana, *_ = [await Peer.ours(home, "circle", f"Guest {n}", planes=BOTH) for n in range(4)]
        await Peer.ours(home, "circle", "Caro", planes=BOTH)
        old = await Peer.original(home, "circle")
        room = (await ana.call("sync-room"))["snapshot"]
        assert (room["topology"]["mode"], room["topology"]["epoch"], len(room["participants"])) == ("sfu", 2, 6)
        assert (await refused(old, offer()))[0] == "not_forwarded"


async def test_after_a_move_back_the_server_path_lingers_until_bye_or_a_minute(forwarded: Forwarded) -> None:
    ana, ben, caro, dora = await forwarded.people(4)
    for peer in (ana, ben):
        await peer.call("signal", "sfu", offer())
    await caro.call("leave-call")
    await dora.call("leave-call")
    forwarded.house.pass_time(21)
    assert forwarded.topology().mode == "mesh"
    assert (await ana.call("signal", "sfu", offer(n=2, epoch=3)))["ok"], "a path that lingers may still be mended"
    assert (await ana.call("signal", "sfu", {"pc": "s1", "bye": True, "ice": None}))["ok"]
    assert forwarded.of("drop") == [("circle", ana.id)]
    assert forwarded.of("close_room") == []
    forwarded.house.pass_time(LINGER_S)
    assert forwarded.of("close_room") == [("circle",)]
    assert (await refused(ben, offer(n=2, epoch=3)))[0] == "not_forwarded"


async def test_a_room_that_moves_up_again_in_time_keeps_the_paths_there_are(forwarded: Forwarded) -> None:
    ana, _, caro, dora = await forwarded.people(4)
    await ana.call("signal", "sfu", offer())
    await caro.call("leave-call")
    await dora.call("leave-call")
    forwarded.house.pass_time(21)
    await forwarded.people(2)
    forwarded.house.pass_time(LINGER_S * 2)
    assert forwarded.topology().mode == "sfu"
    assert forwarded.of("close_room") == []
    assert dict(forwarded.house.gateway.rooms.media().moves) == {"mesh": 1, "sfu": 2}


async def test_who_leaves_is_dropped_and_an_empty_room_is_closed(forwarded: Forwarded) -> None:
    people = await forwarded.people(4)
    for peer in people:
        await peer.call("signal", "sfu", offer())
    for peer in people:
        await peer.call("leave-call")
    assert [who for _, who in forwarded.of("drop")] == [peer.id for peer in people]
    assert forwarded.of("close_room") == [("circle",)]
    assert forwarded.plane.stats().gauges["paths"] == 0


# -- talk with "sfu" -----------------------------------------------------------------------------------


async def test_an_offer_to_sfu_is_answered_to_its_sender_alone(forwarded: Forwarded) -> None:
    ana, ben, *_ = await forwarded.people(4)
    assert (await ana.call("signal", "sfu", offer(n=7)))["ok"]
    ((sender, answer, number),) = await ana.until("signal")
    assert (sender, number) == ("sfu", 1)
    assert (answer["pc"], answer["n"], answer["epoch"], answer["sdp"]["type"]) == ("s1", 7, 2, "answer")
    room, who, pc, _, tracks, slots = forwarded.of("offer")[0]
    assert (room, who, pc, tracks, slots) == ("circle", ana.id, "s1", {"0": "mic"}, {"1": "audio"})
    assert (await ana.call("signal", "sfu", {"pc": "s1", "epoch": 2, "ice": {"candidate": "candidate:1"}}))["ok"]
    assert (await ana.call("signal", "sfu", {"pc": "s1", "epoch": 2, "ice": None}))["ok"]
    assert forwarded.of("candidate") == [("circle", ana.id, "s1", "candidate:1")]
    await ben.round_trip()
    assert ben.of("signal") == []


async def test_a_deflated_offer_is_answered_deflated(forwarded: Forwarded) -> None:
    ana, *_ = await forwarded.people(4)
    assert (await ana.call("signal", "sfu", offer(sdp={"type": "offer", "deflated": deflate(SDP)})))["ok"]
    ((_, answer, _),) = await ana.until("signal")
    assert answer["sdp"].keys() == {"type", "deflated"}
    assert inflate(answer["sdp"]["deflated"], 1000) == fake_sfu.answer_to(SDP)


async def test_an_answer_for_somebody_away_waits_and_comes_once(forwarded: Forwarded) -> None:
    ana, *_ = await forwarded.people(4)
    forwarded.sfu.silent = True
    await ana.call("signal", "sfu", offer())
    await ana.vanish()
    request = forwarded.of("offer")[0][3]
    forwarded.plane.heard([{"type": "answer", "request": request, "sdp": "v=0"}])
    forwarded.plane.heard(
        [{"type": "lost", "room": "circle", "participant": ana.id, "pc": "s1", "code": "ice_timeout"}]
    )
    again = await Peer.at(forwarded.house)
    seen = {"boot": ana.ack["snapshot"]["boot"], "signal": 0, "chat": 0}
    await again.join("circle", "Ana", resume=ana.ack["resume"], seen=seen, planes=BOTH)
    heard = await again.until("signal", 2)
    assert [(sender, number) for sender, _, number in heard] == [("sfu", 1), ("sfu", 2)]
    assert heard[1][1]["failed"]["code"] == "ice_timeout"
    await again.round_trip()
    assert len(again.of("signal")) == 2
    assert forwarded.topology().mode == "sfu"


async def test_what_belongs_to_an_old_epoch_is_dropped_without_a_word(forwarded: Forwarded) -> None:
    ana, *_ = await forwarded.people(4)
    assert (await ana.call("signal", "sfu", offer(epoch=1)))["ok"]
    assert (await ana.call("signal", "sfu", {"pc": "s1", "epoch": 1, "ice": {"candidate": "candidate:1"}}))["ok"]
    assert forwarded.of("offer") == forwarded.of("candidate") == []
    assert ana.of("refused") == []


@pytest.mark.parametrize(
    ("message", "code", "field"),
    [
        (offer(tracks={"0": "hologram"}), "unknown_role", "tracks"),
        (offer(slots={"0": "hologram"}), "unknown_slot", "slots"),
        (offer(tracks={"0": "mic", "1": "mic"}, slots={}), "too_many_tracks", "tracks"),
        (offer(slots={str(n): "video" for n in range(1, 11)}), "too_many_slots", "slots"),
        (offer(slots={"0": "audio"}), "malformed", "slots"),
        (offer(tracks={"not a mid": "mic"}), "malformed", "tracks"),
        (offer(pc="x" * 65), "malformed", "pc"),
        (offer(n=-1), "malformed", "n"),
        (offer(n=2**31), "malformed", "n"),
        (offer(epoch="2"), "malformed", "epoch"),
        (offer(sdp={"type": "answer", "sdp": "v=0"}), "malformed", "sdp.type"),
        (offer(sdp="v=0"), "malformed", "sdp"),
        (offer(sdp={"type": "offer"}), "malformed", "sdp"),
        (offer(sdp={"type": "offer", "sdp": SDP, "deflated": deflate(SDP)}), "malformed", "sdp"),
        (offer(sdp={"type": "offer", "deflated": "v=0"}), "malformed", "sdp.deflated"),
        (offer(sdp={"type": "offer", "deflated": "djA9"}), "malformed", "sdp.deflated"),
        (offer(sdp={"type": "offer", "deflated": deflate(SDP)[:-8]}), "malformed", "sdp.deflated"),
        (offer(sdp={"type": "offer", "deflated": deflate("x" * 65537)}), "malformed", "sdp.deflated"),
        (offer(sdp={"type": "offer", "deflated": deflate("x" * 2**25)}), "malformed", "sdp.deflated"),
        ({"pc": "s1", "epoch": 2, "ice": {"candidate": "x" * 1025}}, "malformed", "ice.candidate"),
        ({"pc": "s1", "bye": False}, "malformed", "bye"),
        ({"pc": "s1"}, "malformed", "message"),
    ],
)
async def test_what_is_wrong_with_an_order_is_said_and_nothing_comes_of_it(
    forwarded: Forwarded, message: dict[str, Any], code: str, field: str
) -> None:
    ana, *_ = await forwarded.people(4)
    assert await refused(ana, message) == (code, field)
    assert set(forwarded.sfu.names()) == {"open_room"}


async def test_an_offer_that_is_too_large_is_refused_whole(forwarded: Forwarded) -> None:
    ana, *_ = await forwarded.people(4)
    code, _ = await refused(ana, offer(sdp={"type": "offer", "sdp": "v=0" + "x" * 65536}))
    assert code == "too_large"
    assert not ana.is_gone


async def test_a_flood_of_offers_costs_the_media_server_a_few(forwarded: Forwarded) -> None:
    ana, ben, *_ = await forwarded.people(4)
    acks = [await ana.call("signal", "sfu", offer(pc=f"s{n}")) for n in range(20)]
    assert [ack["ok"] for ack in acks] == [True] * int(OFFERS_BURST) + [False] * (20 - int(OFFERS_BURST))
    assert acks[-1]["error"]["code"] == "busy"
    assert acks[-1]["error"]["retryAfterS"] > 0
    assert (await ben.call("signal", "sfu", offer()))["ok"]


async def test_nobody_can_speak_to_the_media_server_from_outside_or_as_it(forwarded: Forwarded) -> None:
    ana, ben, *_ = await forwarded.people(4)
    stranger = await Peer.at(forwarded.house)
    assert (await refused(stranger, offer()))[0] == "not_in_room"
    (small,) = await forwarded.people(1, "square")
    assert (await refused(small, offer()))[0] == "not_forwarded"
    forged = {"sdp": {"type": "answer", "sdp": "v=0"}, "from": "sfu", "pc": "s1", "n": 1, "epoch": 2}
    await ana.call("signal", ben.id, forged)
    assert (await ben.until("signal"))[0][0] == ana.id


async def test_two_who_moved_may_tell_each_other(forwarded: Forwarded) -> None:
    ana, ben, *_ = await forwarded.people(4)
    assert (await ana.call("signal", ben.id, {"moved": 2}))["ok"]
    assert (await ben.until("signal"))[0][1] == {"moved": 2}


# -- when it fails -------------------------------------------------------------------------------------


async def test_an_offer_that_nobody_answers_fails_in_time(forwarded: Forwarded) -> None:
    ana, *_ = await forwarded.people(4)
    forwarded.sfu.silent = True
    await ana.call("signal", "sfu", offer())
    forwarded.house.pass_time(ANSWER_S)
    ((_, failure, _),) = await ana.until("signal")
    assert failure["failed"]["code"] == "media_timeout"
    assert failure["failed"]["message"].endswith(".")
    assert forwarded.topology().mode == "sfu"


async def test_when_the_media_server_dies_rooms_are_a_mesh_and_calls_go_on(forwarded: Forwarded) -> None:
    ana, ben, *_ = await forwarded.people(4)
    other, *_ = await forwarded.people(4, "square")
    await ana.call("signal", "sfu", offer())
    await ana.until("signal")
    forwarded.sfu.say({"type": "stopped", "message": "a thread ended"})
    await eventually(lambda: "still forwarded" if forwarded.topology().mode == "sfu" else None)
    forwarded.house.pass_time(1)
    for peer in (ana, other):
        await peer.round_trip()
        assert topologies(peer)[-1] == {"mode": "mesh", "epoch": 3, "meshLimit": 8, "held": "no_server"}
    assert (await ana.until("signal", 2))[1][1]["failed"]["code"] == "media_gone"
    assert (await refused(ana, offer(epoch=3)))[0] == "no_media_server"
    assert (await ana.call("signal", ben.id, {"ice": None}))["ok"]
    (new,) = await forwarded.people(1, "line")
    assert new.ack["snapshot"]["topology"]["held"] == "no_server"


@PLANES
async def test_after_a_restart_rooms_choose_again_and_clients_are_told() -> None:
    store = MemoryStore()
    async with house(store=store, plane=plane, manual_time=True, ping_interval_s=1e6) as first:
        people = [await Peer.ours(first, "circle", f"Guest {n}", planes=BOTH) for n in range(4)]
        boot = people[0].ack["snapshot"]["boot"]
    async with house(store=store, plane=plane, manual_time=True, ping_interval_s=1e6) as second:
        back = []
        for peer in people:
            again = await Peer.at(second)
            seen = {"boot": boot, "signal": 3, "chat": 0}
            await again.join("circle", "", resume=peer.ack["resume"], seen=seen, planes=BOTH)
            assert again.ack["resumed"]
            back.append(again)
        assert [peer.ack["snapshot"]["topology"]["mode"] for peer in back] == ["mesh", "mesh", "mesh", "sfu"]
        assert back[0].ack["snapshot"]["boot"] != boot
        second.pass_time(1)
        await back[0].round_trip()
        assert topologies(back[0])[-1]["mode"] == "sfu"
        assert (await back[0].call("signal", "sfu", offer()))["ok"]
        await back[0].until("signal")


@PLANES
async def test_a_room_that_breaks_takes_its_paths_with_it_and_opens_anew() -> None:
    async with house(plane=plane) as home:
        people = [await Peer.ours(home, "circle", f"Guest {n}", planes=BOTH) for n in range(4)]
        sfu = cast(fake_sfu.Sfu, cast(SfuPlane, home.gateway.rooms.plane)._sfu)

        async def broken() -> None:
            raise RuntimeError("a broken belief")

        live, _ = home.gateway.rooms.at(cast(Any, people[0].socket_id))
        live.post(broken)
        for peer in people:
            await peer.until_gone()
        for peer in people:
            await Peer.ours(home, "circle", "", planes=BOTH, resume=peer.ack["resume"])
        assert [name for name in sfu.names() if name != "drop"] == ["open_room", "close_room", "open_room"]
