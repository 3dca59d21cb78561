"""The credentials of GET /ice against Debian's coturn: they open an allocation, others do not (RFC 8656)."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aioice import stun, turn
from tertulia.media.ice import turn_credential
from tertulia.services.clock import SystemClock

from tests.api.conftest import Build
from tests.support import eventually


@dataclass
class Coturn:
    port: int
    secret: str


@pytest.fixture
async def coturn(tmp_path: Path) -> AsyncIterator[Coturn]:
    """A TURN server on loopback that checks credentials by a shared secret (`use-auth-secret`)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]  # perhaps not free for TCP, which is not asked for
    secret = secrets.token_hex(16)
    config = tmp_path / "turnserver.conf"
    config.write_text(
        f"listening-ip=127.0.0.1\nrelay-ip=127.0.0.1\nlistening-port={port}\nrealm=meet.example\n"
        f"use-auth-secret\nstatic-auth-secret={secret}\nno-tcp\nno-tls\nno-dtls\nno-cli\nallow-loopback-peers\n"
        f"userdb={tmp_path / 'turndb'}\npidfile={tmp_path / 'pid'}\nlog-file={tmp_path / 'log'}\n"
    )
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec("turnserver", "-c", str(config), stdout=quiet, stderr=quiet)
    try:
        await eventually(lambda: _answers(port), within_s=20)
        yield Coturn(port, secret)
    finally:
        process.kill()
        await process.wait()


async def _answers(port: int) -> str | None:
    """None when a STUN binding request gets an answer (RFC 8489)."""
    loop = asyncio.get_running_loop()
    answered: asyncio.Future[None] = loop.create_future()

    class Ask(asyncio.DatagramProtocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            message = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
            transport.sendto(bytes(message))  # type: ignore[attr-defined]

        def datagram_received(self, data: bytes, addr: object) -> None:
            if not answered.done():
                answered.set_result(None)

    transport, _ = await loop.create_datagram_endpoint(Ask, remote_addr=("127.0.0.1", port))
    try:
        async with asyncio.timeout(0.2):
            await answered
    except TimeoutError:
        return "coturn does not answer"
    finally:
        transport.close()
    return None


@contextlib.asynccontextmanager
async def allocation(coturn: Coturn, username: str, credential: str) -> AsyncIterator[tuple[str, int]]:
    """An open allocation (RFC 8656 section 7) and its relayed address."""
    transport, _ = await turn.create_turn_endpoint(
        asyncio.DatagramProtocol, ("127.0.0.1", coturn.port), username, credential
    )
    try:
        yield transport.get_extra_info("sockname")
    finally:
        transport.close()


async def credentials(build: Build, coturn: Coturn) -> tuple[str, str]:
    house = await build(turn_urls=f"turn:127.0.0.1:{coturn.port}", turn_secret=coturn.secret)
    house.clock.advance((SystemClock().now() - house.clock.now()).total_seconds())
    server = (await house.http.get("/api/v1/ice")).json()["iceServers"][0]
    assert server["urls"] == [f"turn:127.0.0.1:{coturn.port}"]
    return server["username"], server["credential"]


async def test_a_guests_credential_opens_an_allocation(build: Build, coturn: Coturn) -> None:
    async with allocation(coturn, *await credentials(build, coturn)) as relayed:
        assert relayed[0] == "127.0.0.1"
        assert relayed[1] != coturn.port


async def test_a_credential_is_refused_when_it_is_over_or_changed(build: Build, coturn: Coturn) -> None:
    username, credential = await credentials(build, coturn)
    expiry, _, name = username.partition(":")
    over = f"{int(expiry) - 90000}:{name}"
    refused = {
        "over": (over, turn_credential(coturn.secret, over)),
        "given a longer life": (f"{int(expiry) + 90000}:{name}", credential),
        "another's": (f"{expiry}:somebody", credential),
        "of another secret": (username, turn_credential("another secret", username)),
    }
    for why, pair in refused.items():
        with pytest.raises(stun.TransactionFailed) as failed:
            async with allocation(coturn, *pair):
                pass
        assert failed.value.response.attributes["ERROR-CODE"][0] == 401, why  # RFC 8489 section 14.8
