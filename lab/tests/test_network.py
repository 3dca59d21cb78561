"""The network of the laboratory, with real sockets; what happens to each packet is shown in media/lab-net/tests."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from lab.namespace import Place
from lab.network import network
from lab.shape import HOME, PERFECT, Shape

PORT = 4000
PAYLOAD = 1200
IP_AND_UDP, ETHERNET = 28, 14
"""Headers: a rate of ours counts IP packets, tbf counts frames."""

pytestmark = pytest.mark.timeout(60)


@contextmanager
def listening(place: Place) -> Iterator[socket.socket]:
    with place.inside(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as open_socket:
        open_socket.bind(("0.0.0.0", PORT))
        open_socket.setblocking(False)
        yield open_socket


async def heard(listener: socket.socket, within_s: float) -> bytes | None:
    try:
        return await asyncio.wait_for(asyncio.get_running_loop().sock_recv(listener, 2048), within_s)
    except TimeoutError:
        return None


async def crosses(sender: socket.socket, listener: socket.socket, to: Place, within_s: float = 10) -> float | None:
    """Seconds that a datagram takes, or None when it does not arrive."""
    began = time.perf_counter()
    sender.sendto(b"are you there?", (to.address, PORT))
    arrived = await heard(listener, within_s)
    return None if arrived is None else time.perf_counter() - began


async def test_a_datagram_takes_as_long_as_both_connections_make_it() -> None:
    async with network("ana", "bo", shape=Shape(delay_ms=40)) as net:
        with listening(net["ana"]) as ana, listening(net["bo"]) as bo:
            took_s = await crosses(ana, bo, net["bo"])
            assert took_s is not None
            assert took_s >= 0.08

            await net.both("bo", Shape(delay_ms=240))
            took_s = await crosses(bo, ana, net["ana"])
            assert took_s is not None
            assert took_s >= 0.28


async def test_a_blackout_begins_and_ends_when_it_is_said() -> None:
    async with network("ana", "bo") as net:
        with listening(net["ana"]) as ana, listening(net["bo"]) as bo:
            await net.both("ana", HOME.but(blackout=True))
            assert await crosses(ana, bo, net["bo"], within_s=0.3) is None
            await net.both("ana", HOME)
            assert await crosses(ana, bo, net["bo"]) is not None
            report = await net.report()
            assert (report["ana"]["up"]["blocked"], report["ana"]["up"]["arrived"]) == (1, 1)


async def test_without_udp_a_page_can_still_be_fetched() -> None:
    async with network("ana", "bo") as net:
        with listening(net["ana"]) as ana, listening(net["bo"]) as bo, net["bo"].inside():
            await net.both("ana", HOME.but(block="udp"))
            assert await crosses(ana, bo, net["bo"], within_s=0.3) is None
            server = socket.create_server((net["bo"].address, PORT))
            with net["ana"].inside(), server:
                socket.create_connection((net["bo"].address, PORT), timeout=10).close()


async def test_who_moves_is_found_at_the_new_address_only() -> None:
    async with network("ana", "bo") as net:
        with listening(net["ana"]) as ana, listening(net["bo"]) as bo:
            old = net["bo"].address
            net["bo"].move(f"{old.rpartition('.')[0]}.77")
            assert await crosses(ana, bo, net["bo"]) is not None
            ana.sendto(b"are you still there?", (old, PORT))
            assert await heard(bo, 0.3) is None


async def test_nothing_of_this_machine_can_be_reached_from_a_place_and_nothing_is_left_of_it() -> None:
    before = namespaces_held()
    async with network("ana", "bo") as net:
        addresses = net["ana"].run("ip", "-oneline", "address")
        assert [line.split()[1] for line in addresses.splitlines()] == ["lo", "eth0"]
        home = socket.create_server(("127.0.0.1", 0))
        with home, net["ana"].inside(), pytest.raises(OSError, match="refused"):
            socket.create_connection(home.getsockname(), timeout=10)
        assert namespaces_held() != before
    assert namespaces_held() == before


def namespaces_held() -> list[str]:
    opened = []
    for number in os.listdir("/proc/self/fd"):
        with suppress(FileNotFoundError):
            opened.append(os.readlink(f"/proc/self/fd/{number}"))
    return sorted(path for path in opened if path.startswith("net:[") or path == "/dev/net/tun")


# -- against the kernel's own ----------------------------------------------------------------------

RATE_KBPS = 3000
DATAGRAMS = 900
"""Nearly three seconds of what fits."""


def flood(sender: socket.socket, listener: socket.socket, to: str) -> float:
    """Bytes of payload a second that arrive while more is sent than fits."""
    listener.settimeout(5)
    sender.setblocking(False)
    arrivals: list[float] = []
    gap_s = PAYLOAD * 8 / (2_000 * RATE_KBPS)
    began = time.perf_counter()
    for number in range(DATAGRAMS):
        while time.perf_counter() < began + number * gap_s:
            drain(listener, arrivals)
        with suppress(BlockingIOError):
            sender.sendto(bytes(PAYLOAD), (to, PORT))
    end = time.perf_counter() + 0.5
    while time.perf_counter() < end:
        drain(listener, arrivals)
    settled = [at for at in arrivals if at > arrivals[0] + 0.5]  # a burst may pass at first
    return (len(settled) - 1) * PAYLOAD / (settled[-1] - settled[0])


def drain(listener: socket.socket, arrivals: list[float]) -> None:
    listener.setblocking(False)
    try:
        while listener.recv(2048):
            arrivals.append(time.perf_counter())
    except BlockingIOError:
        time.sleep(0.0005)


def between_kernels(one: Place, other: Place) -> tuple[str, str]:
    """A pair of virtual cables with the kernel's tbf on one end; both addresses."""
    one.run("ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1", "netns", other.prefix[1].partition("=")[2])
    one.run("ip", "address", "add", "10.78.0.1/24", "dev", "v0")
    other.run("ip", "address", "add", "10.78.0.2/24", "dev", "v1")
    one.run("ip", "link", "set", "v0", "up")
    other.run("ip", "link", "set", "v1", "up")
    shape = f"root tbf rate {RATE_KBPS}kbit burst 4kb latency 200ms"
    one.run("tc", "qdisc", "add", "dev", "v0", *shape.split())
    return "10.78.0.1", "10.78.0.2"


async def test_a_rate_is_what_the_kernels_own_limiter_makes_of_it() -> None:
    async with network("ana", "bo", shape=PERFECT) as net:
        await net.shape("ana", up=Shape(rate_kbps=RATE_KBPS))
        _, far = between_kernels(net["ana"], net["bo"])
        with listening(net["ana"]) as ana, listening(net["bo"]) as bo:
            ours = await asyncio.to_thread(flood, ana, bo, net["bo"].address)
            kernels = await asyncio.to_thread(flood, ana, bo, far)
    on_the_wire = (PAYLOAD + IP_AND_UDP) / PAYLOAD
    assert ours * on_the_wire * 8 == pytest.approx(1000 * RATE_KBPS, rel=0.03)
    assert ours * on_the_wire == pytest.approx(kernels * (on_the_wire + ETHERNET / PAYLOAD), rel=0.04)
