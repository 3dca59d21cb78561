"""GET /ice"""

from __future__ import annotations

import base64
import hashlib
import hmac

from tests.api.conftest import Build, House, bearer, problem

URL = "/api/v1/ice"
TURN = {"turn_urls": "turn:turn.example:3478,turns:turn.example:5349", "turn_secret": "north", "stun_urls": "stun:a:1"}


async def test_nobody_elses_server_is_named_by_default(house: House) -> None:
    assert (await house.http.get(URL)).json() == {"iceServers": [], "ttl": 0}


async def test_a_guest_gets_servers_and_a_credential_the_turn_server_can_check(build: Build) -> None:
    house = await build(**TURN)
    answer = (await house.http.get(URL)).json()
    stun, turn = answer["iceServers"]
    assert stun == {"urls": ["stun:a:1"], "username": None, "credential": None}
    assert turn["urls"] == ["turn:turn.example:3478", "turns:turn.example:5349"]
    expiry, _, name = turn["username"].partition(":")
    assert int(expiry) == int(house.clock.now().timestamp()) + 43200
    assert name.startswith("guest-")
    digest = hmac.new(b"north", turn["username"].encode(), hashlib.sha1).digest()
    assert turn["credential"] == base64.b64encode(digest).decode()
    assert 0 < answer["ttl"] < 43200


async def test_a_user_is_named_by_id_and_a_bad_token_is_refused(build: Build) -> None:
    house = await build(**TURN)
    headers = await house.signed_in()
    me = (await house.http.get("/api/v1/users/me", headers=headers)).json()["id"]
    username = (await house.http.get(URL, headers=headers)).json()["iceServers"][1]["username"]
    assert username.endswith(f":{me}")
    problem(await house.http.get(URL, headers=bearer("x")), 401, "token_invalid")


async def test_credentials_are_not_kept_by_caches(build: Build) -> None:
    house = await build(**TURN)
    assert (await house.http.get(URL)).headers["cache-control"] == "no-store"
