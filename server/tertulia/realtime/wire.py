"""Domain values as JSON text of the wire. The shapes are those of `protocol.messages`, which tests hold them to;
pictures of large rooms are put together from parts that are written once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from tertulia.domain.errors import TertuliaError
from tertulia.domain.ids import ParticipantId
from tertulia.domain.presence import (
    Change,
    MediaState,
    ParticipantAway,
    ParticipantBack,
    ParticipantJoined,
    ParticipantLeft,
    ParticipantRenamed,
    RoomSettled,
    Seat,
    StateChanged,
    TopologyChanged,
)
from tertulia.domain.reactions import Reaction
from tertulia.domain.records import ChatLine, FileNote, Quote
from tertulia.domain.topology import Topology
from tertulia.protocol import messages
from tertulia.realtime.packets import dump
from tertulia.services.join import Joined
from tertulia.services.live_room import LiveRoom

DONE = messages.Done().model_dump_json(by_alias=True)


@lru_cache(maxsize=4096)
def seat_text(seat: Seat) -> str:
    return messages.Participant(
        id=seat.id,
        name=seat.name,
        user_id=seat.user_id,
        joined_at=seat.joined_at,
        online_since=seat.online_since,
        away=seat.away,
        protocol=seat.protocol,
        state=_state(seat.state),
    ).model_dump_json(by_alias=True)


def change_text(change: Change) -> str:
    match change:
        case ParticipantJoined(seat):
            return f'{{"type":"joined","participant":{seat_text(seat)}}}'
        case ParticipantLeft(who, reason):
            return _text(messages.Left(id=who, reason=reason))
        case ParticipantAway(who):
            return _text(messages.Away(id=who))
        case ParticipantBack(who, online_since):
            return _text(messages.Back(id=who, online_since=online_since))
        case ParticipantRenamed(who, name):
            return _text(messages.Renamed(id=who, name=name))
        case StateChanged(who, state):
            return _text(messages.StateChanged(id=who, state=_state(state)))
        case TopologyChanged(topology):
            return _text(messages.TopologyChanged(topology=_topology(topology)))
        case RoomSettled():
            return _text(messages.Settled())


def changes_text(boot: str, rev: int, changes: Iterable[str]) -> str:
    return f'{{"boot":{dump(boot)},"rev":{rev},"changes":[{",".join(changes)}]}}'


def snapshot_text(live: LiveRoom) -> str:
    room = live.room
    picture = room.picture()
    return (
        f'{{"boot":{dump(live.boot)},"rev":{picture.rev},"room":{dump(live.code)},"title":{dump(live.title)},'
        f'"sitting":{dump(live.sitting)},"settling":{dump(picture.settling)},'
        f'"topology":{_text(_topology(picture.topology))},'
        f'"participants":[{",".join(seat_text(seat) for seat in picture.seats)}]}}'
    )


def join_ack(joined: Joined, grace_s: float, file_bytes: int) -> str:
    seat = joined.seat
    you = _text(messages.You(id=seat.id, name=seat.name, user_id=seat.user_id))
    return (
        f'{{"ok":true,"you":{you},"resume":{dump(joined.resume)},"seatPass":{dump(joined.seat_pass)},'
        f'"fileBytes":{file_bytes},"resumed":{dump(joined.resumed)},'
        f'"graceS":{dump(float(grace_s))},"snapshot":{snapshot_text(joined.live)},'
        f'"chat":[{",".join(line_text(line) for line in joined.chat)}]}}'
    )


def snapshot_ack(live: LiveRoom) -> str:
    return f'{{"ok":true,"snapshot":{snapshot_text(live)}}}'


@lru_cache(maxsize=1024)
def line_text(line: ChatLine) -> str:
    return _text(
        messages.ChatLine(
            seq=line.seq,
            key=line.key,
            text=line.text,
            name=line.sender_name,
            sender_id=line.sender_id,
            user_id=line.user_id,
            at=line.at.timestamp(),
            reply=_quote(line.reply),
            files=[_file(note) for note in line.files],
        )
    )


def said_arguments(line: ChatLine, protocol: int) -> tuple[str, ...]:
    """An original client reads the names of files as text: it could not fetch them, and asks for nothing but lines."""
    who = (dump(line.sender_name), dump(line.sender_id))
    if protocol == 0:
        return (dump(line.plain), *who)
    meta = messages.ChatMeta(
        seq=line.seq,
        key=line.key,
        user_id=line.user_id,
        at=line.at.timestamp(),
        reply=_quote(line.reply),
        files=[_file(note) for note in line.files],
    )
    return (dump(line.text), *who, _text(meta))


def chat_ack(line: ChatLine) -> str:
    return _text(messages.ChatAck(seq=line.seq, at=line.at.timestamp()))


def refused(error: TertuliaError) -> str:
    return _text(messages.Refused(error=_problem(error)))


def refused_event(event: str, error: TertuliaError) -> str:
    return _text(messages.RefusedEvent(event=event[:64], error=_problem(error)))


def _quote(quote: Quote | None) -> messages.Quote | None:
    if quote is None:
        return None
    return messages.Quote(seq=quote.seq, name=quote.name, text=quote.text, files=list(quote.files))


def _file(note: FileNote) -> messages.FileNote:
    return messages.FileNote(
        id=note.id,
        name=note.name,
        media_type=note.media_type,
        size=note.size,
        width=note.width,
        height=note.height,
    )


def _problem(error: TertuliaError) -> messages.Problem:
    return messages.Problem(
        code=error.code, message=error.message, field=error.field, retry_after_s=error.retry_after_s
    )


def _state(state: MediaState) -> messages.ParticipantState:
    return messages.ParticipantState(
        mic=state.mic, camera=state.camera, screen=state.screen, hand=state.hand, hand_since=state.hand_since
    )


def reaction_text(who: ParticipantId, reaction: Reaction) -> str:
    return _text(messages.Reaction(id=who, reaction=reaction))


def reactions_text(reactions: Iterable[str]) -> str:
    return f'{{"reactions":[{",".join(reactions)}]}}'


def captions_text(captions: Mapping[tuple[ParticipantId, int], str]) -> str:
    lines = [messages.Caption(id=who, line=line, text=text) for (who, line), text in captions.items()]
    return _text(messages.Captions(captions=lines))


def _topology(topology: Topology) -> messages.Topology:
    return messages.Topology(
        mode=topology.mode, epoch=topology.epoch, mesh_limit=topology.mesh_limit, held=topology.held
    )


def _text(message: messages.Wire) -> str:
    return message.model_dump_json(by_alias=True)
