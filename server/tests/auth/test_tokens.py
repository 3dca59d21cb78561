from __future__ import annotations

from typing import Any

import jwt
import pytest
from tertulia.auth.tokens import AccessTokens
from tertulia.domain.errors import Unauthorized
from tertulia.domain.ids import SessionId, UserId

from tests.support import ManualClock

SECRET = b"s" * 32
USER, SESSION = UserId("u1"), SessionId("s1")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def tokens(clock: ManualClock) -> AccessTokens:
    return AccessTokens(SECRET, clock, 900)


def code_of(tokens: AccessTokens, token: str) -> str:
    with pytest.raises(Unauthorized) as refused:
        tokens.verify(token)
    return refused.value.code


def forged(clock: ManualClock, *, key: bytes = SECRET, algorithm: str = "HS256", **changed: Any) -> str:
    now = int(clock.now().timestamp())
    claims = {
        "sub": USER,
        "sid": SESSION,
        "iat": now,
        "exp": now + 900,
        "jti": "j",
        "iss": "tertulia",
        "aud": "tertulia",
    }
    claims |= changed
    return jwt.encode({k: v for k, v in claims.items() if v is not None}, key, algorithm=algorithm)


def test_a_token_names_its_user_and_session(tokens: AccessTokens) -> None:
    claims = tokens.verify(tokens.issue(USER, SESSION))
    assert (claims.user_id, claims.session_id) == (USER, SESSION)


def test_two_tokens_of_one_moment_differ(tokens: AccessTokens) -> None:
    assert tokens.issue(USER, SESSION) != tokens.issue(USER, SESSION)


def test_it_ends_to_the_second(tokens: AccessTokens, clock: ManualClock) -> None:
    token = tokens.issue(USER, SESSION)
    clock.advance(899)
    assert tokens.verify(token).expires_at > clock.now()
    clock.advance(1)
    assert code_of(tokens, token) == "token_expired"


def test_the_forger_of_these_tests_can_make_a_good_one(tokens: AccessTokens, clock: ManualClock) -> None:
    assert tokens.verify(forged(clock)).user_id == USER


@pytest.mark.parametrize("claim", ["sub", "sid", "exp", "iat", "jti", "iss", "aud"])
def test_every_claim_is_needed(tokens: AccessTokens, clock: ManualClock, claim: str) -> None:
    assert code_of(tokens, forged(clock, **dict[str, Any]({claim: None}))) == "token_invalid"


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "another"},
        {"aud": "another"},
        {"sid": 5},
        {"exp": "2100"},
        {"exp": 1e20},
        {"exp": True},
        {"key": b"t" * 32},
        {"key": b"s" * 64, "algorithm": "HS512"},
    ],
)
def test_anything_else_is_invalid(tokens: AccessTokens, clock: ManualClock, changed: dict[str, Any]) -> None:
    assert code_of(tokens, forged(clock, **changed)) == "token_invalid"


def test_no_algorithm_is_no_signature(tokens: AccessTokens, clock: ManualClock) -> None:
    head, body, _ = forged(clock).split(".")
    unsigned = jwt.encode(jwt.decode(forged(clock), options={"verify_signature": False}), "", algorithm="none")
    assert code_of(tokens, unsigned) == "token_invalid"
    assert code_of(tokens, f"{head}.{body}.") == "token_invalid"


@pytest.mark.parametrize(
    "token", ["", ".", "..", "a.b.c", "é.é.é", "x" * 100_000, "\x00", "eyJhbGciOiJIUzI1NiJ9..", "[" * 5000]
)
def test_noise_is_invalid(tokens: AccessTokens, token: str) -> None:
    assert code_of(tokens, token) == "token_invalid"


def test_a_short_secret_is_refused_at_once(clock: ManualClock) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        AccessTokens(b"s" * 31, clock, 900)
