"""Text that must not be in the project: other people's machines, ways out of the checkout, secrets, loose ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import gate

BINARY = {".png", ".jpg", ".webp", ".ico", ".woff2", ".wav", ".mp3", ".ogg", ".webm", ".gif", ".db"}
GENERATED = {"uv.lock", "package-lock.json", "LICENSE"}
HOMES = "home|root|Users|work|mnt|media"
WORDS = (
    (re.compile(rf"(?<![\w.:$}}/-])/(?:{HOMES})/[\w.-]+"), "names a path of one machine"),
    (re.compile("-{5}BEGIN [A-Z ]*PRIVATE KEY-{5}[^.]"), "holds a private key"),
    (re.compile("^(?:<{7}|>{7}) ", re.M), "holds a merge conflict"),
    (re.compile(r"\b(?:TODO(?!\(#\d+\))|FIXME|XXX\b)"), "a loose end without an issue: TODO(#12) or nothing"),
)
CLIMBS = re.compile(r"(?<![\w.])(?:\.\./)+[\w.-]+")
DOCUMENTS = {".md", ".toml", ".yml", ".yaml", ".sh", ".py", ".service", ".conf"}


def climbs_out(path: Path, root: Path, text: str) -> Iterator[tuple[int, str]]:
    """Relative paths that lead out of the checkout from the folder of the file that names them."""
    for match in CLIMBS.finditer(text):
        if not (path.parent / match[0]).resolve().is_relative_to(root):
            yield match.start(), f"{match[0]} leads out of the checkout"


def look(root: Path) -> tuple[int, Iterator[gate.Finding]]:
    own = {root / "tools/gates/words.py", root / "tools/plants.py"}  # they must say what they forbid
    texts = [p for p in gate.files(root) if p.suffix not in BINARY and p.name not in GENERATED and p not in own]

    def findings() -> Iterator[gate.Finding]:
        for path in texts:
            text = path.read_text(errors="replace")
            hits = [(m.start(), why) for pattern, why in WORDS for m in pattern.finditer(text)]
            if path.suffix in DOCUMENTS:
                hits += climbs_out(path, root, text)
            for at, why in hits:
                yield gate.Finding(f"{path.relative_to(root)}:{text.count(chr(10), 0, at) + 1}", why)

    return len(texts), findings()


if __name__ == "__main__":
    gate.main("words", look)
