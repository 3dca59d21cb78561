"""Seat passes: proof, for the REST API, that the bearer is a participant of a room, a guest too.

Unlike a resume token a pass takes no seat: whoever shows it may do what somebody who sits there may. Who gives
out files asks besides whether the seat is still held; a pass alone outlives it.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

import jwt

from tertulia.domain.ids import ParticipantId, RoomCode, SittingId, UserId

LIFE_S = 7 * 24 * 3600
"""A new one comes with each join; this bounds one connection."""

ALGORITHM = "HS256"
AUDIENCE = "tertulia/seat"


@dataclass(frozen=True, slots=True)
class SeatPass:
    participant: ParticipantId
    room: RoomCode
    sitting: SittingId
    user_id: UserId | None


class SeatPasses:
    def __init__(self, secret: bytes) -> None:
        """The key is derived: a pass can never be taken for another token of the same secret."""
        self._key = hmac.new(secret, b"tertulia seat passes", hashlib.sha256).digest()

    def issue(self, seat: SeatPass, now: float) -> str:
        """now: Unix time, seconds."""
        payload = {
            "aud": AUDIENCE,
            "exp": int(now) + LIFE_S,
            "sub": seat.participant,
            "room": seat.room,
            "sit": seat.sitting,
            "uid": seat.user_id,
        }
        return jwt.encode(payload, self._key, algorithm=ALGORITHM)

    def read(self, token: str, now: float) -> SeatPass | None:
        """None for a token that is not one of ours, or is over."""
        options = {"require": ["sub", "exp", "aud"], "verify_exp": False}  # our clock, not PyJWT's
        try:
            p = jwt.decode(token, self._key, algorithms=[ALGORITHM], audience=AUDIENCE, options=options)  # type: ignore[arg-type]
        except (jwt.PyJWTError, ValueError, RecursionError):
            return None
        if p["exp"] <= now:
            return None
        return SeatPass(p["sub"], p["room"], p["sit"], p["uid"])
