"""The programs that tests lean on and that only the system's package manager can bring."""

from __future__ import annotations

import glob
import os
import shutil
from pathlib import Path

from steps import SetupFailed, step

NEEDED = {  # Debian's package: where its program is
    "chromium": ("chromium",),
    "firefox-esr": ("firefox-esr",),
    "coturn": ("turnserver",),
    "postgresql": ("/usr/lib/postgresql/*/bin/initdb",),
}


def missing() -> list[str]:
    """Debian packages none of whose programs is here."""
    return [
        package
        for package, programs in NEEDED.items()
        if not any(glob.glob(p) if p.startswith("/") else shutil.which(p) for p in programs)
    ]


def ensure() -> None:
    """Install what is missing when we may (root on a system with apt-get); else raise `SetupFailed`."""
    absent = missing()
    if not absent:
        return
    names = " ".join(absent)
    if shutil.which("apt-get") is None:
        raise SetupFailed(f"the tests need these programs, by the names of their Debian packages: {names}")
    if os.geteuid() != 0:
        raise SetupFailed(f"the tests need {names}; install with: sudo apt-get install -y {names}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    if not any(Path("/var/lib/apt/lists").glob("*Packages*")):
        step("package lists", ["apt-get", "update", "-q"], env=quiet)
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *absent]
    try:
        step(f"test programs: {names}", install, env=quiet)
    except SetupFailed:  # lists may be older than the archive: once more with new ones
        step("package lists", ["apt-get", "update", "-q"], env=quiet)
        step(f"test programs: {names}", install, env=quiet)
    still = missing()
    if still:
        raise SetupFailed(f"after installing, these are still not here: {' '.join(still)}")
