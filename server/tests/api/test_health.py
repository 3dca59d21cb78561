"""GET /healthz and /readyz, under /api/v1 and at the root"""

from __future__ import annotations

import pytest
from tertulia import __version__
from tertulia.domain.errors import Unavailable

from tests.api.conftest import House

ROOTS = pytest.mark.parametrize("root", ["", "/api/v1"])


@ROOTS
async def test_up_and_ready(house: House, root: str) -> None:
    for name in ("healthz", "readyz"):
        answer = await house.http.get(f"{root}/{name}")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok", "version": __version__})


@ROOTS
async def test_without_its_database_it_is_up_but_not_ready(
    house: House, monkeypatch: pytest.MonkeyPatch, root: str
) -> None:
    async def gone() -> None:
        raise Unavailable("The database does not answer.")

    monkeypatch.setattr(house.store, "ping", gone)
    assert (await house.http.get(f"{root}/healthz")).status_code == 200
    answer = await house.http.get(f"{root}/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")
    assert int(answer.headers["retry-after"]) >= 1
