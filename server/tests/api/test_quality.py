"""GET /meetings/{code}/quality"""

from __future__ import annotations

from typing import Any

from tertulia.domain.commands import TakeSeat
from tertulia.domain.ids import ParticipantId, RoomCode, SocketId
from tertulia.media.mesh import MeshPlane
from tertulia.media.port import PlaneStats

from tests.api.conftest import Build, House, bearer, problem

URL = "/api/v1/meetings/{}/quality"
GOOD = {"loss": 0.0, "rtt_ms": 31.5, "bps": 640_000, "layer": 2}
LOSSY = {"loss": 0.25, "rtt_ms": None, "bps": 80_000, "layer": 0}


class Measured(MeshPlane):
    """Says what it is told to say."""

    peers: tuple[dict[str, Any], ...] = ()

    def stats(self) -> PlaneStats:
        return PlaneStats(peers=self.peers)


async def meeting(house: House, who: dict[str, str], *people: str) -> str:
    """A meeting of `who` with these people in it."""
    code = (await house.http.post("/api/v1/meetings", headers=who, json={})).json()["code"]
    live = await house.app.rooms.open(RoomCode(code))
    for name in people:
        house.app.rooms.seat(live, TakeSeat(ParticipantId(name), SocketId(f"s-{name}"), name.title(), None, 1))
    return str(code)


def peer(code: str, who: str, up: dict[str, Any], down: dict[str, Any]) -> dict[str, Any]:
    return {"room": code, "participant": who, "pc": "p", "transport": "udp", "up": up, "down": down}


async def test_the_host_sees_who_is_bad_and_that_it_is_their_side(build: Build) -> None:
    plane = Measured()
    house = await build(plane=plane)
    host = await house.signed_in()
    code = await meeting(house, host, "ana", "ben", "caro")
    plane.peers = (
        peer(code, "ben", LOSSY, GOOD),
        peer(code, "ana", GOOD, GOOD),
        peer("elsewhere", "mallory", GOOD, GOOD),
        peer(code, "long gone", GOOD, GOOD),
    )
    answer = (await house.http.get(URL.format(code), headers=host)).json()
    assert [(p["name"], p["side"], p["up"]["grade"]) for p in answer["people"]] == [
        ("Ana", "none", "good"),
        ("Ben", "person", "bad"),
    ]
    assert answer["people"][1]["up"] == {"grade": "bad", **LOSSY}
    assert answer["people"][0]["transport"] == "udp"


async def test_when_it_is_bad_for_half_of_everybody_it_is_the_servers_side(build: Build) -> None:
    plane = Measured()
    house = await build(plane=plane)
    host = await house.signed_in()
    code = await meeting(house, host, "ana")
    plane.peers = (peer(code, "ana", GOOD, LOSSY), *(peer("elsewhere", n, GOOD, LOSSY) for n in ("x", "y")))
    answer = (await house.http.get(URL.format(code), headers=host)).json()
    assert [p["side"] for p in answer["people"]] == ["server"]


async def test_it_is_for_the_host_alone(house: House) -> None:
    host = await house.signed_in()
    code = await meeting(house, host, "ana")
    assert (await house.http.get(URL.format(code), headers=host)).json() == {"people": []}
    other = await house.signed_in("ben")
    problem(await house.http.get(URL.format(code), headers=other), 403, "not_the_host")
    problem(await house.http.get(URL.format(code)), 401, "token_missing")
    problem(await house.http.get(URL.format("nowhere"), headers=host), 404, "meeting_not_found")
    problem(await house.http.get(URL.format(code), headers=bearer("x")), 401, "token_invalid")
