"""What every gate is: it looks at a checkout, says each finding in a line, and is red when there is one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

NOT_OURS = {"node_modules", "static"}


@dataclass(frozen=True)
class Finding:
    """`where` is a path in the checkout, with `:line` where there is one."""

    where: str
    what: str


def files(root: Path, *suffixes: str, under: str = ".") -> list[Path]:
    """Files that git tracks or would track, by name; in a copy without git, all but what was fetched or built."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", under],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0 and (root / ".git").exists():
        found = [root / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in (root / under).rglob("*") if not NOT_OURS & set(path.relative_to(root).parts)]
    return sorted(path for path in found if path.is_file() and (not suffixes or path.suffix in suffixes))


def main(name: str, look: Callable[[Path], tuple[int, Iterator[Finding]]]) -> None:
    """`look` gives how many things it saw and what is wrong. A gate that saw nothing is red: it is looking elsewhere."""
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    seen, findings = look(root)
    found = list(findings)
    for finding in found:
        print(f"{finding.where}: {finding.what}")
    if not seen:
        print(f"{name}: saw nothing to look at")
    print(f"{name}: {seen} looked at, {len(found)} wrong")
    sys.exit(1 if found or not seen else 0)
