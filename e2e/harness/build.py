"""The web client as the product ships it, built when there is none or its sources are newer."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from harness.server import ROOT

WEB = ROOT / "web"
BUILT = ROOT / "server" / "tertulia" / "static" / "index.html"
SOURCES = ("src", "index.html", "package-lock.json", "vite.config.ts", "public", "tools")


def sources_newer_than(built: Path, *more: str) -> bool:
    """Whether `built` is not there, or older than something it is made of."""
    if not built.exists():
        return True
    at = built.stat().st_mtime
    files = (
        f for name in (*SOURCES, *more) for f in ([WEB / name] if (WEB / name).is_file() else (WEB / name).rglob("*"))
    )
    return any(f.stat().st_mtime > at for f in files if f.is_file() and ".test." not in f.name)


def forget(built: Path) -> None:
    """Half a client looks fresh."""
    built.unlink(missing_ok=True)


async def run_npm(script: str, built: Path) -> None:
    """Run a script of the client's package that makes `built`."""
    process = await asyncio.create_subprocess_exec(
        "npm",
        *("run", "--silent", script),
        cwd=WEB,
        env={**os.environ, "PATH": f"{ROOT / '.tools' / 'bin'}:{os.environ['PATH']}"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    if process.returncode:
        forget(built)
    assert process.returncode == 0, f"the web client does not build:\n{said.decode(errors='replace')[-4000:]}"


async def ensure_client() -> None:
    if sources_newer_than(BUILT):
        await run_npm("build", BUILT)
