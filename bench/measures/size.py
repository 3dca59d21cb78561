"""What a browser must fetch before a call, by the client's own count."""

from __future__ import annotations

import asyncio
import re

from bench.report import Result, Row
from bench.served import ROOT

BAR_KB = 150


async def measure() -> Result:
    counting = await asyncio.create_subprocess_exec(
        "npm", "run", "--silent", "size", cwd=ROOT / "web", stdout=asyncio.subprocess.PIPE
    )
    said = (await counting.communicate())[0].decode()
    chunks = {name: float(size) for size, name in re.findall(r"([\d.]+) kB\s+(\S+\.js)$", said, re.M)}
    if not chunks:
        raise RuntimeError(f"no sizes were said:\n{said}")
    return Result(
        "size",
        "JavaScript of the call page",
        "Everything that is fetched before the meeting page runs, gzipped; kB are 1000 bytes.",
        [Row("gzipped JavaScript", sum(chunks.values()), "kB", bar=BAR_KB)],
        {"chunks_kb": chunks},
    )
