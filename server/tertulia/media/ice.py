"""STUN and TURN servers, with credentials that age (the TURN REST convention of coturn's `use-auth-secret`)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IceServer:
    """An RTCIceServer (W3C WebRTC section 4.2.4)."""

    urls: tuple[str, ...]
    username: str | None = None
    credential: str | None = None


class IceServers:
    """credential_s: life of a TURN credential, seconds. An allocation made with it outlives it."""

    def __init__(
        self, *, stun_urls: Sequence[str], turn_urls: Sequence[str], turn_secret: str | None, credential_s: int
    ) -> None:
        self._stun_urls = tuple(stun_urls)
        self._turn_urls = tuple(turn_urls) if turn_secret else ()
        self._turn_secret = turn_secret or ""
        self._credential_s = credential_s

    @property
    def ttl_s(self) -> int:
        """Ask again after so long (three quarters of a credential's life); 0: nothing ages."""
        return self._credential_s * 3 // 4 if self._turn_urls else 0

    def for_person(self, name: str, now: float) -> list[IceServer]:
        """name: tells people apart in the TURN server's log; no colon. now: Unix time, seconds."""
        servers = [IceServer(self._stun_urls)] if self._stun_urls else []
        if self._turn_urls:
            username = f"{int(now) + self._credential_s}:{name}"
            credential = turn_credential(self._turn_secret, username)
            servers.append(IceServer(self._turn_urls, username, credential))
        return servers


def turn_credential(secret: str, username: str) -> str:
    """base64(HMAC-SHA1(secret, username)): what coturn computes itself from `<expiry>:<name>`."""
    return base64.b64encode(hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()).decode()
