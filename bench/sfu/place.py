"""A network of our own for a run: no packet of it leaves, and peers that will not use loopback find an address."""

from __future__ import annotations

import ctypes
import os
import subprocess

ADDRESS = "10.9.0.1"
CLONE_NEWNET = 0x40000000


def enter() -> bool:
    """Moves this process, and whatever it starts, into a new network namespace. Only root may."""
    if os.geteuid() != 0 or ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
        return False
    for command in (
        "link set lo up",
        "link add out type veth peer name in",
        f"address add {ADDRESS}/24 dev out",
        "link set out up",
        "link set in up",
    ):
        subprocess.run(["ip", *command.split()], check=True)
    return True
