"""`make dev`: the server, started again whenever its code changes, beside Vite with hot reload.

Open Vite's address; it hands /api and /socket.io on to the server. `--port N` moves the server; other arguments go
to `tertulia serve` as they are.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "server" / "tertulia"
LOOK_EVERY_S = 0.5
STOP_WITHIN_S = 8


def newest_change() -> int:
    """When the newest Python file of the server was written, nanoseconds."""
    return max(file.stat().st_mtime_ns for file in SOURCE.rglob("*.py"))


def serve(arguments: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([ROOT / ".venv/bin/tertulia", "serve", *arguments], cwd=ROOT)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def leave(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main(arguments: list[str]) -> None:
    signal.signal(signal.SIGTERM, leave)
    server, seen = serve(arguments), newest_change()
    port = arguments[arguments.index("--port") + 1] if "--port" in arguments else "8000"
    proxied = {**os.environ, "TERTULIA_DEV_SERVER": f"http://localhost:{port}"}
    vite = subprocess.Popen(["npm", "run", "--silent", "dev"], cwd=ROOT / "web", env=proxied)
    try:
        while vite.poll() is None:
            time.sleep(LOOK_EVERY_S)
            if (latest := newest_change()) != seen:
                print("dev: the server's code changed; starting it again", flush=True)
                stop(server)
                server, seen = serve(arguments), latest
    except KeyboardInterrupt:
        pass
    finally:
        stop(vite)
        stop(server)


if __name__ == "__main__":
    main(sys.argv[1:])
