"""Access tokens: short-lived JWTs (RFC 7519), one algorithm."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import jwt

from tertulia.domain.errors import Unauthorized
from tertulia.domain.ids import SessionId, UserId

ALGORITHM = "HS256"
ISSUER = AUDIENCE = "tertulia"
_REQUIRED = ["sub", "sid", "exp", "iat", "jti", "iss", "aud"]


class _Clock(Protocol):
    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Claims:
    user_id: UserId
    session_id: SessionId
    expires_at: datetime


class AccessTokens:
    """ttl_s: life of a token, seconds. Whether its session still lives is for the caller to ask."""

    def __init__(self, secret: bytes, clock: _Clock, ttl_s: int) -> None:
        if len(secret) < 32:
            raise ValueError("HS256 needs a key of 32 bytes or more (RFC 7518 section 3.2)")
        self._secret = secret
        self._clock = clock
        self.ttl_s = ttl_s

    def issue(self, user: UserId, session: SessionId) -> str:
        now = int(self._clock.now().timestamp())
        claims = {
            "sub": user,
            "sid": session,
            "iat": now,
            "exp": now + self.ttl_s,
            "jti": secrets.token_urlsafe(12),
            "iss": ISSUER,
            "aud": AUDIENCE,
        }
        return jwt.encode(claims, self._secret, algorithm=ALGORITHM)

    def verify(self, token: str) -> Claims:
        """Raises `Unauthorized`: `token_expired` for one of ours that is over, else `token_invalid`."""
        claims = self._decode(token)
        expires_at = datetime.fromtimestamp(claims["exp"], UTC)
        if expires_at <= self._clock.now():
            raise Unauthorized("Please sign in again.", code="token_expired")
        return Claims(UserId(claims["sub"]), SessionId(claims["sid"]), expires_at)

    def _decode(self, token: str) -> dict[str, Any]:
        # PyJWT reads the system's clock; ours is asked above instead.
        options: Any = {"require": _REQUIRED, "verify_exp": False, "verify_iat": False, "verify_nbf": False}
        try:
            claims: dict[str, Any] = jwt.decode(
                token, self._secret, algorithms=[ALGORITHM], audience=AUDIENCE, issuer=ISSUER, options=options
            )
        except (jwt.PyJWTError, ValueError, RecursionError) as bad:
            raise Unauthorized("That is not a valid token.", code="token_invalid") from bad
        well_formed = isinstance(claims["sub"], str) and isinstance(claims["sid"], str)
        if not well_formed or type(claims["exp"]) is not int:
            raise Unauthorized("That is not a valid token.", code="token_invalid")
        return claims
