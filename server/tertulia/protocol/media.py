"""What a client and the media server say to each other: in `signal`, under the participant id "sfu", and on the data
channel "tertulia" of the connection between the two. `docs/protocol.md`, "Through the server", is the prose.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from tertulia.protocol.messages import Wire

Role = Literal["mic", "camera", "screen", "screen-audio"]
"""What a client sends on an m-line: at most one of each."""

SlotKind = Literal["audio", "video", "screen", "screen-audio"]
"""What a client wants to receive on an m-line: whoever speaks, cameras, the shared screen, and its sound."""

SLOTS_MAX: dict[SlotKind, int] = {"audio": 3, "video": 9, "screen": 1, "screen-audio": 1}

SDP_BYTES = 65_536
"""The most that a deflated description may be: as much as a whole frame by default."""

DEFLATED = "Instead of `sdp`: that in UTF-8, as raw DEFLATE (RFC 1951) in base64 (RFC 4648 section 4)"

Number = Annotated[int, Field(ge=0, lt=2**31)]
PcName = Annotated[str, StringConstraints(min_length=1, max_length=64)]

# -- signals to "sfu" ------------------------------------------------------------------------------


class OfferSdp(Wire):
    """One of the two."""

    type: Literal["offer"]
    sdp: str | None = Field(None, min_length=1)
    deflated: str | None = Field(None, min_length=1, description=DEFLATED)


class MediaOffer(Wire):
    """An offer. An ICE restart is another one on the same `pc` with a greater `n`; a new `pc` replaces the old."""

    pc: PcName
    n: Number
    epoch: Number
    sdp: OfferSdp
    tracks: dict[str, Role] = Field(description="By mid: m-lines that the client sends")
    slots: dict[str, SlotKind] = Field(description="By mid: m-lines that it only receives")


class Candidate(Wire):
    """An RTCIceCandidateInit."""

    candidate: str = Field("", max_length=1024)


class MediaCandidate(Wire):
    pc: PcName
    epoch: Number
    ice: Candidate | None = Field(description="null: there are no more")


class MediaBye(Wire):
    """This client does not use the server any more."""

    pc: PcName
    bye: Literal[True]


# -- signals from "sfu" ----------------------------------------------------------------------------


class Answer(Wire):
    type: Literal["answer"] = "answer"
    sdp: str


class DeflatedAnswer(Wire):
    """To an offer that was deflated."""

    type: Literal["answer"] = "answer"
    deflated: str = Field(description=DEFLATED)


class MediaAnswer(Wire):
    """Answers the offer `n` of `pc`; says again the epoch that the offer said."""

    pc: str
    n: int
    epoch: int
    sdp: Answer | DeflatedAnswer


class Failure(Wire):
    code: str
    message: str


class MediaFailed(Wire):
    """This connection is gone or was refused: make a new one, with backoff."""

    pc: str
    epoch: int
    failed: Failure


# -- on the data channel, from the server ----------------------------------------------------------


class Slot(Wire):
    """Whose track a slot shows. `ts`: RTP timestamp of its first packet there, so that frames of before and after
    can be told apart."""

    id: str
    source: Role
    layer: Literal[0, 1, 2] | None = Field(description="0 quarter, 1 half, 2 full size; null where there is one only")
    ts: int


class ChannelSlots(Wire):
    """The whole table; it comes when the first packet of a new source goes out."""

    type: Literal["slots"] = "slots"
    rev: int
    slots: dict[str, Slot | None]


class ChannelPublishing(Wire):
    """Whose media arrives at the server now; the whole table, on change."""

    type: Literal["publishing"] = "publishing"
    ids: dict[str, list[Role]]


class ChannelSpeaking(Wire):
    """Who is heard as speaking now, loudest first."""

    type: Literal["speaking"] = "speaking"
    ids: list[str]


class ChannelLayers(Wire):
    """Which encodings of this client anybody watches. `camera`: quarter, half, full."""

    type: Literal["layers"] = "layers"
    camera: list[bool]
    screen: bool


class WayQuality(Wire):
    """What is not known yet is left out. `layer`: the best picture sent this way."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=False)

    loss: float = Field(description="0 to 1")
    rtt_ms: int | None = None
    bps: int
    layer: Literal[0, 1, 2] | None = None


class PersonQuality(Wire):
    """`up`: from this person to the server; `down`: from the server to it."""

    up: WayQuality
    down: WayQuality


class ChannelQuality(Wire):
    type: Literal["quality"] = "quality"
    people: dict[str, PersonQuality]


# -- on the data channel, from the client ----------------------------------------------------------


class WishedTile(Wire):
    """Sizes in device pixels, of which browsers have halves."""

    id: str
    source: Literal["camera", "screen"]
    width: float
    height: float
    pinned: bool


class ChannelWish(Wire):
    """What is on the screen now, and how large; what is not in it is not sent."""

    type: Literal["media-wish"]
    rev: int
    tiles: list[WishedTile]
    audio_only: bool


MEDIA_CLIENT_MESSAGES: tuple[type[Wire], ...] = (MediaOffer, MediaCandidate, MediaBye, ChannelWish)
CHANNEL_MESSAGES: tuple[type[Wire], ...] = (
    ChannelSlots,
    ChannelPublishing,
    ChannelSpeaking,
    ChannelLayers,
    ChannelQuality,
    ChannelWish,
)
MEDIA_SERVER_MESSAGES: tuple[type[Wire], ...] = (MediaAnswer, MediaFailed, *CHANNEL_MESSAGES[:-1])
