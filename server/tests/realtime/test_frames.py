"""WebSocket frames (RFC 6455) in every shape a network may give them."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from tests.realtime.house import House

UPGRADE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
TEXT, CONTINUATION, BINARY, CLOSE, PING, PONG = 0x1, 0x0, 0x2, 0x8, 0x9, 0xA


def frame(opcode: int, payload: bytes, *, fin: bool = True, mask: bytes | None = b"\x01\x02\x03\x04") -> bytes:
    head = bytes([(0x80 if fin else 0) | opcode])
    flag = 0x80 if mask else 0
    if len(payload) < 126:
        head += bytes([flag | len(payload)])
    elif len(payload) < 65536:
        head += bytes([flag | 126]) + len(payload).to_bytes(2, "big")
    else:
        head += bytes([flag | 127]) + len(payload).to_bytes(8, "big")
    if mask is None:
        return head + payload
    return head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))


def sync(number: int) -> bytes:
    return frame(TEXT, f'42{number}["sync-room"]'.encode())


class Wire:
    """A TCP connection that has upgraded and connected to the namespace."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def open(cls, home: House, *, with_handshake: bytes = b"") -> Wire:
        wire = cls(*await asyncio.open_connection("127.0.0.1", home.port))
        wire.writer.write(UPGRADE.format(port=home.port).encode() + with_handshake)
        assert b" 101 " in await wire.reader.readuntil(b"\r\n\r\n")
        assert (await wire.receive())[1].startswith(b"0{")
        return wire

    async def connect(self) -> Wire:
        self.writer.write(frame(TEXT, b"40"))
        assert (await self.receive())[1].startswith(b"40{")
        return self

    async def receive(self) -> tuple[int, bytes]:
        async with asyncio.timeout(5):
            first, length = await self.reader.readexactly(2)
            if length >= 126:
                length = int.from_bytes(await self.reader.readexactly(2 if length == 126 else 8), "big")
            return first & 0x0F, await self.reader.readexactly(length)

    async def ack(self) -> tuple[int, Any]:
        _, payload = await self.receive()
        number, _, rest = payload[2:].partition(b"[")
        assert payload.startswith(b"43"), payload
        return int(number), json.loads(b"[" + rest)[0]["error"]["code"]

    async def until_closed(self) -> int | None:
        """The code of the close frame, if there is one."""
        try:
            while True:
                opcode, payload = await self.receive()
                if opcode == CLOSE:
                    return int.from_bytes(payload[:2], "big")
        except (asyncio.IncompleteReadError, ConnectionError):
            return None


async def test_a_frame_may_come_byte_by_byte(home: House) -> None:
    wire = await (await Wire.open(home)).connect()
    for byte in sync(1):
        wire.writer.write(bytes([byte]))
        await wire.writer.drain()
        await asyncio.sleep(0)
    assert await wire.ack() == (1, "not_in_room")


async def test_many_frames_may_come_at_once_the_last_in_part(home: House) -> None:
    wire = await (await Wire.open(home)).connect()
    whole = b"".join(sync(number) for number in range(1, 11))
    wire.writer.write(whole[:-5])
    assert [await wire.ack() for _ in range(9)] == [(number, "not_in_room") for number in range(1, 10)]
    wire.writer.write(whole[-5:] + sync(11))
    assert [number for number, _ in (await wire.ack(), await wire.ack())] == [10, 11]


async def test_frames_sent_with_the_handshake_are_not_lost(home: House) -> None:
    wire = await Wire.open(home)
    wire.writer.write(frame(TEXT, b"40") + sync(1))
    assert (await wire.receive())[1].startswith(b"40{")
    assert await wire.ack() == (1, "not_in_room")


async def test_a_message_in_fragments_with_a_ping_between_is_one_message(home: House) -> None:
    wire = await (await Wire.open(home)).connect()
    wire.writer.write(
        frame(TEXT, b'425["sync', fin=False)
        + frame(PING, b"still there?")
        + frame(CONTINUATION, b"-ro", fin=False)
        + frame(CONTINUATION, b'om"]')
        + sync(6)
    )
    assert await wire.receive() == (PONG, b"still there?")
    assert [number for number, _ in (await wire.ack(), await wire.ack())] == [5, 6]


async def test_long_and_longer_frames_are_read(home: House) -> None:
    wire = await (await Wire.open(home)).connect()
    for size, code in ((126, "malformed"), (3000, "malformed"), (65_000, "malformed"), (70_000, "too_large")):
        padding = b" " * (size - 30)
        wire.writer.write(frame(TEXT, b'427["signal","nobody",' + padding + b'{"x":1}]'))
        assert await wire.ack() == (7, code)


async def test_a_frame_without_a_mask_is_a_protocol_error(home: House) -> None:
    wire = await (await Wire.open(home)).connect()
    wire.writer.write(frame(TEXT, b'421["sync-room"]', mask=None))
    assert await wire.until_closed() == 1002


async def test_a_frame_that_promises_too_much_is_refused_by_its_head(home: House) -> None:
    wire = await (await Wire.open(home)).connect()
    wire.writer.write(frame(TEXT, b"4" * 300_000)[:20])
    assert await wire.until_closed() == 1009


async def test_fragments_cannot_add_up_to_more(home: House) -> None:
    wire = await (await Wire.open(home)).connect()
    wire.writer.write(frame(TEXT, b"4" * 200_000, fin=False) + frame(CONTINUATION, b"4" * 100_000))
    assert await wire.until_closed() == 1009


async def test_text_that_is_no_utf8_ends_the_connection(home: House) -> None:
    for shape in (frame(TEXT, b"4\xff\xfe"), frame(TEXT, b"4\xff", fin=False) + frame(CONTINUATION, b"\xfe")):
        wire = await (await Wire.open(home)).connect()
        wire.writer.write(shape)
        await wire.until_closed()
    assert home.gateway.stats()["sockets"] == 0


async def test_a_close_is_answered_and_nothing_after_it_counts(home: House) -> None:
    wire = await (await Wire.open(home)).connect()
    wire.writer.write(frame(CLOSE, (1000).to_bytes(2, "big")) + sync(1))
    assert await wire.receive() == (CLOSE, (1000).to_bytes(2, "big"))
    assert await wire.until_closed() is None
    assert home.gateway.meters.closed["transport closed"] == 1
