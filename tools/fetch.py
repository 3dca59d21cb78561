"""Gets one pinned wheel without any installer: pip where there is one, the package index by hand where there is none."""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import re
import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import urljoin

INDEX = "https://pypi.org/simple"


class FetchFailed(Exception):
    """Neither way worked; the text says why, for both."""


def wheel(pin: Path, target: Path) -> None:
    """Unpack the wheel that `pin` (a pip requirements file: one package, its hashes) names into `target`.

    Programs of the wheel end up in `target/bin`.
    """
    with_pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--upgrade"]
    done = subprocess.run(
        [*with_pip, "--target", str(target), "-r", str(pin)], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return
    reasons = (done.stderr.strip().splitlines() or ["pip failed"])[-1]
    try:
        _by_hand(pin, target)
    except (OSError, ValueError, LookupError, zipfile.BadZipFile) as failed:
        raise FetchFailed(f"with pip: {reasons}; from {INDEX}: {failed}") from failed


def _by_hand(pin: Path, target: Path) -> None:
    name, version, hashes = _parse(pin.read_text())
    index = (os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL") or INDEX).rstrip("/")
    page = f"{index}/{name}/"
    request = urllib.request.Request(page, headers={"Accept": "application/vnd.pypi.simple.v1+json"})  # PEP 691
    with urllib.request.urlopen(request, timeout=60) as answer:
        files = json.load(answer)["files"]
    prefix = f"{name.replace('-', '_')}-{version}-"
    for file in files:
        if file["filename"].startswith(prefix) and _fits(file["filename"]) and file["hashes"]["sha256"] in hashes:
            with urllib.request.urlopen(urljoin(page, file["url"]), timeout=300) as answer:
                body = answer.read()
            if hashlib.sha256(body).hexdigest() not in hashes:
                raise ValueError(f"{file['filename']} is not the file that {pin.name} pins")
            _unpack(body, target)
            return
    raise LookupError(f"no {name} {version} for {sysconfig.get_platform()}")


def _parse(pin: str) -> tuple[str, str, set[str]]:
    named = re.search(r"^([\w.-]+)==([\w.]+)", pin, re.M)
    if named is None:
        raise ValueError("the pin names no package")
    return named[1], named[2], set(re.findall(r"--hash=sha256:([0-9a-f]{64})", pin))


def _fits(filename: str) -> bool:
    """Whether this wheel is for this system (PEP 425 platform tags, the last part of the name)."""
    tag = filename[: -len(".whl")].rsplit("-", 1)[-1]
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    if sys.platform == "darwin":
        return "macosx" in tag and platform.machine() in tag
    libc = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    return any(part.startswith(libc) and part.endswith(machine) for part in tag.split("."))


def _unpack(body: bytes, target: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for member in archive.infolist():
            parts = Path(member.filename).parts
            if ".." in parts or member.is_dir():
                continue
            is_program = len(parts) == 3 and parts[0].endswith(".data") and parts[1] == "scripts"
            path = target / "bin" / parts[2] if is_program else target.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(member))
            if is_program:
                path.chmod(0o755)
