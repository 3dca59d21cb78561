"""Debian's coturn on loopback, with the shared secret of its REST convention."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from harness.server import free_port
from harness.waiting import eventually

SECRET = "a secret between the product and its relay"


@asynccontextmanager
async def relay(folder: Path) -> AsyncIterator[str]:
    """A running TURN server; yields its address as TERTULIA_TURN_URLS takes it."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        "turnserver",
        "-n",
        *("--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", f"--listening-port={port}", "--allow-loopback-peers"),
        *("--use-auth-secret", f"--static-auth-secret={SECRET}", "--realm=tertulia.test", "--no-tls", "--no-dtls"),
        *("--no-cli", "--simple-log", f"--log-file={folder / 'turn.log'}", f"--pidfile={folder / 'turn.pid'}"),
        *(f"--userdb={folder / 'turn.db'}",),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )

    async def why_not() -> str | None:
        assert process.returncode is None, f"coturn ended: {(folder / 'turn.log').read_text()}"
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError as error:
            return f"coturn: {error}"
        writer.close()
        return None

    try:
        await eventually(why_not)
        yield f"turn:127.0.0.1:{port}?transport=udp"
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
