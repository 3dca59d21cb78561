"""The built client asks nobody but its own server: no address of anyone else is in what is shipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import gate

BUILT = "server/tertulia/static"
ADDRESS = re.compile(r"(?:https?|wss?):\\?/\\?/([\w.-]+\.[a-z]{2,}|\d+\.\d+\.\d+\.\d+)", re.I)
PROTOCOL_RELATIVE = re.compile(r"""(?:src|href|url)\s*[=(:]\s*["'(]?//([\w.-]+\.[a-z]{2,})""", re.I)
NEVER_FETCHED = {
    "www.w3.org": "names of XML namespaces",
    "react.dev": "text of React's errors, to be read by people",
    "reactjs.org": "text of React's errors, to be read by people",
    "reactrouter.com": "text of the router's errors, to be read by people",
    "radix-ui.com": "text of warnings, to be read by people",
    "meet.example.org": "an example that a person reads",
}
SHIPPED = {".js", ".mjs", ".css", ".html", ".json", ".webmanifest", ".svg"}


def look(root: Path) -> tuple[int, Iterator[gate.Finding]]:
    built = sorted(path for path in (root / BUILT).rglob("*") if path.suffix in SHIPPED)

    def findings() -> Iterator[gate.Finding]:
        for path in built:
            text = path.read_text(errors="replace")
            hosts = {*ADDRESS.findall(text), *PROTOCOL_RELATIVE.findall(text)}
            for host in sorted(hosts - NEVER_FETCHED.keys()):
                yield gate.Finding(str(path.relative_to(root)), f"names {host}")

    return len(built), findings()


if __name__ == "__main__":
    gate.main("strangers", look)
