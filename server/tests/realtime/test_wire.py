"""The schema, the examples and what is really sent are one thing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import TypeAdapter
from tertulia.domain.errors import Busy
from tertulia.domain.ids import FileId, ParticipantId, RoomCode, SittingId, UserId
from tertulia.domain.presence import (
    Change,
    MediaState,
    ParticipantAway,
    ParticipantBack,
    ParticipantJoined,
    ParticipantLeft,
    ParticipantRenamed,
    Picture,
    RoomSettled,
    Seat,
    StateChanged,
    TopologyChanged,
    fold_all,
)
from tertulia.domain.records import ChatLine, FileNote, Quote
from tertulia.domain.room import Room, RoomPolicy
from tertulia.domain.topology import Topology
from tertulia.protocol import media, messages
from tertulia.protocol.export import schema
from tertulia.realtime import wire
from tertulia.services.join import Joined
from tertulia.services.live_room import LiveRoom

PROTOCOL = Path(__file__).parents[3] / "protocol"
EXAMPLES = sorted(p for p in (PROTOCOL / "examples").glob("*.json") if p.stem not in ("fold", "media-channel"))
ARGUMENTS: dict[tuple[str, str], tuple[type[messages.Wire] | None, ...]] = {
    ("client", "join-call"): (messages.JoinCall,),
    ("client", "set-state"): (messages.SetState,),
    ("client", "leave-call"): (messages.LeaveCall,),
    ("server", "room-changes"): (messages.RoomChanges,),
    ("server", "reactions"): (messages.Reactions,),
    ("server", "captions"): (messages.Captions,),
    ("server", "seat-taken"): (messages.SeatTaken,),
    ("server", "refused"): (messages.RefusedEvent,),
    ("client", "chat-message"): (None, None, None, messages.ChatAlong),
    ("server", "chat-message"): (None, None, None, messages.ChatMeta),
}
ACKS: dict[str, type[messages.Wire]] = {
    "join-call": messages.JoinAck,
    "chat-message": messages.ChatAck,
    "sync-room": messages.SnapshotAck,
}


TO_SFU: dict[str, type[messages.Wire]] = {"sdp": media.MediaOffer, "ice": media.MediaCandidate, "bye": media.MediaBye}
FROM_SFU: dict[str, type[messages.Wire]] = {"sdp": media.MediaAnswer, "failed": media.MediaFailed}
ON_CHANNEL = {model.model_fields["type"].annotation: model for model in media.CHANNEL_MESSAGES}


def held_to(model: type[messages.Wire], value: Any) -> None:
    """Reads `value` as `model` and writes it again: nothing is lost and nothing comes on top."""
    read = model.model_validate_json(json.dumps(value))
    assert json.loads(read.model_dump_json(by_alias=True, exclude_unset=True)) == value


def test_the_schema_on_disk_is_current() -> None:
    on_disk = json.loads((PROTOCOL / "schema.json").read_text())
    assert on_disk == schema(), "run `python -m tertulia.protocol.export`"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_true(path: Path) -> None:
    example = json.loads(path.read_text())
    side, event = example["from"], example["event"]
    table = messages.CLIENT_EVENTS if side == "client" else messages.SERVER_EVENTS
    assert event in table
    for value, model in zip(example["args"], ARGUMENTS.get((side, event), ()), strict=False):
        if model is not None and not isinstance(value, str):
            held_to(model, value)
    if "ack" in example:
        held_to(ACKS.get(event, messages.Done) if example["ack"]["ok"] else messages.Refused, example["ack"])


@pytest.mark.parametrize("path", [p for p in EXAMPLES if ".media-" in p.name], ids=lambda path: path.stem)
def test_every_example_of_talk_with_the_media_server_is_true(path: Path) -> None:
    example = json.loads(path.read_text())
    (who, message, *_), to_sfu = example["args"], example["from"] == "client"
    assert who == "sfu"
    model = next(model for key, model in (TO_SFU if to_sfu else FROM_SFU).items() if key in message)
    if isinstance(message.get("ice"), dict):  # what else browsers put into a candidate is ignored
        message["ice"] = {"candidate": message["ice"]["candidate"]}
    held_to(model, message)


def test_the_example_of_the_data_channel_shows_every_message_of_it() -> None:
    example = json.loads((PROTOCOL / "examples" / "media-channel.json").read_text())
    said = [*example["fromServer"], *example["fromClient"]]
    for message in said:
        held_to(ON_CHANNEL[Literal[message["type"]]], message)
    assert len(said) == len(ON_CHANNEL)


def test_every_event_has_an_example() -> None:
    shown = {(e["from"], e["event"]) for e in (json.loads(path.read_text()) for path in EXAMPLES)}
    assert shown == {("client", name) for name in messages.CLIENT_EVENTS} | {
        ("server", name) for name in messages.SERVER_EVENTS
    }


# -- the fold ------------------------------------------------------------------------------------------


def _state(value: dict[str, Any]) -> MediaState:
    return MediaState(hand_since=value["handSince"], **{k: v for k, v in value.items() if k != "handSince"})


def _seat(value: dict[str, Any]) -> Seat:
    return Seat(
        id=ParticipantId(value["id"]),
        name=value["name"],
        user_id=value["userId"],
        protocol=value["protocol"],
        joined_at=value["joinedAt"],
        online_since=value["onlineSince"],
        state=_state(value["state"]),
        away=value["away"],
    )


def _topology(value: dict[str, Any]) -> Topology:
    return Topology(value["mode"], value["epoch"], value["meshLimit"], value["held"])


def _picture(value: dict[str, Any]) -> Picture:
    seats = tuple(_seat(seat) for seat in value["participants"])
    return Picture(value["rev"], value["settling"], _topology(value["topology"]), seats)


def _change(value: dict[str, Any]) -> Change:
    match value:
        case {"type": "joined", "participant": seat}:
            return ParticipantJoined(_seat(seat))
        case {"type": "left", "id": who, "reason": reason}:
            return ParticipantLeft(who, reason)
        case {"type": "away", "id": who}:
            return ParticipantAway(who)
        case {"type": "back", "id": who, "onlineSince": since}:
            return ParticipantBack(who, since)
        case {"type": "renamed", "id": who, "name": name}:
            return ParticipantRenamed(who, name)
        case {"type": "state", "id": who, "state": state}:
            return StateChanged(who, _state(state))
        case {"type": "topology", "topology": topology}:
            return TopologyChanged(_topology(topology))
        case {"type": "settled"}:
            return RoomSettled()
    raise AssertionError(f"the table has a change we do not know: {value}")


CASES = json.loads((PROTOCOL / "examples" / "fold.json").read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["claim"])
def test_the_fold_is_what_the_table_says(case: dict[str, Any]) -> None:
    changes = [change for batch in case["roomChanges"] for change in batch["changes"]]
    for batch in case["roomChanges"]:
        held_to(messages.RoomChanges, batch)
    assert fold_all(_picture(case["snapshot"]), [_change(c) for c in changes]) == _picture(case["result"])
    for change in changes:
        assert json.loads(wire.change_text(_change(change))) == change


def test_the_table_shows_every_type_of_change() -> None:
    shown = {change["type"] for case in CASES for batch in case["roomChanges"] for change in batch["changes"]}
    kinds = TypeAdapter(messages.Change).json_schema()["discriminator"]["mapping"]
    assert shown == set(kinds)


# -- what we write by hand -----------------------------------------------------------------------------

SEAT = Seat(ParticipantId("ana"), 'Ana "\u2028 María', UserId("u"), 1, 1.5, 2.5, MediaState(mic=True), True)
LINE = ChatLine(
    RoomCode("circle"),
    3,
    "k",
    SittingId("s"),
    ParticipantId("ana"),
    "Ana",
    None,
    'a "quoted" \\ line\n\u2028',
    datetime(2026, 1, 1, tzinfo=UTC),
    Quote(2, "Bo", "what it answers", ("old.png",)),
    (FileNote(FileId("f"), "plan.png", "image/png", 5, 4, 3),),
)


def test_the_join_ack_we_write_is_the_one_of_the_schema() -> None:
    live = LiveRoom(RoomCode('c"ircle'), Room(RoomPolicy(), settles_at=5.0), sitting=None, history=5)
    live.room._chairs = {}
    ack = wire.join_ack(Joined(live, SEAT, "token", "pass", True, True, [LINE], []), 30, 5)
    held_to(messages.JoinAck, json.loads(ack))
    assert json.loads(ack)["snapshot"]["room"] == 'c"ircle'


def test_what_else_we_write_is_of_the_schema() -> None:
    held_to(messages.Participant, json.loads(wire.seat_text(SEAT)))
    held_to(messages.ChatLine, json.loads(wire.line_text(LINE)))
    held_to(messages.ChatAck, json.loads(wire.chat_ack(LINE)))
    held_to(messages.ChatMeta, json.loads(wire.said_arguments(LINE, 1)[3]))
    assert len(wire.said_arguments(LINE, 0)) == 3
    held_to(messages.Refused, json.loads(wire.refused(Busy("later", retry_after_s=1.5))))
    held_to(messages.RefusedEvent, json.loads(wire.refused_event("x" * 500, Busy("later", retry_after_s=1.5))))
    held_to(messages.RoomChanges, json.loads(wire.changes_text("b", 2, [wire.change_text(RoomSettled())])))
