"""Bodies that are no bodies: each has its own clear refusal."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.api.conftest import Build, House, problem

URL = "/api/v1/users/login"
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"nonsense",
        b"\xff\xfe",
        b'{"username": "\\ud800", "password": "x"}',
        b"[" * 20000,
        b'{"a":' * 5000,
        b"NaN",
    ],
)
async def test_what_is_not_json_is_said_to_be_none(house: House, body: bytes) -> None:
    answer = await house.http.post(URL, content=body, headers=JSON)
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] in ("json_invalid", "body_not_object", "field_type")


@pytest.mark.parametrize("body", ["[]", "null", '"text"', "12", "true"])
async def test_json_that_is_no_object_is_said_to_be_none(house: House, body: str) -> None:
    problem(await house.http.post(URL, content=body, headers=JSON), 422, "body_not_object")


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=x", "application/xml", "x", ""])
async def test_another_content_type_is_415(house: House, content_type: str) -> None:
    headers = {"Content-Type": content_type}
    problem(await house.http.post(URL, content=b"username=a&password=b", headers=headers), 415, "content_type")


async def test_a_charset_behind_the_content_type_is_fine(house: House) -> None:
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    body = json.dumps({"username": "ana", "password": "x"})
    problem(await house.http.post(URL, content=body, headers=headers), 401, "wrong_credentials")


async def test_an_empty_body_misses_its_first_field(house: House) -> None:
    for headers in (JSON, FORM, {}):
        problem(await house.http.post(URL, headers=headers), 422, "field_missing", "username")


@pytest.mark.parametrize("body", [b"username=%ff&password=x", b"username&password=x", b"&".join([b"a=1"] * 500)])
async def test_a_form_that_cannot_be_read_is_refused(house: House, body: bytes) -> None:
    problem(await house.http.post(URL, content=body, headers=FORM), 400, "form_invalid")


async def test_a_field_given_twice_is_refused_rather_than_guessed(house: House) -> None:
    body = b"username=ana&username=bob&password=x"
    problem(await house.http.post(URL, content=body, headers=FORM), 422, "form_invalid")


async def test_a_large_body_is_413_and_names_the_limit(build: Build) -> None:
    house = await build(body_bytes=2000)
    just = json.dumps({"username": "a", "password": ""})
    fits = just[:-2] + "x" * (2000 - len(just)) + just[-2:]
    answer = await house.http.post(URL, content=fits, headers=JSON)
    assert answer.status_code == 422
    assert (
        "2000"
        in problem(await house.http.post(URL, content=fits + " ", headers=JSON), 413, "body_too_large")["message"]
    )


async def test_a_large_body_that_does_not_announce_itself_is_cut_off(house: House) -> None:
    sent = 0

    async def far_too_much() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 1_000_000:
            sent += 10_000
            yield b" " * 10_000

    problem(await house.http.post(URL, content=far_too_much(), headers=JSON), 413, "body_too_large")
    assert sent <= 80_000


async def test_unknown_fields_are_ignored(house: House) -> None:
    body = {"username": "ana", "password": "x", "__proto__": {"a": 1}, "more": [1, 2]}
    problem(await house.http.post(URL, json=body), 401, "wrong_credentials")


async def test_two_content_lengths_do_not_confuse_it(house: House) -> None:
    headers = httpx.Headers([("Content-Type", "application/json"), ("Content-Length", "nonsense")])
    answer = await house.http.post(URL, content=b'{"username":"a","password":"b"}', headers=headers)
    assert answer.status_code < 500
