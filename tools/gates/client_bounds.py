"""Who may touch what in the web client: the rules that are finer than layers, read from the text of the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import gate

SOURCES = "web/src"
COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", re.S)


@dataclass(frozen=True)
class Bound:
    """Only files whose path starts with one of `owners` may say what `pattern` matches."""

    pattern: re.Pattern[str]
    owners: tuple[str, ...]
    why: str


BOUNDS = (
    Bound(re.compile(r"\bnew\s+RTC\w+\("), ("rtc/",), "only rtc/ opens peer connections"),
    Bound(re.compile(r"\bgetUserMedia\b|\bgetDisplayMedia\b"), ("rtc/",), "only rtc/ asks for devices"),
    Bound(
        re.compile(r"\bDate\.now\(|\bperformance\.now\(|\bnew Date\(\)"),
        ("lib/clock.ts",),
        "only lib/clock.ts reads clocks",
    ),
    Bound(
        re.compile(r"(?<![\w.])(?:window\.|globalThis\.)?fetch\("),
        ("api/", "rtc/media/effects/"),
        "only api/ asks the REST API; effects load shipped models",
    ),
    Bound(
        re.compile(r"\b(?:local|session)Storage\b"),
        ("lib/storage.ts",),
        "only lib/storage.ts keeps things in the browser",
    ),
    Bound(re.compile(r"\binnerHTML\b|\bdangerouslySetInnerHTML\b|\beval\("), (), "text of people never becomes markup"),
)


def is_test(path: Path) -> bool:
    return ".test." in path.name or "testing" in path.parts


def look(root: Path) -> tuple[int, Iterator[gate.Finding]]:
    base = root / SOURCES
    sources = [path for path in gate.files(root, ".ts", ".tsx", under=SOURCES) if not is_test(path)]

    def findings() -> Iterator[gate.Finding]:
        for path in sources:
            text = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), path.read_text())
            name = path.relative_to(base).as_posix()
            for bound in BOUNDS:
                for match in bound.pattern.finditer(text):
                    if not name.startswith(bound.owners or ("\0",)):
                        line = text.count("\n", 0, match.start()) + 1
                        yield gate.Finding(f"{path.relative_to(root)}:{line}", f"says {match[0]!r}: {bound.why}")

    return len(sources), findings()


if __name__ == "__main__":
    gate.main("client bounds", look)
