"""What relay.js does, with python-socketio and nothing of ours: what the library alone costs."""

from __future__ import annotations

import sys
from typing import Any

import socketio
import uvicorn

sio = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins=[])
room_of: dict[str, str] = {}


@sio.on("join-call")
async def join(sid: str, wish: Any) -> dict[str, Any]:
    room_of[sid] = room = wish if isinstance(wish, str) else wish["room"]
    await sio.enter_room(sid, room)
    await sio.emit("user-joined", (sid, [s for s, r in room_of.items() if r == room]), room=room)
    return {"ok": True, "you": {"id": sid}}


@sio.on("signal")
async def signal(sid: str, to: str, message: Any) -> None:
    if room_of.get(to) == room_of.get(sid):
        await sio.emit("signal", (sid, message), to=to)


@sio.on("chat-message")
async def chat(sid: str, text: str, sender: str, *_: Any) -> None:
    await sio.emit("chat-message", (text, sender, sid), room=room_of[sid])


@sio.event
async def disconnect(sid: str, reason: str) -> None:
    room = room_of.pop(sid, None)
    if room is not None:
        await sio.emit("user-left", (sid,), room=room)


async def healthz(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        while (message := await receive())["type"] != "lifespan.shutdown":
            await send({"type": f"{message['type']}.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ok"})


if __name__ == "__main__":
    app = socketio.ASGIApp(sio, other_asgi_app=healthz)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", ws_per_message_deflate=False)
