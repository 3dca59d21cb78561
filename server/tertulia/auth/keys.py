"""The server's one secret, and the keys made from it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

MIN_BYTES = 32


class SecretUnusable(Exception):
    """The secret is too short or its file cannot be read; the message is one line for the operator."""


class ServerSecret:
    """Hands out keys that reveal neither the secret nor each other (HMAC as a PRF, RFC 5869 section 2.3)."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < MIN_BYTES:
            raise SecretUnusable(f"the secret needs at least {MIN_BYTES} bytes, it has {len(secret)}")
        self._secret = secret

    def key(self, purpose: str) -> bytes:
        """32 bytes; another purpose, another key."""
        return hmac.new(self._secret, b"tertulia/" + purpose.encode() + b"\x01", hashlib.sha256).digest()

    def __repr__(self) -> str:
        return "ServerSecret(...)"


def load_or_create(path: Path) -> ServerSecret:
    """The secret kept at `path` (mode 0600), made at the first call.

    Complete or not there at all, also when two processes start at once: the file is written aside and
    linked into place, and whoever comes second reads the first one's.
    """
    try:
        if not path.exists():
            _create(path)
        return ServerSecret(path.read_bytes().strip())
    except SecretUnusable as short:
        raise SecretUnusable(f"{path}: {short}; delete it only if nobody has an account yet") from None
    except OSError as refused:
        raise SecretUnusable(f"{path}: {refused.strerror}") from refused


def _create(path: Path) -> None:
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    fd = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(fd, "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(aside, path)
        except FileExistsError:
            return
    finally:
        aside.unlink(missing_ok=True)
