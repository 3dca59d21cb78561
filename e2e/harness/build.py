"""The web client as the product ships it, built when there is none or its sources are newer."""

from __future__ import annotations

import asyncio
import os

from harness.server import ROOT

WEB = ROOT / "web"
BUILT = ROOT / "server" / "tertulia" / "static" / "index.html"
SOURCES = ("src", "index.html", "package-lock.json", "vite.config.ts", "public", "tools")


def is_stale() -> bool:
    if not BUILT.exists():
        return True
    built = BUILT.stat().st_mtime
    files = (f for name in SOURCES for f in ([WEB / name] if (WEB / name).is_file() else (WEB / name).rglob("*")))
    return any(f.stat().st_mtime > built for f in files if f.is_file() and ".test." not in f.name)


async def ensure_client() -> None:
    if not is_stale():
        return
    process = await asyncio.create_subprocess_exec(
        "npm",
        *("run", "--silent", "build"),
        cwd=WEB,
        env={**os.environ, "PATH": f"{ROOT / '.tools' / 'bin'}:{os.environ['PATH']}"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    if process.returncode:
        BUILT.unlink(missing_ok=True)  # half a client looks fresh
    assert process.returncode == 0, f"the web client does not build:\n{said.decode(errors='replace')[-4000:]}"
