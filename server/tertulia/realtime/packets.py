"""Socket.IO packets, protocol 5, as text (https://socket.io/docs/v4/socket-io-protocol/).

What is made here to be sent is already an Engine.IO message (its leading 4), so that a room is told with one string.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from pydantic_core import from_json

_HEAD = re.compile(r"([0-6])(?:(\d{1,9})-)?(?:(/[^,?]*)[^,]*,?)?(\d{1,15})?", re.ASCII)
_SIGNAL = re.compile(r'2(\d{0,15})\["signal","([^"\\\x00-\x1f]{1,256})",(.+)\]', re.ASCII | re.DOTALL)


class Kind(IntEnum):
    CONNECT = 0
    DISCONNECT = 1
    EVENT = 2
    ACK = 3
    CONNECT_ERROR = 4
    BINARY_EVENT = 5
    BINARY_ACK = 6


class NotAPacket(ValueError):
    """What came is not a Socket.IO packet."""


@dataclass(frozen=True, slots=True)
class Packet:
    """`body` is JSON text, not yet parsed. `attachments` are binary frames that follow."""

    kind: Kind
    namespace: str
    ack: int | None
    body: str
    attachments: int


def decode(text: str) -> Packet:
    """Raises `NotAPacket`."""
    head = _HEAD.match(text)
    if head is None:
        raise NotAPacket("no packet type")
    kind, attachments, namespace, ack = head.groups()
    return Packet(
        Kind(int(kind)),
        namespace or "/",
        int(ack) if ack else None,
        text[head.end() :],
        int(attachments or 0),
    )


def decode_signal(text: str) -> tuple[int | None, str, str] | None:
    """The ack id, `toId` and the message as JSON text of a plain `signal`, which most packets of a call are, so
    that nothing is built only to be written again. None: take the long way. The message is not checked yet."""
    match = _SIGNAL.fullmatch(text)
    if match is None:
        return None
    ack, to, message = match.groups()
    return (int(ack) if ack else None), to, message


def parse(body: str) -> Any:
    """JSON without NaN and lone surrogates, of bounded depth. Raises `NotAPacket`."""
    try:
        return from_json(body, allow_inf_nan=False, cache_strings="keys")
    except ValueError as bad:
        raise NotAPacket("not JSON") from bad


def dump(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def event(name: str, *arguments: str) -> str:
    """arguments: JSON texts."""
    return f'42["{name}"' + "".join(f",{argument}" for argument in arguments) + "]"


def ack(number: int, answer: str) -> str:
    """answer: JSON text."""
    return f"43{number}[{answer}]"


def connected(socket_id: str) -> str:
    return f'40{{"sid":"{socket_id}"}}'


def connect_error(namespace: str, message: str) -> str:
    return f"44{namespace}," + dump({"message": message})
