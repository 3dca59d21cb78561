"""A server under measurement: started on its own core, asked by /proc what it costs, ended by its process id."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TICKS_PER_S = os.sysconf("SC_CLK_TCK")
SERVER_CORE, GENERATOR_CORE = 0, 1
STARTS_WITHIN_S = 180

UNLIMITED = {
    "TERTULIA_MEDIA_PORT": "0",
    "TERTULIA_CONNECTIONS_PER_10S_ADDRESS": "1000000",
    "TERTULIA_SIGNALS_PER_S": "1000000",
    "TERTULIA_SIGNALS_BURST": "1000000",
    "TERTULIA_CHATS_PER_S": "1000000",
    "TERTULIA_CHATS_BURST": "1000000",
    "TERTULIA_LOGIN_PER_MINUTE_ADDRESS": "1000000",
    "TERTULIA_LOGIN_PER_MINUTE_ACCOUNT": "1000000",
    "TERTULIA_REGISTER_PER_HOUR_ADDRESS": "1000000",
    "TERTULIA_MEETINGS_PER_HOUR_ADDRESS": "1000000",
    "TERTULIA_LOOKUPS_PER_MINUTE_ADDRESS": "1000000",
    "TERTULIA_LOG_LEVEL": "warning",
}
"""One generator plays many people from one address; limits are shown by tests, not here."""


@dataclass(frozen=True)
class Contender:
    """`command` with `{port}` and `{folder}` filled in; ready when `path` answers 200."""

    name: str
    command: tuple[str, ...]
    path: str
    environment: dict[str, str]


OURS = Contender(
    "tertulia",
    (str(ROOT / ".venv/bin/tertulia"), "serve", "--port", "{port}", "--data-dir", "{folder}"),
    "/readyz",
    UNLIMITED,
)
NODE = Contender("Node Socket.IO", ("node", str(ROOT / "bench/peers/relay.js"), "{port}"), "/healthz", {})
BARE = Contender(
    "bare python-socketio",
    (str(ROOT / ".venv/bin/python"), str(ROOT / "bench/peers/relay.py"), "{port}"),
    "/healthz",
    {},
)


@dataclass
class Served:
    contender: Contender
    port: int
    pid: int
    starting_s: float

    def cpu_s(self) -> float:
        """User and system time of the whole process so far (proc(5), stat fields 14 and 15)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_S

    def resident_bytes(self) -> int:
        """Resident memory that is its own or its share of what is shared (proc(5), smaps_rollup: Pss)."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        return 1024 * int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pin(cores: set[int]) -> None:
    os.sched_setaffinity(0, cores)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard) if soft < hard else (soft, hard))


async def answers(port: int, path: str) -> bool:
    """Whether a GET is answered with 200."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    with contextlib.closing(writer), contextlib.suppress(OSError):
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode())
        return b" 200 " in await reader.readline()
    return False


def launch(
    contender: Contender, port: int, folder: Path, environment: dict[str, str], cores: set[int]
) -> subprocess.Popen[bytes]:
    with (folder / "log").open("wb") as out:
        return subprocess.Popen(
            [part.format(port=port, folder=folder) for part in contender.command],
            cwd=folder,
            env={**os.environ, **contender.environment, **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
            preexec_fn=lambda: pin(cores),
        )


def end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.asynccontextmanager
async def serve(contender: Contender, *, on_every_core: bool = False, **environment: str) -> AsyncIterator[Served]:
    """The contender, listening; `starting_s` is from its first instruction to its first answer."""
    cores = set(range(os.cpu_count() or 1)) if on_every_core else {SERVER_CORE}
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="tertulia-bench-") as name:
        folder = Path(name)
        started = time.perf_counter()
        process = launch(contender, port, folder, environment, cores)
        try:
            while not await answers(port, contender.path):
                if process.poll() is not None or time.perf_counter() - started > STARTS_WITHIN_S:
                    log = (folder / "log").read_text(errors="replace")
                    raise RuntimeError(f"{contender.name} did not start:\n{log[-3000:]}")
                await asyncio.sleep(0.005)
            yield Served(contender, port, process.pid, time.perf_counter() - started)
        finally:
            end(process)
