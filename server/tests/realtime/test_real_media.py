"""The whole server with the real media server in it: who is in a room hears and sees the others, and nobody else."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, cast

import pytest
from tertulia.media.sfu import After, SfuPlane, open_plane

from tests.realtime.house import House, house
from tests.realtime.memory_store import MemoryStore
from tests.realtime.peers import Peer
from tests.support import eventually

tertulia_sfu = pytest.importorskip("tertulia_sfu")


def plane(after: After, port: int = 0) -> SfuPlane:
    return open_plane(host="127.0.0.1", port=port, public_ips=["127.0.0.1"], shards=2, after=after)


@dataclass
class Person:
    """A Socket.IO client whose browser is pretended: what it sends can be told apart by its number."""

    number: int
    peer: Peer
    media: Any

    @classmethod
    async def joined(cls, home: House, room: str, number: int, transport: str) -> Person:
        peer = await Peer.ours(home, room, f"Guest {number}", planes=["mesh", "sfu"])
        return cls(number, peer, tertulia_sfu.SyntheticPeer(number, transport=transport))

    async def back(self, home: House, room: str) -> Person:
        """At the same seat of a server that was started again, with a new connection for media."""
        peer = await Peer.at(home)
        ack = await peer.join(room, "", resume=self.peer.ack["resume"], planes=["mesh", "sfu"])
        assert ack["resumed"]
        return Person(self.number, peer, tertulia_sfu.SyntheticPeer(self.number, transport="tcp"))

    async def connect(self, epoch: int = 2) -> None:
        sdp = {"type": "offer", "sdp": self.media.sdp}
        message = {
            "pc": "s1",
            "n": 1,
            "epoch": epoch,
            "sdp": sdp,
            "tracks": self.media.tracks,
            "slots": self.media.slots,
        }
        ack = await self.peer.call("signal", "sfu", message)
        assert ack["ok"], ack
        ((sender, answer, _),) = await self.peer.until("signal")
        assert (sender, answer["sdp"]["type"]) == ("sfu", "answer")
        self.media.answer(answer["sdp"]["sdp"])

    def why_not_yet(self, others: set[int]) -> str | None:
        """None: whole pictures and sounds of exactly these others have come, bit for bit as they were sent."""
        report = self.media.report()
        received = report["received"]
        assert set(received) <= others, f"{self.number} received {set(received)}"
        missing = [n for n in others if not (received.get(n, {}).get("pictures") and received[n].get("sounds"))]
        return f"{self.number} has nothing of {missing}: {report}" if missing else None


@contextlib.asynccontextmanager
async def people(home: House, room: str, numbers: range, transport: str = "udp") -> AsyncIterator[list[Person]]:
    here = [await Person.joined(home, room, number, transport) for number in numbers]
    try:
        for person in here:
            await person.connect()
        yield here
    finally:
        for person in here:
            person.media.close()


async def until_all_see_each_other(here: list[Person]) -> None:
    numbers = {person.number for person in here}
    for person in here:
        await eventually(lambda p=person: p.why_not_yet(numbers - {p.number}), within_s=60)  # type: ignore[misc]


@pytest.mark.parametrize("transport", ["udp", "tcp"])
async def test_in_a_room_of_four_everyone_sees_and_hears_the_others_through_the_server(transport: str) -> None:
    async with house(plane=plane) as home, people(home, "circle", range(1, 5), transport) as circle:
        await until_all_see_each_other(circle)
        assert {person.media.report()["transport"] for person in circle} == {transport}
        carried = cast(SfuPlane, home.gateway.rooms.plane)

        def why_not_yet() -> str | None:  # its numbers are up to a second old
            now = carried.stats().gauges
            return None if now[f"peers_{transport}"] == 4 else f"counts {now}"

        await eventually(why_not_yet)


async def test_nothing_of_one_room_is_seen_or_heard_in_another() -> None:
    async with (
        house(plane=plane) as home,
        people(home, "circle", range(1, 5)) as circle,
        people(home, "square", range(11, 15)) as square,
    ):
        await until_all_see_each_other(circle)
        await until_all_see_each_other(square)


async def test_who_leaves_is_gone_from_the_media_server_too() -> None:
    async with house(plane=plane) as home, people(home, "circle", range(1, 5)) as circle:
        await until_all_see_each_other(circle)
        await circle[0].peer.call("leave-call")
        carried = cast(SfuPlane, home.gateway.rooms.plane)
        gone = circle[0].peer.id

        def why_not_yet() -> str | None:
            return "still there" if any(p["participant"] == gone for p in carried.stats().peers) else None

        await eventually(why_not_yet)


async def test_after_a_restart_on_the_same_port_everyone_is_back_and_seen_again() -> None:
    """By TCP: what the first server had open keeps the kernel busy with its port for a minute."""
    store = MemoryStore()
    async with house(plane=plane, store=store) as first, people(first, "circle", range(1, 5), "tcp") as before:
        await until_all_see_each_other(before)
        port = cast(SfuPlane, first.gateway.rooms.plane).port
    async with house(plane=lambda after: plane(after, port), store=store) as second:
        after = [await person.back(second, "circle") for person in before]
        try:
            for person in after:
                await person.connect()
            await until_all_see_each_other(after)
        finally:
            for person in after:
                person.media.close()
