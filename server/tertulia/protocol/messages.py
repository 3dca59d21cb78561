"""Every Socket.IO message, both ways. The names and shapes of the public contract (join-call, signal,
chat-message, user-joined, user-left) never change; `docs/protocol.md` is the prose, and
`protocol/schema.json` is generated from here.

Wire names are camelCase; unknown fields of a client are ignored, so that newer clients may talk to us.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from tertulia.domain import reactions


class Wire(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        frozen=True,
        extra="ignore",
        strict=True,
        json_schema_serialization_defaults_required=True,
    )


# -- client to server ------------------------------------------------------------------------------


class Seen(Wire):
    """The last numbers a returning client has seen, of the boot it saw them in."""

    boot: str
    signal: int = Field(0, ge=0)
    chat: int = Field(0, ge=0)


class SetState(Wire):
    """`set-state`: what a participant says of itself; only the fields present change. Peers show it, nobody
    verifies it."""

    mic: bool | None = None
    camera: bool | None = None
    screen: bool | None = None
    hand: bool | None = None


class JoinCall(Wire):
    """`join-call` as an object. A plain string is the same as `{room: <that string>}`."""

    room: str = Field(max_length=2048, description="A room code, or an address whose last path segment is one")
    name: str = Field("", max_length=256)
    protocol: int = Field(0, ge=0, description="1: numbered changes instead of user-joined / user-left")
    token: str | None = Field(None, max_length=4096, description="Access token of a signed-in user")
    resume: str | None = Field(None, max_length=4096, description="From the last JoinAck: the same seat again")
    arrival: str | None = Field(
        None,
        min_length=22,
        max_length=64,
        pattern="^[A-Za-z0-9_-]+$",
        description="Made up at random by the client for one arrival, secret: a join whose ack was lost gets its seat again by it",
    )
    seen: Seen | None = None
    state: SetState = Field(default_factory=SetState, description="What is not said is off")
    planes: list[str] = Field(
        default_factory=lambda: ["mesh"],
        description='Ways of media that the client can do: "mesh", "sfu" (protocol 1 only). Others are ignored',
    )


class LeaveCall(Wire):
    """`leave-call`. "left": the seat is given up now. "unload": the page is closing or reloading; the seat
    is kept for `unload_grace_s`, because a page about to go cannot know which of the two it is."""

    reason: Literal["left", "unload"] = "left"


class ChatAlong(Wire):
    """4th argument of `chat-message`: what a line brings besides its text, which then may be empty."""

    reply_to: int | None = Field(None, ge=1, description="`seq` of the line this one answers")
    files: list[str] = Field(default_factory=list, max_length=64, description="Ids of files sent over REST before")


# -- server to client: values ----------------------------------------------------------------------


class ParticipantState(Wire):
    mic: bool
    camera: bool
    screen: bool
    hand: bool
    hand_since: float | None = Field(
        None, description="Unix time, seconds, by the room; null while the hand is down. Hands queue by it"
    )


class Participant(Wire):
    id: str
    name: str
    user_id: str | None
    joined_at: float = Field(description="Unix time, seconds")
    online_since: float = Field(description="Unix time of the present connection, seconds")
    away: bool = Field(description="The connection dropped; the seat is kept for now")
    protocol: int = Field(description="0: speaks only the public contract; knows no state, no topology")
    state: ParticipantState


class Topology(Wire):
    mode: Literal["mesh", "sfu"]
    epoch: int
    mesh_limit: int = Field(
        description="In a mesh the first so many participants exchange media; the others read and write"
    )
    held: Literal["no_server", "mesh_only"] | None = Field(
        None,
        description="What keeps this room a mesh: there is no media server; or somebody's client knows the mesh only",
    )


class Snapshot(Wire):
    """The whole truth about a room after change number `rev` of this `boot`."""

    boot: str = Field(description="Names this opening of the room; numbers mean something only within one boot")
    rev: int = Field(description="How many changes this boot has seen")
    room: str
    title: str
    sitting: str
    settling: bool = Field(description="The server came back a moment ago: who is missing here may still return")
    topology: Topology
    participants: list[Participant] = Field(description="By joinedAt; ties in the order they came")


class Quote(Wire):
    """The line that another one answers, as it was said."""

    seq: int
    name: str
    text: str = Field(description="Cut after 160 characters; empty for a line of files")
    files: list[str] = Field(description="Names of the files it brought")


class FileNote(Wire):
    """A file of a chat line; its bytes are at `/api/v1/files/{id}`."""

    id: str
    name: str
    media_type: str = Field(description="Of a picture that the server recognised, else application/octet-stream")
    size: int = Field(description="Bytes")
    width: int = Field(description="Pixels; 0 for what is not a picture")
    height: int


class ChatLine(Wire):
    seq: int
    key: str
    text: str
    name: str
    sender_id: str
    user_id: str | None
    at: float = Field(description="Unix time, seconds")
    reply: Quote | None = None
    files: list[FileNote] = Field(default_factory=list)


# -- server to client: changes ---------------------------------------------------------------------


class Joined(Wire):
    """Goes after the last participant whose joinedAt is not greater."""

    type: Literal["joined"] = "joined"
    participant: Participant


class Left(Wire):
    """The seat is given up; this id will not come back in this boot."""

    type: Literal["left"] = "left"
    id: str
    reason: Literal["left", "lost", "moved"] = Field(
        description="left: on purpose; lost: dropped and not back in time; moved: went to another room"
    )


class Away(Wire):
    """The connection dropped; media between peers may still flow."""

    type: Literal["away"] = "away"
    id: str


class Back(Wire):
    """The participant is connected again: same id, same seat."""

    type: Literal["back"] = "back"
    id: str
    online_since: float


class Renamed(Wire):
    """A guest whose name turned out to be that of a signed-in participant, or an original client that has said
    its name with its first chat message."""

    type: Literal["renamed"] = "renamed"
    id: str
    name: str


class StateChanged(Wire):
    type: Literal["state"] = "state"
    id: str
    state: ParticipantState


class TopologyChanged(Wire):
    type: Literal["topology"] = "topology"
    topology: Topology


class Settled(Wire):
    """Whoever is not here now will not come back by itself."""

    type: Literal["settled"] = "settled"


Change = Annotated[
    Joined | Left | Away | Back | Renamed | StateChanged | TopologyChanged | Settled, Field(discriminator="type")
]


class RoomChanges(Wire):
    """`room-changes`: changes number `rev - len(changes) + 1` to `rev`. A client whose last number is not
    `rev - len(changes)` of this boot asks with `sync-room`."""

    boot: str
    rev: int
    changes: list[Change]


# -- server to client: acks ------------------------------------------------------------------------


class Problem(Wire):
    code: str
    message: str
    field: str | None = None
    retry_after_s: float | None = None


class Refused(Wire):
    ok: Literal[False] = False
    error: Problem


class Done(Wire):
    ok: Literal[True] = True


class You(Wire):
    id: str
    name: str
    user_id: str | None


class JoinAck(Wire):
    """Answer to `join-call`. `chat` is the newest history (or, on a resume, the lines after `seen.chat`).
    Signals that a resumed client missed follow as ordinary `signal` events, in order."""

    ok: Literal[True] = True
    you: You
    resume: str = Field(description="Brings this participant back to this seat; secret; a new one at each join")
    seat_pass: str = Field(
        description="Shown to the REST API as a bearer token by whoever sits here; secret; a new one at each join"
    )
    file_bytes: int = Field(description="The largest file that may be shared here; 0: none")
    resumed: bool
    grace_s: float
    snapshot: Snapshot
    chat: list[ChatLine]


class SnapshotAck(Wire):
    ok: Literal[True] = True
    snapshot: Snapshot


class ChatAck(Wire):
    ok: Literal[True] = True
    seq: int
    at: float


# -- server to client: notices ---------------------------------------------------------------------


class SeatTaken(Wire):
    """`seat-taken`: this participant now sits at another connection; this socket has left the room."""


class RefusedEvent(Wire):
    """`refused`: what `Refused` says in an ack, for an event that asked for none."""

    event: str
    error: Problem


class Reaction(Wire):
    """What participant `id` threw into the room just now."""

    id: str
    reaction: reactions.Reaction


class Reactions(Wire):
    """`reactions`: gathered like changes, but neither numbered nor replayed; at most 50 at once."""

    reactions: list[Reaction]


class Caption(Wire):
    """What participant `id` has written so far of what is being said, in their line of this number."""

    id: str
    line: int = Field(description="Counts up, by its writer; told again, it is the same line, longer or mended")
    text: str = Field(description="The whole of it; empty: taken back")


class Captions(Wire):
    """`captions`: gathered like reactions, and like them neither numbered, replayed nor kept."""

    captions: list[Caption]


class ChatMeta(Wire):
    """4th argument of `chat-message` to protocol 1 clients."""

    seq: int
    key: str
    user_id: str | None
    at: float = Field(description="Unix time, seconds")
    reply: Quote | None = None
    files: list[FileNote] = Field(default_factory=list)


# -- events by name --------------------------------------------------------------------------------
# Arguments of the public contract, and what ours add behind them. Original clients are sent exactly the
# arguments of the contract, never one more.

CLIENT_EVENTS: dict[str, str] = {
    "join-call": "(path: string | JoinCall) => JoinAck | Refused",
    "signal": "(toId: string, message: string | object) => Done | Refused",
    "chat-message": "(data: string, sender: string, key?: string, along?: ChatAlong) => ChatAck | Refused",
    "set-state": "(state: SetState) => Done | Refused",
    "ask-server": "() => Done | Refused",
    "reaction": "(reaction: string) => Done | Refused",
    "caption": "(text: string, line: number) => Done | Refused",
    "leave-call": "(leave?: LeaveCall) => Done | Refused",
    "sync-room": "() => SnapshotAck | Refused",
}

SERVER_EVENTS: dict[str, str] = {
    "user-joined": "(newId: string, ids: string[]) to protocol 0",
    "user-left": "(id: string) to protocol 0",
    "signal": "(fromId: string, message: string | object, n?: number) n to protocol 1: counts from 1 in a boot and seat",
    "chat-message": "(data: string, sender: string, senderId: string, meta?: ChatMeta) meta to protocol 1",
    "room-changes": "(changes: RoomChanges) to protocol 1",
    "reactions": "(reactions: Reactions) to protocol 1, the sender too",
    "captions": "(captions: Captions) to protocol 1, the writer too",
    "seat-taken": "(notice: SeatTaken) to protocol 1",
    "refused": "(refused: RefusedEvent) to whoever asked for no ack",
}

CLIENT_MESSAGES: tuple[type[Wire], ...] = (JoinCall, SetState, LeaveCall, ChatAlong)
SERVER_MESSAGES: tuple[type[Wire], ...] = (
    JoinAck,
    SnapshotAck,
    ChatAck,
    Done,
    Refused,
    RoomChanges,
    Reactions,
    Captions,
    ChatMeta,
    SeatTaken,
    RefusedEvent,
)
