"""The longest files of ours: a report, not a rule. Past 250 lines, ask whether there is a second noun inside."""

from __future__ import annotations

import sys
from pathlib import Path

import gate

LONG = 250
SOURCES = ("server/tertulia", "web/src", "web/tools", "tools", "bench", "lab", "e2e", "media")


def main() -> None:
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    files = [path for base in SOURCES for path in gate.files(root, ".py", ".rs", ".ts", ".tsx", ".js", under=base)]
    lengths = sorted(((path.read_text().count("\n"), path) for path in files if ".gen." not in path.name), reverse=True)
    long = [(lines, path) for lines, path in lengths if lines > LONG]
    for lines, path in long:
        print(f"{lines:5} {path.relative_to(root)}")
    print(
        f"lengths: {len(files)} files, median {lengths[len(lengths) // 2][0]} lines, {len(long)} over {LONG} (nobody fails)"
    )


if __name__ == "__main__":
    main()
