"""Places on this machine with a network of their own (Linux network namespaces), each behind one device that we hold.

A namespace has no name: it lives as long as somebody holds it open, so that nothing of it is left whatever becomes of
us. It takes root (CAP_SYS_ADMIN, CAP_NET_ADMIN) to make one.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import shutil
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
TUN = Path("/dev/net/tun")
DEVICE = "eth0"
"""By its name browsers take it for a cable."""

LIBC = ctypes.CDLL(None, use_errno=True)

T = TypeVar("T")


def why_impossible() -> str | None:
    """The reason why there can be no places on this machine, or None."""
    if shutil.which("ip") is None:
        return "there is no `ip` here (Debian: iproute2)"
    if not TUN.exists():
        return f"this kernel has no {TUN}"
    try:
        on_a_thread_of_its_own(_leave_home)
    except OSError as refused:
        return f"network namespaces take root: {refused.strerror}"
    return None


def on_a_thread_of_its_own(act: Callable[[], T]) -> T:
    """A namespace belongs to a thread; what `act` changes of that is gone with it."""
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(act())
        except BaseException as problem:
            failed.append(problem)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return done[0]


class Place:
    """One namespace, with `device` as its only way out: an open TUN descriptor that packets are read from."""

    def __init__(self, name: str, subnet: str) -> None:
        """subnet: the first three numbers of a /24; the place has the .2 of it."""
        self.name = name
        self.subnet = f"{subnet}.0"
        self.address = f"{subnet}.2"
        self._hold, self.device = on_a_thread_of_its_own(self._make)

    def close(self) -> None:
        for descriptor in (self._hold, self.device):
            with contextlib.suppress(OSError):
                os.close(descriptor)

    @property
    def prefix(self) -> tuple[str, ...]:
        """Put before a command, it runs here."""
        return ("nsenter", f"--net=/proc/{os.getpid()}/fd/{self._hold}")

    @contextlib.contextmanager
    def inside(self) -> Iterator[None]:
        """What this thread opens or starts meanwhile belongs here."""
        home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        try:
            _enter(self._hold)
            yield
        finally:
            _enter(home)
            os.close(home)

    def run(self, *command: str) -> str:
        """Run a short command here; its output."""
        done = subprocess.run([*self.prefix, *command], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")
        return done.stdout

    def move(self, address: str) -> None:
        """A new address in the place of the old one, as when a laptop goes from cable to Wi-Fi."""
        self.run("ip", "address", "delete", f"{self.address}/24", "dev", DEVICE)
        self.run("ip", "address", "add", f"{address}/24", "dev", DEVICE)
        self.run("ip", "route", "replace", "default", "dev", DEVICE)
        self.address = address

    def _make(self) -> tuple[int, int]:
        _leave_home()
        hold = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        Path("/proc/sys/net/ipv6/conf/all/disable_ipv6").write_text("1")
        device = os.open(TUN, os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", DEVICE.encode(), IFF_TUN | IFF_NO_PI))
        for command in (
            "link set lo up",
            f"address add {self.address}/24 dev {DEVICE}",
            f"link set {DEVICE} up",
            f"route add default dev {DEVICE}",
        ):
            subprocess.run(["ip", *command.split()], check=True)
        return hold, device


def _leave_home() -> None:
    if LIBC.unshare(CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _enter(namespace: int) -> None:
    if LIBC.setns(namespace, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
