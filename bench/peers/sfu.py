"""Our media server as the product runs it (`tertulia_sfu`), with nothing of ours around it but this page.

Orders come in on stdin, one JSON object a line; what happens goes out on stdout in the same way. `sign_in` lets it check
passwords besides, as the product does: in a thread of the same process, one after the other.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from typing import Any

import tertulia_sfu
from tertulia.auth.passwords import PasswordHasher
from tertulia.config import Settings

SPEAKS = threading.Lock()


def say(what: dict[str, Any]) -> None:
    with SPEAKS:
        print(json.dumps(what), flush=True)


def on_events(events: list[dict[str, Any]]) -> None:
    for event in events:
        say(event)


class SignIns:
    """Checks passwords while they are on."""

    def __init__(self) -> None:
        self._on = threading.Event()
        self._thread: threading.Thread | None = None
        self._count = 0

    def turn(self, on: bool) -> int:
        """How many were checked since it was last turned on."""
        if on:
            self._count = 0
            self._on.set()
            self._thread = threading.Thread(target=lambda: asyncio.run(self._check()))
            self._thread.start()
        elif self._thread is not None:
            self._on.clear()
            self._thread.join()
        return self._count

    async def _check(self) -> None:
        settings = Settings()
        passwords = PasswordHasher(
            b"bench", cost=settings.bcrypt_cost, threads=settings.bcrypt_threads, queue=settings.bcrypt_threads
        )
        stored = await passwords.hash("correct horse battery staple")

        async def one_after_the_other() -> None:
            while self._on.is_set():
                await passwords.verify("correct horse battery staple", stored)
                self._count += 1

        await asyncio.gather(*(one_after_the_other() for _ in range(2 * settings.bcrypt_threads)))
        passwords.close()


def main() -> None:
    sfu = tertulia_sfu.Sfu(on_events=on_events, host="127.0.0.1", port=0)
    rooms: set[str] = set()
    sign_ins = SignIns()
    say({"type": "ready", "port": sfu.port})
    for number, line in enumerate(sys.stdin):
        order = json.loads(line)
        if order.get("stats"):
            say({"type": "stats", "stats": sfu.stats()})
        elif "sign_in" in order:
            say({"type": "sign-ins", "count": sign_ins.turn(order["sign_in"])})
        elif "leave" in order:
            sfu.drop(order["room"], order["leave"])
        else:
            if order["room"] not in rooms:
                rooms.add(order["room"])
                sfu.open_room(order["room"])
            sfu.offer(order["room"], order["id"], "bench", number, order["sdp"], order["tracks"], order["slots"])
    sfu.close()


if __name__ == "__main__":
    main()
