"""Janus 1.1 as Debian packages it, at its best: one event loop, ICE-lite, AES-GCM, nothing loaded but its video room."""

from __future__ import annotations

import asyncio
import itertools
import json
import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any

from bench.served import SERVER_CORE, pin
from bench.sfu import place
from bench.sfu.generator import Sends, Talk

PLUGIN = "janus.plugin.videoroom"
MODULES = Path("/usr/lib") / "x86_64-linux-gnu" / "janus"
STARTS_WITHIN_S = 20.0

CONFIGURATION = """
general: {{
  configs_folder = "{folder}"
  plugins_folder = "{folder}/plugins"
  transports_folder = "{folder}/transports"
  events_folder = "{folder}/none"
  loggers_folder = "{folder}/none"
  debug_level = 2
  log_to_stdout = true
  session_timeout = 0
  event_loops = 1
  hide_dependencies = true
}}
media: {{ ipv6 = false }}
nat: {{
  ice_lite = true
  ice_tcp = false
  full_trickle = false
  ice_enforce_list = "{address}"
}}
"""
DOOR = """
general: {{ enabled = true, json = "compact", path = "{folder}/door", type = "SOCK_SEQPACKET" }}
admin: {{ admin_enabled = false }}
"""


class Janus:
    name = "Janus 1.1.2"
    home = place.ADDRESS
    _process: subprocess.Popen[bytes]
    _session: int

    @staticmethod
    def is_there() -> bool:
        return shutil.which("janus") is not None

    async def start(self, folder: Path) -> None:
        for kind, modules in (("plugins", ["libjanus_videoroom.so"]), ("transports", ["libjanus_pfunix.so"])):
            (folder / kind).mkdir()
            for module in modules:
                (folder / kind / module).symlink_to(MODULES / kind / module)
        (folder / "none").mkdir()
        (folder / "janus.jcfg").write_text(CONFIGURATION.format(folder=folder, address=place.ADDRESS))
        (folder / "janus.transport.pfunix.jcfg").write_text(DOOR.format(folder=folder))
        (folder / f"{PLUGIN}.jcfg").write_text("general: { }\n")
        self._launch(folder)
        self._log = folder / "log"
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._door.setblocking(False)
        async with asyncio.timeout(STARTS_WITHIN_S):
            while True:
                try:
                    self._door.connect(str(folder / "door"))
                    break
                except OSError:
                    if self._process.poll() is not None:
                        raise RuntimeError(f"Janus did not start:\n{self._log.read_text()[-3000:]}") from None
                    await asyncio.sleep(0.05)
        self._numbers = itertools.count(1)
        self._one_asks = asyncio.Lock()
        self._rooms: dict[str, int] = {}
        self._feeds: dict[str, int] = {}
        self._handles: dict[str, int] = {}
        self._session = (await self._ask(janus="create"))["data"]["id"]
        self._desk = await self._attach()

    def _launch(self, folder: Path) -> None:
        command = ["janus", "-F", str(folder), "-C", str(folder / "janus.jcfg")]
        with (folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, preexec_fn=lambda: pin({SERVER_CORE})
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    async def publish(self, clients: Talk, room: str, who: str, sends: Sends) -> None:
        if room not in self._rooms:
            self._rooms[room] = len(self._rooms) + 1
            body = {
                "request": "create", "room": self._rooms[room], "publishers": 100, "bitrate": 0, "videocodec": "vp8",
                "notify_joining": False, "fir_freq": 0, "audiolevel_event": False,
            }  # fmt: skip
            await self._message(self._desk, body)
        clients.tell(do="offer", id=who, slots=0, sends=sends, say=None)
        offer = await clients.hear(**{"is": "offer", "id": who})
        handle = await self._attach()
        self._feeds[who] = len(self._feeds) + 1
        body = {
            "request": "joinandconfigure", "room": self._rooms[room], "ptype": "publisher", "id": self._feeds[who],
        }  # fmt: skip
        event = await self._message(handle, body, {"type": "offer", "sdp": offer["sdp"]})
        clients.tell(do="answer", id=who, sdp=event["jsep"]["sdp"])
        await clients.hear(**{"is": "connected", "id": who})

    async def subscribe(self, clients: Talk, room: str, who: str, to: list[str]) -> float:
        handle = self._handles[who] = await self._attach()
        streams = [{"feed": self._feeds[other]} for other in to]
        body: dict[str, Any] = {
            "request": "join", "room": self._rooms[room], "ptype": "subscriber", "streams": streams,
        }  # fmt: skip
        event = await self._message(handle, body)
        clients.tell(do="accept", id=who, sdp=event["jsep"]["sdp"])
        answer = await clients.hear(**{"is": "answer", "id": who})
        await self._message(handle, {"request": "start"}, {"type": "answer", "sdp": answer["sdp"]})
        return float((await clients.hear(**{"is": "connected", "id": who}))["after_ms"])

    async def leave(self, clients: Talk, who: str) -> None:
        clients.tell(do="drop", id=who)
        await self._ask(janus="detach", session_id=self._session, handle_id=self._handles.pop(who))

    async def stop(self) -> None:
        self._door.close()
        self._process.terminate()
        await asyncio.to_thread(self._process.wait, 20)

    # -- its JSON interface ----------------------------------------------------------------------------

    async def _attach(self) -> int:
        answer = await self._ask(janus="attach", session_id=self._session, plugin=PLUGIN)
        return int(answer["data"]["id"])

    async def _message(self, handle: int, body: dict[str, Any], jsep: dict[str, str] | None = None) -> dict[str, Any]:
        said = {"jsep": jsep} if jsep else {}
        answer = await self._ask(janus="message", session_id=self._session, handle_id=handle, body=body, **said)
        told = answer["plugindata"]["data"]
        if "error" in told:
            raise RuntimeError(f"Janus refused {body['request']}: {told['error']}")
        return answer

    async def _ask(self, **order: Any) -> dict[str, Any]:
        """The answer, or the event that is one; what else happens is of no interest."""
        transaction = str(next(self._numbers))
        loop = asyncio.get_running_loop()
        async with self._one_asks, asyncio.timeout(STARTS_WITHIN_S):
            await loop.sock_sendall(self._door, json.dumps(order | {"transaction": transaction}).encode())
            while True:
                said = json.loads(await loop.sock_recv(self._door, 1 << 20))
                if said.get("transaction") != transaction or said["janus"] == "ack":
                    continue
                if said["janus"] == "error":
                    raise RuntimeError(f"Janus refused {order['janus']}: {said['error']}")
                return dict(said)
