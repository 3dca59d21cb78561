"""Somebody who joins a room to try it: Socket.IO over one WebSocket, as little of it as that needs."""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

MESSAGE = "4"
CONNECT, EVENT, ACK = "0", "2", "3"
PING, PONG = "2", "3"


class NoWay(Exception):
    """The server cannot be talked to; the text says why, for whoever runs it."""


class Visitor:
    """One socket. Signals that come for it wait in `signals`."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._acks: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._asked = 0
        self.signals: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def ask(self, event: str, *arguments: object) -> dict[str, Any]:
        """The ack. Raises `NoWay` for a refusal, with its sentence."""
        self._asked += 1
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._acks[self._asked] = answer
        await self._socket.send(f"{MESSAGE}{EVENT}{self._asked}{json.dumps([event, *arguments])}")
        ack = await answer
        if not ack.get("ok"):
            raise NoWay(f"the server refused {event}: {ack.get('error', {}).get('message', 'no reason given')}")
        return ack

    async def listen(self) -> None:
        """Until the socket ends."""
        async for packet in self._socket:
            text = packet if isinstance(packet, str) else ""
            if text == PING:
                await self._socket.send(PONG)
            elif text.startswith(MESSAGE + ACK):
                number, _, body = text[2:].partition("[")
                if waiting := self._acks.pop(int(number or 0), None):
                    waiting.set_result(json.loads("[" + body)[0])
            elif text.startswith(MESSAGE + EVENT):
                event, *arguments = json.loads(text[2:])
                if event == "signal":
                    message = arguments[1]
                    self.signals.put_nowait(json.loads(message) if isinstance(message, str) else message)


@contextlib.asynccontextmanager
async def visit(url: str) -> AsyncIterator[Visitor]:
    """Raises `NoWay` when there is no Socket.IO at this address."""
    try:
        async with connect(socket_address(url), ssl=tls(url), open_timeout=10, max_size=2**22) as socket:
            await socket.recv()  # Engine.IO: how often it pings
            await socket.send(MESSAGE + CONNECT)
            await socket.recv()
            visitor = Visitor(socket)
            listening = asyncio.create_task(visitor.listen())
            try:
                yield visitor
            finally:
                listening.cancel()
    except (OSError, WebSocketException) as broken:
        raise NoWay(f"no WebSocket at {url}: {broken or type(broken).__name__}") from broken


def socket_address(url: str) -> str:
    parts = urlsplit(url)
    scheme = {"https": "wss"}.get(parts.scheme, "ws")
    return urlunsplit((scheme, parts.netloc, "/socket.io/", "EIO=4&transport=websocket", ""))


def tls(url: str) -> ssl.SSLContext | None:
    """This machine's own certificate is nobody's business: `--tls-self-signed` is fine to look at from here."""
    parts = urlsplit(url)
    if parts.scheme != "https":
        return None
    context = ssl.create_default_context()
    if parts.hostname in ("localhost", "127.0.0.1", "::1"):
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
