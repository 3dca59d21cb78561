"""The OpenAPI document against the running program: whatever is sent, it answers as it says it does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi import checks
from tertulia.cli.serve import openapi_document

from tests.api.conftest import PASSWORD, bearer
from tests.served import served

load_all_checks()

pytestmark = pytest.mark.timeout(400)

EXAMPLES = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

UNSAID: list[Any] = [
    checks.positive_data_acceptance,  # a schema cannot say "no control characters", "known user", "own meeting"
]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    often = [
        item
        for name in (
            "login-per-minute-address",
            "login-per-minute-account",
            "register-per-hour-address",
            "refresh-per-minute-address",
            "meetings-per-hour-address",
            "lookups-per-minute-address",
            "uploads-per-minute-address",
        )
        for item in (f"--{name}", "1000000")
    ]
    with served(tmp_path_factory.mktemp("schema"), *often) as program:
        yield program.url


@pytest.fixture(scope="module")
def headers(url: str) -> dict[str, str]:
    ana = {"name": "Ana", "username": "ana", "password": PASSWORD}
    httpx.post(f"{url}/api/v1/users/register", json=ana)
    return bearer(httpx.post(f"{url}/api/v1/users/login", json=ana).json()["token"])


schema = schemathesis.openapi.from_dict(json.loads(openapi_document()))


@schema.parametrize()
@EXAMPLES
def test_a_guest_is_answered_as_documented(case: schemathesis.Case[Any], url: str) -> None:
    case.call_and_validate(base_url=url, excluded_checks=UNSAID)


@schema.exclude(path_regex="logout").parametrize()
@EXAMPLES
def test_somebody_signed_in_is_answered_as_documented(
    case: schemathesis.Case[Any], url: str, headers: dict[str, str]
) -> None:
    case.call_and_validate(base_url=url, headers=headers, excluded_checks=UNSAID)
