"""Shows that every gate can go red: in a copy of the checkout, plants what a gate forbids and demands that it says so.

Each gate must be green on the copy as it is, red with the plant, and must name each thing planted (`plants.py`). The lists
of what to plant are compared with the gates' own lists of rules, so that a new rule without a canary is red, too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from plants import ROOT, SERVER, Canary, canaries, gate

EXTRA = (f"{SERVER}/static",)
"""Built things that gates read though git does not know them."""


def copy(target: Path) -> None:
    """What is in the checkout, without history and without anything downloaded."""
    for file in gate.files(ROOT):
        path = target / file.relative_to(ROOT)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, path)
    for extra in EXTRA:
        if (ROOT / extra).is_dir():
            shutil.copytree(ROOT / extra, target / extra, dirs_exist_ok=True)
    (target / "web" / "node_modules").symlink_to(ROOT / "web" / "node_modules")


def run(canary: Canary, copied: Path) -> tuple[bool, str]:
    """Whether the gate was green, and all it said."""
    environment = {**os.environ, "NO_COLOR": "1", "FORCE_COLOR": "0", "COLUMNS": "300"}
    for name, value in canary.environment.items():
        environment[name] = str(copied / value)
    done = subprocess.run(
        canary.command, cwd=copied / canary.folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode == 0, done.stdout + done.stderr


def plant(texts: dict[str, str], copied: Path) -> dict[Path, str | None]:
    """Write the texts; returns what was there before."""
    before: dict[Path, str | None] = {}
    for name, text in texts.items():
        path = copied / name
        before[path] = path.read_text() if path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((before[path] or "") + text)
    return before


def uproot(before: dict[Path, str | None]) -> None:
    for path, text in before.items():
        if text is None:
            path.unlink()
        else:
            path.write_text(text)


def unsaid(names: list[str], output: str) -> list[str]:
    """The names that no line of the output says; parts between `|` must be on the same line."""
    return [
        name for name in names if not any(all(part in line for part in name.split("|")) for line in output.splitlines())
    ]


def sing(canary: Canary, copied: Path) -> str | None:
    """None when the gate is sound; otherwise what is wrong with it."""
    calm = plant(canary.calm, copied)
    green, output = run(canary, copied)
    uproot(calm)
    if not green:
        return f"red before anything was planted:\n{output[-2000:]}"
    before = plant(canary.plants, copied)
    green, output = run(canary, copied)
    uproot(before)
    if green:
        return "stayed green"
    silent = unsaid(canary.names, output)
    return f"is red but does not say: {'; '.join(silent)}\n{output[-2000:]}" if silent else None


def main(wanted: list[str]) -> int:
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="tertulia-canary-") as folder:
        copied = Path(folder).resolve()
        copy(copied)
        chosen = [canary for canary in canaries() if not wanted or canary.gate in wanted]
        for canary in chosen:
            started = time.monotonic()
            problem = sing(canary, copied)
            wrong += problem is not None
            print(
                f"{'RED' if problem else 'ok '} {time.monotonic() - started:5.1f} s  {canary.gate:22} {problem or ''}",
                flush=True,
            )
    print(f"{len(chosen)} gates, {wrong} of them without a voice")
    return 1 if wrong or not chosen else 0


if __name__ == "__main__":
    os.environ["PATH"] = f"{ROOT / '.tools' / 'bin'}:{os.environ['PATH']}"
    sys.exit(main(sys.argv[1:]))
