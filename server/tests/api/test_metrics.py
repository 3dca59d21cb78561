"""GET /metrics"""

from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.api.conftest import Build, House, bearer, problem

URL = "/metrics"


async def numbers(house: House) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    async with house.client("127.0.0.1") as http:
        answer = await http.get(URL)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    families = text_string_to_metric_families(answer.text)
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
