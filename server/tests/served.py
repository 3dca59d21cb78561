"""The real program in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TERTULIA = [sys.executable, "-c", "from tertulia.cli import main; main()"]
START_WITHIN_S = 40


@dataclass
class Served:
    process: subprocess.Popen[bytes]
    out: Path
    err: Path

    @property
    def url(self) -> str:
        """What the program says its address is, as soon as it says so."""
        return self.said(r"ready at (\S+)", self.out)[1]

    def said(self, pattern: str, where: Path | None = None) -> re.Match[str]:
        """Wait until stderr (or `where`) says it."""
        deadline = time.monotonic() + START_WITHIN_S
        while time.monotonic() < deadline:
            text = (where or self.err).read_text()
            if found := re.search(pattern, text):
                return found
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise AssertionError(f"never said {pattern!r}; exit {self.process.poll()}\n{text}\n{self.err.read_text()}")


def environment(**more: str) -> dict[str, str]:
    """Ours, with a free port for media: many run at once."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith("TERTULIA_")}
    return ours | {"PYTHONPATH": str(Path(__file__).parents[1]), "TERTULIA_MEDIA_PORT": "0"} | more


@contextmanager
def served(folder: Path, *arguments: str, env: Mapping[str, str] | None = None) -> Iterator[Served]:
    """`tertulia serve` on a free port with its data in `folder`; killed at the end if it still runs."""
    folder.mkdir(parents=True, exist_ok=True)
    out, err = folder / "out", folder / "err"
    command = [*TERTULIA, "serve", "--data-dir", str(folder / "data"), "--bcrypt-cost", "4", "--port", "0", *arguments]
    with out.open("wb") as to_out, err.open("wb") as to_err:
        process = subprocess.Popen(command, stdout=to_out, stderr=to_err, env=environment(**(env or {})), cwd=folder)
        try:
            yield Served(process, out, err)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
