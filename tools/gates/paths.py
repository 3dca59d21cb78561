"""Every path that the documents name exists.

Looked at: the targets of links, and code spans that look like paths. A path is meant from the folder of the document,
the root of the checkout, the server's package or the client's sources: `services/join.py` is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import gate

BASES = (".", "server/tertulia", "web/src", "media")
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
SPAN = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w@.-]+(?:/[\w@.*-]*|/?\{[\w@.,*-]+\}[\w@.*-]*)+")
FILE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:py|rs|tsx?|md|toml|json|cjs|css|sh|service|conf|ya?ml)")
MADE_LATER = ("data", ".venv", ".tools", "node_modules", "web/node_modules", "server/tertulia/static", "test-results")


def spread(path: str) -> list[str]:
    """`a/{b,c}.py` -> ["a/b.py", "a/c.py"]."""
    parts = [part[1:-1].split(",") if part.startswith("{") else [part] for part in re.split(r"(\{[^}]*\})", path)]
    return ["".join(choice) for choice in product(*parts)]


def tops(root: Path) -> set[str]:
    """First segments by which a code span shows that it means a path of ours."""
    return {entry.name for base in BASES if (root / base).is_dir() for entry in (root / base).iterdir()}


def named(text: str, known: set[str]) -> Iterator[tuple[int, str]]:
    for link in LINK.finditer(text):
        if not re.match(r"[a-z+]+:|#|/", link[1]):
            yield link.start(), link[1].split("#")[0]
    prose = FENCE.sub(lambda fence: "\n" * fence[0].count("\n"), text)
    for span in SPAN.finditer(prose):
        for word in span[1].split():
            if FILE.fullmatch(word) or (
                PATH.fullmatch(word) and (word.split("/")[0] in known or FILE.fullmatch(word.split("/")[-1]))
            ):
                yield span.start(), word


def exists(root: Path, document: Path, path: str) -> bool:
    if path.startswith(MADE_LATER):
        return True
    places = [document.parent, *(root / base for base in BASES)]
    if "/" not in path:  # a bare file name may lie anywhere of ours
        return any(place.joinpath(path).exists() for place in places) or any(
            file.name == path for file in gate.files(root)
        )
    return any(next(place.glob(path.rstrip("/")), None) for place in places if ".." not in path) or (
        (document.parent / path).exists()
    )


def look(root: Path) -> tuple[int, Iterator[gate.Finding]]:
    documents = [p for p in gate.files(root, ".md") if p.parent == root or "docs" in p.relative_to(root).parts]
    known = tops(root)
    references = []
    for document in documents:
        text = document.read_text()
        references += [(document, text.count("\n", 0, at) + 1, path) for at, path in named(text, known)]

    def findings() -> Iterator[gate.Finding]:
        for document, line, path in references:
            for one in spread(path):
                if not exists(root, document, one):
                    yield gate.Finding(f"{document.relative_to(root)}:{line}", f"{one} does not exist")

    return len(references), findings()


if __name__ == "__main__":
    gate.main("paths", look)
