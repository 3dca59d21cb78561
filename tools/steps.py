"""What a step of the set-up is made of: run it, remember it, refuse it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"


class SetupFailed(Exception):
    """A step that cannot go on; its text is what the person should read."""


def fingerprint(*paths: Path, salt: str = "") -> str:
    """One hash of these files' names and contents, folders taken whole."""
    digest = hashlib.sha256(salt.encode())
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def read_stamp(stamp: Path) -> dict[str, str]:
    try:
        return dict(json.loads(stamp.read_text()))
    except (OSError, ValueError):
        return {}


def step(title: str, command: list[str], *, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run one command, saying so; raises `SetupFailed` with the end of its output."""
    log = TOOLS / "log" / f"{title.split(':')[0].replace(' ', '-')}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    print(f"set-up: {title} ...", flush=True)
    started = time.monotonic()
    with log.open("w") as out:
        done = subprocess.run(
            command, cwd=cwd, env={**os.environ, **(env or {})}, stdout=out, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        end = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise SetupFailed(f"{title}: failed ({' '.join(command[:3])} ...).\n{end}\nAll of it: {log.relative_to(ROOT)}")
    print(f"set-up: {title}: done in {time.monotonic() - started:.1f} s", flush=True)


def version_of(command: list[str]) -> tuple[int, ...]:
    """What `command --version` says, or () when it cannot be run."""
    try:
        text = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True, timeout=60).stdout
        number = next(w for w in text.replace("v", " ").split() if w[0].isdigit())
        return tuple(int(part) for part in number.split(".")[:3] if part.isdigit())
    except (OSError, subprocess.SubprocessError, StopIteration):
        return ()
