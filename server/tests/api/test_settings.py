"""GET and PUT /users/me/settings"""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api.conftest import House, problem

URL = "/api/v1/users/me/settings"


async def put(house: House, headers: dict[str, str], version: int, settings: Any) -> httpx.Response:
    return await house.http.put(URL, headers=headers, json={"version": version, "settings": settings})


async def test_what_one_browser_sets_another_finds(house: House) -> None:
    headers = await house.signed_in()
    assert (await house.http.get(URL, headers=headers)).json() == {"version": 0, "settings": {}}
    chosen = {"theme": "dark", "sounds": {"join": False}, "later": [1, None, "ñ👋"]}
    assert (await put(house, headers, 0, chosen)).json() == {"version": 1, "settings": chosen}
    token = (await house.login(http=house.client())).json()["token"]
    elsewhere = await house.client().get(URL, headers={"Authorization": f"Bearer {token}"})
    assert elsewhere.json() == {"version": 1, "settings": chosen}


async def test_everybody_has_their_own(house: House) -> None:
    ana, eva = await house.signed_in("ana"), await house.signed_in("eva")
    await put(house, ana, 0, {"theme": "dark"})
    assert (await house.http.get(URL, headers=eva)).json()["settings"] == {}


async def test_what_was_made_from_an_old_version_is_refused_and_changes_nothing(house: House) -> None:
    headers = await house.signed_in()
    await put(house, headers, 0, {"theme": "dark"})
    problem(await put(house, headers, 0, {"theme": "light"}), 409, "settings_changed", "version")
    assert (await house.http.get(URL, headers=headers)).json() == {"version": 1, "settings": {"theme": "dark"}}


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ('{"version": 0}', "field_missing", "settings"),
        ('{"version": 0, "settings": [1]}', "field_invalid", "settings"),
        ('{"version": -1, "settings": {}}', "field_invalid", "version"),
        ('{"version": 0, "settings": {"a": "%s"}}' % ("x" * 8192), "settings_too_large", "settings"),
        ('{"version": 0, "settings": {"a": NaN}}', "field_invalid", "settings"),
        ('{"version": 0, "settings": {"a": 1e999}}', "field_invalid", "settings"),
    ],
)
async def test_what_cannot_be_kept_is_refused(house: House, body: str, code: str, field: str) -> None:
    headers = {**await house.signed_in(), "Content-Type": "application/json"}
    problem(await house.http.put(URL, headers=headers, content=body), 422, code, field)


async def test_guests_keep_theirs_in_the_browser(house: House) -> None:
    problem(await house.http.get(URL), 401, "token_missing")
    problem(await put(house, {}, 0, {}), 401, "token_missing")
