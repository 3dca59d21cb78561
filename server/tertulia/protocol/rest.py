"""Every body of the REST API. Paths are in `api/routes.py`; prose is in `docs/protocol.md`.

What a JSON schema cannot say (no control characters in names, for example) is refused with the same 422.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, StringConstraints

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
Username = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=64)]
Password = Annotated[str, StringConstraints(min_length=8, max_length=256)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2048)]


class Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Problem(Body):
    message: str
    code: str
    field: str | None = Field(None, description="The part of the request that is to blame, where there is one")
    retry_after_s: float | None = Field(None, description="Try again after so many seconds, as in Retry-After")


class Message(Body):
    message: str


class RegisterRequest(Body):
    name: Name
    username: Username
    password: Password


class LoginRequest(Body):
    """Bounds only keep hashing cheap: what register would refuse is simply a wrong password here."""

    username: Annotated[str, StringConstraints(max_length=256)]
    password: Annotated[str, StringConstraints(max_length=1024)]


class UserView(Body):
    id: str
    name: str
    username: str


class LoginResponse(Body):
    token: str
    user: UserView
    expires_in: int = Field(description="Life of the token, seconds")


def _no_boolean(value: object) -> object:
    """Python takes true for 1; JSON does not."""
    if isinstance(value, bool):
        raise ValueError("not a number")
    return value


class AccountSettings(Body):
    """What a user set, for every browser they sign in with. Only clients know the names in `settings`."""

    version: Annotated[int, BeforeValidator(_no_boolean)] = Field(
        ge=0,
        le=2**53,
        description="How often it was replaced; what is sent must be the version it was made from, or 409",
    )
    settings: dict[str, JsonValue]


class ActivityRequest(Body):
    meeting_code: Code = Field(description="A meeting's code (at most 128 characters) or its address")


class ActivityAdded(Message):
    id: str


class Activity(Body):
    """`user_id`, `meetingCode` and `date` are the public contract."""

    id: str
    user_id: str
    meetingCode: str  # the public contract's name
    date: datetime
    title: str = ""


class Attendee(Body):
    id: str
    name: str
    user_id: str | None
    joined_at: datetime
    left_at: datetime | None


class QuoteView(Body):
    """The line that another one answers."""

    seq: int
    name: str
    text: str
    files: list[str]


class FileView(Body):
    """A shared file; its bytes are at `/files/{id}`. `width` and `height` are 0 for what is not a picture."""

    id: str
    name: str
    media_type: str
    size: int = Field(description="Bytes")
    width: int
    height: int


class SaidLine(Body):
    seq: int
    name: str
    sender_id: str
    text: str
    at: datetime
    reply: QuoteView | None
    files: list[FileView]


Milliseconds = Annotated[int, Field(ge=0, le=8 * 86_400_000)]


class DropView(Body):
    """A time in which the call was not good."""

    at: int = Field(ge=0, le=253_402_300_799_999, description="Unix time, milliseconds")
    lasted_ms: Milliseconds
    step: Literal["fair", "poor", "lost"] = Field(description="The worst of it")
    side: Literal["none", "yours", "theirs", "both", "server"] = Field(
        description="Whose network it was; server: between it and us; none: nobody knows"
    )


class ReportRequest(Body):
    """How good a call was for the one who tells."""

    good_ms: Milliseconds
    fair_ms: Milliseconds
    poor_ms: Milliseconds
    lost_ms: Milliseconds
    drops: list[DropView] = Field(max_length=40)


class ReportView(Body):
    """As it was told; who sat at several seats is given all of it together."""

    good_ms: int
    fair_ms: int
    poor_ms: int
    lost_ms: int
    drops: list[DropView]


class ActivityDetail(Activity):
    """`GET /users/activity/{id}`: who was there and what was said while this user's sitting lasted."""

    people: list[Attendee]
    chat: list[SaidLine]
    report: ReportView | None = Field(description="How good the call was for this user; null when nothing was told")


class FoundLine(Body):
    seq: int
    name: str
    at: datetime
    excerpt: str = Field(description="On one line, cut around the first word found")


class FoundMeeting(Activity):
    """`people` and `lines` are those in which the words were found, the first few; `line_count` is all lines."""

    people: list[str]
    lines: list[FoundLine]
    line_count: int


class SearchResults(Body):
    found: list[FoundMeeting]
    after: str | None = Field(description="Ask again with this for the next page; null: that was all")


class MeetingRequest(Body):
    title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=128)] = ""


class MeetingView(Body):
    """`participants` are the names of those inside now, at most 12; `participant_count` is all of them."""

    code: str
    title: str
    created_at: datetime
    participant_count: int
    participants: list[str]


class WayView(Body):
    """One direction of somebody's connection to the media server, over the last two seconds. `grade` weighs loss and
    round trip; `layer` is the best picture sent that way: 0 quarter, 1 half, 2 full size."""

    grade: Literal["good", "fair", "bad"]
    loss: float = Field(description="Share of packets, 0 to 1")
    rtt_ms: float | None
    bps: int
    layer: int | None


class PersonQuality(Body):
    """`side`: whose it is when something is bad: this person's, or the server's (then it is bad for half of all)."""

    id: str
    name: str
    transport: Literal["udp", "tcp"] | None = Field(description="null: not connected yet")
    side: Literal["none", "person", "server"]
    up: WayView = Field(description="From the person to the server")
    down: WayView


class MeetingQuality(Body):
    """Empty while the meeting is a mesh: the server sees nothing of its media then."""

    people: list[PersonQuality]


class IceServer(Body):
    """An RTCIceServer (W3C WebRTC section 4.2.4)."""

    urls: list[str]
    username: str | None = None
    credential: str | None = None


class IceResponse(Body):
    iceServers: list[IceServer]  # RTCConfiguration's name
    ttl: int = Field(description="Ask again after so many seconds; 0: nothing in it ages")


class Health(Body):
    status: Literal["ok", "unavailable"]
    version: str
