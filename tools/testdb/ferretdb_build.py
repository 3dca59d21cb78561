"""Builds FerretDB 1.24 once into `.tools/bin`, from the Go module registry, checked against `ferretdb/go.sum`."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
from pathlib import Path

from steps import ROOT, TOOLS, fingerprint, step

_SOURCE = ROOT / "tools" / "testdb" / "ferretdb"
_BINARY = TOOLS / "bin" / "ferretdb"
_STAMP = TOOLS / "ferretdb.stamp"
_OLDEST_GO = (1, 24)


def why_impossible() -> str | None:
    """None, or a sentence that says what to install. A binary that was built needs no Go any more."""
    if _is_built():
        return None
    found = _go_version()
    if found < _OLDEST_GO:
        said = f"the Go on the PATH is {'.'.join(map(str, found))}" if found else "there is no Go on the PATH"
        return f"FerretDB is built from source with Go 1.24 or newer, and {said}; see https://go.dev/dl"
    return None


def ensure() -> Path:
    """The binary, built when it is not there or its source has changed. One or two minutes the first time."""
    _BINARY.parent.mkdir(parents=True, exist_ok=True)
    with (TOOLS / "ferretdb.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_built():
            _build()
            _STAMP.write_text(fingerprint(_SOURCE))
    return _BINARY


def _build() -> None:
    go = shutil.which("go")
    if go is None:
        raise RuntimeError(why_impossible())
    made = _BINARY.with_suffix(".new")
    flags = ["-trimpath", "-buildvcs=false", "-mod=readonly", "-tags=ferretdb_no_postgresql", "-ldflags=-s -w"]
    step("FerretDB for the tests", [go, "build", *flags, "-o", str(made), "."], cwd=_SOURCE, env={"CGO_ENABLED": "0"})
    os.replace(made, _BINARY)


def _is_built() -> bool:
    return _BINARY.exists() and _STAMP.exists() and _STAMP.read_text() == fingerprint(_SOURCE)


def _go_version() -> tuple[int, ...]:
    """() without Go."""
    go = shutil.which("go")
    if go is None:
        return ()
    asked = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True, check=False, cwd="/")
    number = re.match(r"go(\d+)\.(\d+)", asked.stdout)
    return (int(number[1]), int(number[2])) if number else ()
