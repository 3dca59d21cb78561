"""Refusals that belong to no route: always JSON, always with a code."""

from __future__ import annotations

import pytest
from tertulia.domain.errors import Unavailable

from tests.api.conftest import House, problem


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v1/nope", "/api/v2/users/me", "/api/v1/users/me/"])
async def test_an_address_of_the_api_that_does_not_exist_is_a_problem(house: House, path: str) -> None:
    problem(await house.http.get(path, headers={"Accept": "text/html"}), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/v1/users/login", "POST"),
        ("PUT", "/api/v1/users/me", "GET"),
        ("POST", "/api/v1/users/activity/x", "GET, DELETE"),
        ("OPTIONS", "/api/v1/ice", "GET"),
    ],
)
async def test_another_method_is_405_and_names_those_that_work(
    house: House, method: str, path: str, allowed: str
) -> None:
    answer = await house.http.request(method, path)
    problem(answer, 405, "method_not_allowed")
    assert set(answer.headers["allow"].split(", ")) == set(allowed.split(", "))


async def test_a_bug_is_500_without_a_word_of_what_happened(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    headers = await house.signed_in()
    monkeypatch.setattr(house.app.accounts, "identify", broken)
    answer = await house.http.get("/api/v1/users/me", headers=headers)
    problem(answer, 500, "internal")
    assert "secret detail" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_without_its_database_it_says_so_and_when_to_try_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(*_: object) -> None:
        raise Unavailable("The database does not answer.")

    monkeypatch.setattr(house.store.users, "by_username", gone)
    answer = await house.login()
    problem(answer, 503, "unavailable")
    assert int(answer.headers["retry-after"]) >= 1
