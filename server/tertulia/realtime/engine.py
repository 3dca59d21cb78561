"""Engine.IO 4 over ASGI: opens connections, carries them by polling or websocket, and moves them from one to the
other (https://socket.io/docs/v4/engine-io-protocol/)."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import parse_qs

import structlog

from tertulia.domain.errors import Busy
from tertulia.realtime.connection import UPGRADE, Connection, ConnectionLimits, Listener
from tertulia.realtime.http import BadRequest, Receive, Scope, Send, respond, unpack
from tertulia.realtime.origins import Origins, header
from tertulia.realtime.packets import dump
from tertulia.realtime.polling import Polling, PollOverlap
from tertulia.realtime.websocket import EXTENSION, DirectWebSocket
from tertulia.services.throttle import Throttle, counted_by
from tertulia.services.timers import Timers

log = structlog.get_logger()

PROBE, PROBED = "2probe", "3probe"
FRAME_SLACK = 4
"""A frame up to so many times the limit is read, to answer it; beyond, the connection is closed unread."""


class Engine:
    def __init__(
        self,
        accept: Callable[[Connection], Listener],
        limits: ConnectionLimits,
        timers: Timers,
        origins: Origins,
        newcomers: Throttle,
    ) -> None:
        """accept: makes the one who listens to a new connection. newcomers: how many of them an address may send."""
        self._accept = accept
        self._limits = limits
        self._timers = timers
        self._origins = origins
        self._newcomers = newcomers
        self._connections: dict[str, Connection] = {}
        self._farewells: dict[str, Polling] = {}
        self._is_stopped = False

    def __len__(self) -> int:
        return len(self._connections)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if self._is_stopped:
                raise BadRequest(4, "The server is going away.", 503)
            if not self._origins.allows(scope):
                raise BadRequest(4, "This origin may not connect.", 403)
            if scope["type"] == "websocket":
                await self._websocket(scope, receive, send)
            else:
                await self._http(scope, receive, send)
        except BadRequest as bad:
            log.debug("engine.refused", reason=bad.message)
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008, "reason": bad.message})
            else:
                await respond(scope, send, self._origins, bad.status, dump({"code": bad.code, "message": bad.message}))

    def stop(self) -> None:
        """Closes every connection now, polls that wait included; their clients will try again elsewhere or later."""
        self._is_stopped = True
        for connection in list(self._connections.values()):
            connection.close("stopping")

    # -- connections -----------------------------------------------------------------------------------

    def _admit(self, scope: Scope) -> None:
        try:
            self._newcomers.take(counted_by((scope.get("client") or ("",))[0]))
        except Busy as busy:
            raise BadRequest(3, f"Too many new connections from this address. {busy.message}", 429) from None

    def _open(self, carrier: Polling | DirectWebSocket) -> Connection:
        connection_id = secrets.token_urlsafe(15)
        connection = Connection(connection_id, carrier, self._accept, self._limits, self._timers, self._ended)
        self._connections[connection_id] = connection
        greeting = {
            "sid": connection_id,
            "upgrades": ["websocket"] if isinstance(carrier, Polling) else [],
            "pingInterval": int(self._limits.ping_interval_s * 1000),
            "pingTimeout": int(self._limits.ping_timeout_s * 1000),
            "maxPayload": self._limits.frame_bytes,
        }
        connection.send("0" + dump(greeting))
        return connection

    def _ended(self, connection: Connection) -> None:
        del self._connections[connection.id]
        if isinstance(connection.carrier, Polling):
            self._farewells[connection.id] = connection.carrier
            self._timers.after(self._limits.handshake_s, partial(self._forget, connection.id))

    def _forget(self, connection_id: str) -> None:
        self._farewells.pop(connection_id, None)

    def _query(self, scope: Scope) -> dict[str, str]:
        query = {k: v[-1] for k, v in parse_qs(scope["query_string"].decode("latin-1")).items()}
        if query.get("EIO") != "4":
            raise BadRequest(5, "Unsupported protocol version")
        expected = "websocket" if scope["type"] == "websocket" else "polling"
        if query.get("transport") != expected or "j" in query:
            raise BadRequest(0, "Transport unknown")
        return query

    # -- websocket -------------------------------------------------------------------------------------

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = self._query(scope)
        socket: DirectWebSocket | None = scope.get("extensions", {}).get(EXTENSION)
        if socket is None:  # not served by uvicorn with DirectWebSocket: polling works
            raise BadRequest(0, "Transport unknown")
        old = self._known(query["sid"]) if "sid" in query else None
        if old is not None and not isinstance(old.carrier, Polling):
            raise BadRequest(3, "Bad request")
        if old is None:
            self._admit(scope)
        await receive()
        await send({"type": "websocket.accept"})
        over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def end() -> None:
            if not over.done():
                over.set_result(None)

        if old is None:
            self._carry(self._open(socket), socket, end)
        else:
            self._probe(old, socket, end)
        await over

    def _carry(self, connection: Connection, socket: DirectWebSocket, end: Callable[[], None]) -> None:
        def lost() -> None:
            connection.cut("transport closed")
            end()

        socket.attach(connection.receive, lost)

    def _probe(self, connection: Connection, socket: DirectWebSocket, end: Callable[[], None]) -> None:
        """A client that polls tries whether a websocket gets through, and moves over when it does."""
        polling = connection.carrier
        assert isinstance(polling, Polling)
        too_late = self._timers.after(self._limits.handshake_s, socket.abort)

        def received(packet: str | bytes) -> Awaitable[None] | None:
            if packet == PROBE and not connection.is_closed:
                polling.is_probing = True
                socket.write(PROBED)
                polling.release()
                return None
            if packet != UPGRADE or not polling.is_probing or connection.is_closed:
                socket.abort()
                return None
            too_late.cancel()
            polling.release()
            connection.move_to(socket)
            for waiting in polling.take():
                connection.send(waiting)
            self._carry(connection, socket, end)
            return connection.receive_all([])  # what was posted before comes first

        def lost() -> None:
            too_late.cancel()
            polling.is_probing = False
            end()

        socket.attach(received, lost)

    # -- HTTP ------------------------------------------------------------------------------------------

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        if method == "OPTIONS":
            await respond(scope, send, self._origins, 204, "")
            return
        if method not in ("GET", "POST"):
            raise BadRequest(2, "Bad handshake method", 405)
        query = self._query(scope)
        if method == "POST":
            await self._post(scope, receive, query.get("sid", ""))
            await respond(scope, send, self._origins, 200, "ok")
        elif "sid" in query:
            await respond(scope, send, self._origins, 200, await self._get(query["sid"]))
        else:
            self._admit(scope)
            polling = Polling()
            self._open(polling)
            await respond(scope, send, self._origins, 200, await polling.poll())

    async def _get(self, sid: str) -> str:
        farewell = self._farewells.pop(sid, None)
        if farewell is not None and farewell.has_farewell:
            return await farewell.poll()
        connection = self._known(sid)
        if not isinstance(connection.carrier, Polling):
            raise BadRequest(3, "Bad request")
        try:
            return await connection.carrier.poll()
        except PollOverlap:
            connection.cut("two polls at once")
            raise BadRequest(3, "Bad request") from None

    async def _post(self, scope: Scope, receive: Receive, sid: str) -> None:
        connection = self._known(sid)
        if not isinstance(connection.carrier, Polling):
            raise BadRequest(3, "Bad request")
        try:
            packets = unpack(await self._body(scope, receive))
        except BadRequest:
            connection.cut("bad payload")
            raise
        await connection.receive_all(packets)

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        limit = FRAME_SLACK * self._limits.frame_bytes
        body = bytearray()
        more = int(header(scope, b"content-length") or "0") <= limit
        while more and len(body) <= limit:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise BadRequest(3, "Bad request")
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if not more:
                return bytes(body)
        raise BadRequest(3, "Payload too large", 413)

    def _known(self, sid: str) -> Connection:
        connection = self._connections.get(sid)
        if connection is None:
            raise BadRequest(1, "Session ID unknown")
        return connection
