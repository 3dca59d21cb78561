"""The built client asks nobody but its own server: no address of anyone else is in what is shipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import gate

BUILT = "server/tertulia/static"
ADDRESS = re.compile(r"(?:https?|wss?):\\?/\\?/((?:[\w-]+\.)+[a-z]{2,}(?:/[\w./-]*)?|\d+\.\d+\.\d+\.\d+)", re.I)
PROTOCOL_RELATIVE = re.compile(r"""(?:src|href|url)\s*[=(:]\s*["'(]?//((?:[\w-]+\.)+[a-z]{2,})""", re.I)
NEVER_FETCHED = {
    "www.w3.org/": "names of XML namespaces",
    "react.dev/": "React's errors, to be read by people",
    "emscripten.org/docs/": "errors of the WebAssembly loaders of background and noise, to be read by people",
    "github.com/emscripten-core/emscripten/": "the same",
    "rolldown.rs/in-depth/": "the bundler's errors, to be read by people",
    "socket.io/docs/": "a hint about versions, to be read by people",
}
NOWHERE = (".invalid", ".example", "example.org")
"""Names that no one can own (RFC 2606), for parsing and for showing."""
SHIPPED = {".js", ".mjs", ".css", ".html", ".json", ".webmanifest", ".svg"}


def look(root: Path) -> tuple[int, Iterator[gate.Finding]]:
    built = sorted(path for path in (root / BUILT).rglob("*") if path.suffix in SHIPPED)

    def findings() -> Iterator[gate.Finding]:
        for path in built:
            text = path.read_text(errors="replace")
            for address in sorted({*ADDRESS.findall(text), *PROTOCOL_RELATIVE.findall(text)}):
                harmless = f"{address}/".startswith(tuple(NEVER_FETCHED)) or address.partition("/")[0].endswith(NOWHERE)
                if not harmless:
                    yield gate.Finding(str(path.relative_to(root)), f"names {address}")

    return len(built), findings()


if __name__ == "__main__":
    gate.main("strangers", look)
