"""GET /metrics"""

from __future__ import annotations

import asyncio
import sys

import pytest
from prometheus_client.parser import text_string_to_metric_families
from tertulia.domain.commands import TakeSeat
from tertulia.domain.ids import ParticipantId, RoomCode, SocketId
from tertulia.domain.topology import Plane
from tertulia.media.port import Offer
from tertulia.media.sfu import open_plane

from tests import fake_sfu
from tests.api.conftest import Build, House, bearer, problem
from tests.support import eventually

URL = "/metrics"


async def numbers(house: House) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    async with house.client("127.0.0.1") as http:
        answer = await http.get(URL)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    families = list(text_string_to_metric_families(answer.text))
    assert len({family.name for family in families}) == len(families), "a name is one family's"
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for family in families for s in family.samples}


async def test_requests_are_counted_by_route_and_not_by_path(house: House) -> None:
    for code in ("one", "two"):
        await house.http.get(f"/api/v1/meetings/{code}")
    await house.http.get("/api/nope")
    seen = await numbers(house)
    labels = (("method", "GET"), ("route", "/api/v1/meetings/{code}"), ("status", "404"))
    assert seen["tertulia_http_requests_total", labels] == 2
    assert not any("/one" in str(key) or "nope" in str(key) for key in seen)


async def test_methods_somebody_made_up_are_one(house: House) -> None:
    for method in ("BREW", "FETCH"):
        await house.http.request(method, "/api/v1/ice")
    assert not any("BREW" in str(key) for key in await numbers(house))


async def test_queue_and_loop_are_watched_and_all_names_are_ours(house: House) -> None:
    seen = {name for name, _ in await numbers(house)}
    assert {"tertulia_login_queue", "tertulia_loop_lag_seconds_count"} <= seen
    assert all(name.startswith("tertulia_") for name in seen)


@pytest.mark.parametrize("address", ["203.0.113.5", "10.0.0.1", "2001:db8::1"])
async def test_they_are_not_for_strangers(house: House, address: str) -> None:
    async with house.client(address) as http:
        problem(await http.get(URL), 403, "metrics_private")
        problem(await http.get(URL, headers=bearer("x")), 403, "metrics_private")


async def test_a_proxy_on_this_machine_is_not_this_machine(house: House) -> None:
    async with house.client("127.0.0.1") as http:
        problem(await http.get(URL, headers={"X-Forwarded-For": "127.0.0.1"}), 403, "metrics_private")


async def test_the_token_opens_them_from_elsewhere(build: Build) -> None:
    house = await build(metrics_token="let me see")
    assert (await house.http.get(URL, headers=bearer("let me see"))).status_code == 200
    problem(await house.http.get(URL, headers=bearer("let me in")), 401, "token_invalid")
    problem(await house.http.get(URL), 403, "metrics_private")


async def test_the_way_of_the_media_is_counted_and_never_by_room_or_person(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tertulia_sfu", fake_sfu)
    plane = open_plane(
        host="127.0.0.1", port=0, public_ips=["127.0.0.1"], shards=1, after=asyncio.get_running_loop().call_later
    )
    house = await build(plane=plane)
    rooms = house.app.rooms
    for n in range(4):
        live = await rooms.open(RoomCode("circle"))
        who, both = ParticipantId(f"p{n}"), frozenset[Plane](("mesh", "sfu"))
        rooms.seat(live, TakeSeat(who, SocketId(f"s{n}"), "Ana", None, 1, planes=both))
    plane.order(RoomCode("circle"), ParticipantId("p0"), Offer("a", 1, 2, "nonsense", {}, {}))
    await eventually(lambda: None if plane.stats().failures else "the offer has not been refused yet")
    seen = await numbers(house)
    assert seen["tertulia_media_up", ()] == 1
    assert seen["tertulia_media_rooms", (("mode", "sfu"),)] == 1
    assert seen["tertulia_media_moves_total", (("to", "sfu"),)] == 1
    assert seen["tertulia_media_failures_total", (("code", "bad_offer"),)] == 1
    assert seen["tertulia_media_offers_total", ()] == 1
    assert seen["tertulia_media_packets_in_total", ()] == 0
    assert not any("circle" in str(key) or "p0" in str(key) for key in seen)


async def test_without_a_media_server_the_numbers_say_so(house: House) -> None:
    seen = await numbers(house)
    assert seen["tertulia_media_up", ()] == 0
    assert seen["tertulia_media_rooms", (("mode", "sfu"),)] == 0


async def test_when_the_media_server_dies_the_server_is_still_ready(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tertulia_sfu", fake_sfu)
    plane = open_plane(
        host="127.0.0.1", port=0, public_ips=["127.0.0.1"], shards=1, after=asyncio.get_running_loop().call_later
    )
    house = await build(plane=plane)
    plane.heard([{"type": "stopped", "message": "a thread ended"}])
    assert (await numbers(house))["tertulia_media_up", ()] == 0
    assert (await house.http.get("/readyz")).status_code == 200
