"""The product as a child process: started like a user starts it, killed like a power cut kills it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import ssl
import urllib.error
import urllib.request
from pathlib import Path

from harness.waiting import eventually

ROOT = Path(__file__).resolve().parents[2]
COMMAND = ROOT / ".venv" / "bin" / "tertulia"

TRUST_ANYONE = ssl.create_default_context()
TRUST_ANYONE.check_hostname = False
TRUST_ANYONE.verify_mode = ssl.CERT_NONE

QUICK = {
    "TERTULIA_BCRYPT_COST": "4",
    "TERTULIA_MEDIA_PORT": "0",
    "TERTULIA_REGISTER_PER_HOUR_ADDRESS": "1000",
    "TERTULIA_LOGIN_PER_MINUTE_ADDRESS": "1000",
    "TERTULIA_MEETINGS_PER_HOUR_ADDRESS": "1000",
    "TERTULIA_LOOKUPS_PER_MINUTE_ADDRESS": "10000",
}
"""Everybody in these tests comes from one address and signs up at once; hashing is shown elsewhere."""

SETPRIV = shutil.which("setpriv")
LEASH = [SETPRIV, "--pdeathsig", "KILL"] if SETPRIV else []
"""Linux ends the product when the tests end, however they do."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One address and one data folder; processes come and go."""

    prefix: tuple[str, ...] = ()
    """Put before the command."""

    def __init__(self, data_dir: Path, *arguments: str, host_name: str = "127.0.0.1", **environment: str) -> None:
        self.port = free_port()
        self.data_dir = data_dir
        self.scheme = "https" if "--tls-self-signed" in arguments else "http"
        self.url = f"{self.scheme}://{host_name}:{self.port}"
        self.log = data_dir / "server.log"
        self._arguments = arguments
        self._environment = environment
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Returns once the product says that it is ready."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TERTULIA_")}
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *LEASH,
                *self.prefix,
                *(str(COMMAND), "serve", "--port", str(self.port), "--data-dir", str(self.data_dir / "data")),
                *self._arguments,
                env={**kept, **QUICK, **self._environment},
                stdout=log,
                stderr=log,
            )
        await eventually(self._why_not_ready)

    async def kill(self) -> None:
        """SIGKILL: no goodbye to anybody, nothing flushed."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """SIGTERM, as an administrator stops it; its exit code."""
        return await self._end(signal.SIGTERM)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def restart(self) -> None:
        await self.kill()
        await self.start()

    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    async def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(how)
        return await process.wait()

    async def _why_not_ready(self) -> str | None:
        if self._process is None or self._process.returncode is not None:
            raise AssertionError(f"the server ended while starting:\n{self.said()[-4000:]}")
        return await asyncio.to_thread(self._ask_ready)

    def _ask_ready(self) -> str | None:
        try:
            with urllib.request.urlopen(
                f"{self.scheme}://127.0.0.1:{self.port}/readyz",
                timeout=5,
                context=TRUST_ANYONE if self.scheme == "https" else None,
            ) as answer:
                return None if answer.status == 200 else f"/readyz answered {answer.status}"
        except (OSError, urllib.error.URLError) as error:
            return f"/readyz: {error}"
