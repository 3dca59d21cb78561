"""Everything that can be refused, each with a stable code.

TertuliaError
├── InvalidInput        a field is missing, malformed or out of bounds (names the field)
├── Unauthorized        who are you? (no, wrong or expired credentials)
├── Forbidden           we know who you are, and no
├── NotFound            there is no such thing
├── Conflict            it exists already
├── Busy                too much at once; `retry_after_s` says when
├── RoomFull            no seat left
├── TooLarge            more of it than is allowed
├── StorageFull         no space left: a quota is used up, or the disk is
└── Unavailable         something we lean on (database, media) does not answer

`code` and the sentence are public; the cause (`raise ... from`) is private. Only edges turn one into
an HTTP answer or an ack.
"""

from __future__ import annotations


class TertuliaError(Exception):
    """A refusal with a public sentence."""

    code = "error"

    def __init__(
        self, message: str, *, code: str | None = None, field: str | None = None, retry_after_s: float | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code
        self.field = field
        self.retry_after_s = retry_after_s


class InvalidInput(TertuliaError):
    code = "invalid"


class Unauthorized(TertuliaError):
    code = "unauthorized"


class Forbidden(TertuliaError):
    code = "forbidden"


class NotFound(TertuliaError):
    code = "not_found"


class Conflict(TertuliaError):
    code = "conflict"


class Busy(TertuliaError):
    code = "busy"


class RoomFull(TertuliaError):
    code = "room_full"


class TooLarge(TertuliaError):
    code = "too_large"


class StorageFull(TertuliaError):
    code = "storage_full"


class Unavailable(TertuliaError):
    code = "unavailable"
