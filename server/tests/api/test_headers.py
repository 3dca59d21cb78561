"""What every answer tells a browser about safety."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.conftest import Build, House


@pytest.mark.parametrize("path", ["/", "/some-room", "/api/v1/ice", "/api/nope", "/api/docs", "/healthz"])
async def test_every_answer_carries_them(house: House, path: str) -> None:
    headers = (await house.http.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=(self)" in headers["permissions-policy"]
    assert "display-capture=(self)" in headers["permissions-policy"]
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert policy["connect-src"] == "'self' ws://meet.example wss://meet.example"
    assert "server" not in headers


@pytest.mark.parametrize("host", ["evil.example; script-src *", "a b", "x" * 400, "[::1", "a,b"])
async def test_a_strange_host_does_not_get_into_the_policy(house: House, host: str) -> None:
    policy = (await house.http.get("/api/v1/ice", headers={"Host": host})).headers["content-security-policy"]
    assert "connect-src 'self';" in policy


async def test_a_page_of_ours_may_have_inline_scripts_by_their_hash_alone(build: Build, tmp_path: Path) -> None:
    static = tmp_path / "built"
    static.mkdir()
    (static / "index.html").write_text('<script>alert(1)</script><script type="module" src="/assets/x.js"></script>')
    house = await build(static=static)
    policy = (await house.http.get("/")).headers["content-security-policy"]
    assert "script-src 'self' 'wasm-unsafe-eval' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=';" in policy


async def test_browsers_are_told_to_insist_on_https_only_where_people_use_it(build: Build, house: House) -> None:
    assert "strict-transport-security" not in (await house.http.get("/")).headers


async def test_with_a_public_https_address_they_are(build: Build) -> None:
    house = await build(public_url="https://meet.example.org")
    assert (await house.http.get("/")).headers["strict-transport-security"] == "max-age=31536000"
