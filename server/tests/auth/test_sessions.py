from __future__ import annotations

import pytest
from tertulia.auth.sessions import RefreshTokens
from tertulia.domain.errors import Unauthorized
from tertulia.domain.ids import SessionId

TOKENS = RefreshTokens(b"k" * 32)


def test_a_token_names_its_session_and_its_hash() -> None:
    issued = TOKENS.issue(SessionId("abc"))
    assert TOKENS.read(issued.text) == issued
    assert issued.session_id == "abc"
    assert issued.text not in issued.hash


def test_each_is_new() -> None:
    assert TOKENS.issue(SessionId("abc")).hash != TOKENS.issue(SessionId("abc")).hash


def test_one_that_we_did_not_make_is_refused() -> None:
    text = TOKENS.issue(SessionId("abc")).text
    other = RefreshTokens(b"l" * 32).issue(SessionId("abc")).text
    session, nonce, mac = text.split(".")
    for bad in (
        "",
        ".",
        text[:-1],
        text + "x",
        f"abd.{nonce}.{mac}",
        f"{session}.x.{mac}",
        other,
        "é" + text,
        "x" * 9999,
    ):
        with pytest.raises(Unauthorized, match="sign in again"):
            TOKENS.read(bad)
