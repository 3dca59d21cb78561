"""Resume tokens: proof that the bearer is the participant of a seat. Signed, so that they outlive the server.

A token is good for a seat, not for an account: it opens nothing but the room and the place named in it. It is
made at each join and must work whenever the connection breaks, so its life (`LIFE_S`) bounds how long a call
may run before a restart of the server; how long a seat waits is the room's affair, not the token's.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

import jwt

from tertulia.domain.ids import ParticipantId, RoomCode, SittingId, UserId

LIFE_S = 24 * 3600
ALGORITHM = "HS256"
AUDIENCE = "tertulia/resume"


@dataclass(frozen=True, slots=True)
class ResumeClaims:
    """`boot` names the opening of the room in which the token was made; `serial` the token."""

    participant: ParticipantId
    room: RoomCode
    name: str
    user_id: UserId | None
    joined_at: float
    sitting: SittingId
    boot: str
    serial: str


class ResumeTokens:
    def __init__(self, secret: bytes) -> None:
        """The key is derived: a resume token can never pass for another token of the same secret."""
        self._key = hmac.new(secret, b"tertulia resume tokens", hashlib.sha256).digest()

    def issue(self, claims: ResumeClaims, now: float) -> str:
        """now: Unix time, seconds."""
        payload = {
            "aud": AUDIENCE,
            "exp": int(now) + LIFE_S,
            "sub": claims.participant,
            "room": claims.room,
            "name": claims.name,
            "uid": claims.user_id,
            "at": claims.joined_at,
            "sit": claims.sitting,
            "boot": claims.boot,
            "jti": claims.serial,
        }
        return jwt.encode(payload, self._key, algorithm=ALGORITHM)

    def read(self, token: str, now: float) -> ResumeClaims | None:
        """None for a token that is not ours or is over: its bearer simply joins as somebody new."""
        options = {"require": ["sub", "exp", "aud", "jti"], "verify_exp": False}  # our clock, not PyJWT's
        try:
            p = jwt.decode(token, self._key, algorithms=[ALGORITHM], audience=AUDIENCE, options=options)  # type: ignore[arg-type]
        except (jwt.PyJWTError, ValueError, RecursionError):
            return None
        if p["exp"] <= now:
            return None
        return ResumeClaims(
            participant=p["sub"],
            room=p["room"],
            name=p["name"],
            user_id=p["uid"],
            joined_at=p["at"],
            sitting=p["sit"],
            boot=p["boot"],
            serial=p["jti"],
        )


def new_serial() -> str:
    return secrets.token_urlsafe(9)
