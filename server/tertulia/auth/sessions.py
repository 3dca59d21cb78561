"""Refresh tokens: `<session>.<nonce>.<mac>`, rotated at each use, stored only as a hash.

The mac tells a token that was ours once (used twice: stolen or copied, its session ends) from one that
never was (somebody guessing: refused, and nobody else's sign-in suffers).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from tertulia.domain.errors import Unauthorized
from tertulia.domain.ids import SessionId

MAX_LENGTH = 256


@dataclass(frozen=True, slots=True)
class RefreshToken:
    text: str
    session_id: SessionId
    hash: str
    """What the store keeps: SHA-256, enough for 192 random bits."""


class RefreshTokens:
    def __init__(self, key: bytes) -> None:
        self._key = key

    def issue(self, session_id: SessionId) -> RefreshToken:
        body = f"{session_id}.{secrets.token_urlsafe(24)}"
        return _token(f"{body}.{self._mac(body)}", session_id)

    def read(self, text: str) -> RefreshToken:
        """Raises `Unauthorized(code="session_ended")` for a text that we never issued."""
        body, _, mac = text.rpartition(".")
        session_id = body.partition(".")[0]
        if len(text) > MAX_LENGTH or not text.isascii() or not hmac.compare_digest(mac, self._mac(body)):
            raise Unauthorized("Please sign in again.", code="session_ended")
        return _token(text, SessionId(session_id))

    def _mac(self, body: str) -> str:
        digest = hmac.new(self._key, body.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:18]).decode()


def _token(text: str, session_id: SessionId) -> RefreshToken:
    return RefreshToken(text, session_id, hashlib.sha256(text.encode()).hexdigest())
