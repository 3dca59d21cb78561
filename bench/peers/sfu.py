"""Our media server as the product runs it (`tertulia_sfu`), with nothing of ours around it but this page.

Orders come in on stdin, one JSON object a line; what happens goes out on stdout in the same way.
"""

from __future__ import annotations

import json
import sys
import threading
from typing import Any

import tertulia_sfu

SPEAKS = threading.Lock()


def say(what: dict[str, Any]) -> None:
    with SPEAKS:
        print(json.dumps(what), flush=True)


def on_events(events: list[dict[str, Any]]) -> None:
    for event in events:
        say(event)


def main() -> None:
    sfu = tertulia_sfu.Sfu(on_events=on_events, host="127.0.0.1", port=0)
    rooms: set[str] = set()
    say({"type": "ready", "port": sfu.port})
    for number, line in enumerate(sys.stdin):
        order = json.loads(line)
        if order.get("stats"):
            say({"type": "stats", "stats": sfu.stats()})
            continue
        if order["room"] not in rooms:
            rooms.add(order["room"])
            sfu.open_room(order["room"])
        sfu.offer(order["room"], order["id"], "bench", number, order["sdp"], order["tracks"], order["slots"])
    sfu.close()


if __name__ == "__main__":
    main()
