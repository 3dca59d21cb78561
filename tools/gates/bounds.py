"""Who may touch what in the server: the rules that are finer than layers.

Import-linter knows which floor leans on which; this knows which *thing* (a database driver, the environment,
a clock, the console) belongs to which module.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import gate

PACKAGE = "server/tertulia"


@dataclass(frozen=True)
class Bound:
    """Only modules in `owners` (dotted, their submodules too) may import or name `things`."""

    things: tuple[str, ...]
    owners: tuple[str, ...]
    why: str


IMPORTS = (
    Bound(
        ("sqlalchemy", "aiosqlite", "asyncpg", "alembic", "sqlite3", "pymongo", "bson", "gridfs"),
        ("store",),
        "only store/ knows databases",
    ),
    Bound(("socketio", "engineio"), (), "realtime/ speaks Socket.IO by itself"),
    Bound(("fastapi", "starlette"), ("api", "app"), "only api/ and app.py speak HTTP"),
    Bound(("argparse", "typer", "rich"), ("cli",), "only cli.py reads a command line"),
    Bound(("uvicorn",), ("cli", "app", "realtime.websocket"), "only cli.py runs a server"),
    Bound(("bcrypt", "jwt", "cryptography"), ("auth",), "only auth/ handles passwords, tokens and certificates"),
    Bound(("pydantic_settings",), ("config", "cli"), "only config.py reads settings"),
    Bound(
        ("tertulia_sfu",),
        ("media.sfu", "cli.doctor", "cli.meeting"),
        "media/sfu.py is the media server's only importer; the doctor brings its made-up people",
    ),
)
NAMES = (
    Bound(("os.environ", "os.environb", "os.getenv", "os.putenv"), ("config",), "only config.py reads the environment"),
    Bound(
        (
            *("time.time", "time.time_ns", "time.monotonic", "time.monotonic_ns", "time.localtime", "time.gmtime"),
            *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "loop.time"),
        ),
        ("services.clock",),
        "only services/clock.py reads clocks; take a Clock or a `now` (perf_counter, a stopwatch, is free)",
    ),
    Bound(("time.sleep",), (), "the event loop never sleeps"),
    Bound(("print",), ("cli",), "only cli.py talks to the console; elsewhere log an event"),
    Bound(("sys.exit", "exit", "quit", "os._exit"), ("cli",), "only cli.py exits"),
)
BROAD_CATCHES = Bound(
    ("Exception", "BaseException"),
    ("realtime.guard", "api.errors", "services.registry", "media.sfu", "cli"),
    "broad catches hide bugs; they live at the edges' last stop, in the room's task, before the media server's own "
    "code, and in the entry",
)
DOMAIN_MAY_IMPORT = (
    *("__future__", "abc", "base64", "collections", "dataclasses", "datetime", "enum", "functools", "hashlib", "heapq"),
    *("itertools", "math", "operator", "re", "string", "types", "typing", "unicodedata", "urllib.parse"),
    "tertulia.domain",
)


def module_name(path: Path, package: Path) -> str:
    """`services/clock.py` -> "services.clock", `api/__init__.py` -> "api", relative to the package."""
    parts = path.relative_to(package).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def within(name: str, owners: tuple[str, ...]) -> bool:
    return any(name == owner or name.startswith(f"{owner}.") for owner in owners)


def imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module


def spelled(node: ast.AST) -> str:
    """A name or attribute as it is written, at most its last two parts: `a.b.now` -> "b.now"."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = node.value
        owner = before.id if isinstance(before, ast.Name) else before.attr if isinstance(before, ast.Attribute) else ""
        return f"{owner}.{node.attr}"
    return ""


def caught(handler: ast.ExceptHandler) -> Iterator[str]:
    if handler.type is None:
        yield "BaseException"
    for part in handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]:
        if part is not None:
            yield spelled(part).removeprefix("builtins.")


def reraises(handler: ast.ExceptHandler) -> bool:
    """Whether the handler ends by raising: then nothing is swallowed (clean-up, or a change of clothes)."""
    return isinstance(handler.body[-1], ast.Raise)


def names_by_import(node: ast.AST) -> Iterator[str]:
    """`from os import environ` names os.environ."""
    if isinstance(node, ast.ImportFrom) and node.module in ("os", "sys", "time"):
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wrong(module: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        for name in imported(node):
            for bound in IMPORTS:
                if within(name, bound.things) and not within(module, bound.owners):
                    yield line, f"imports {name}: {bound.why}"
            if within(module, ("domain",)) and not within(name, DOMAIN_MAY_IMPORT):
                yield line, f"imports {name}: the domain is pure"
        names = [*names_by_import(node)]
        if isinstance(node, ast.Attribute | ast.Name):
            names.append(spelled(node))
        for name in names:
            for bound in NAMES:
                if name in bound.things and not within(module, bound.owners):
                    yield line, f"names {name}: {bound.why}"
        if isinstance(node, ast.ExceptHandler) and not within(module, BROAD_CATCHES.owners) and not reraises(node):
            for name in caught(node):
                if name in BROAD_CATCHES.things:
                    yield line, f"catches {name}: {BROAD_CATCHES.why}"


def look(root: Path) -> tuple[int, Iterator[gate.Finding]]:
    package = root / PACKAGE
    modules = gate.files(root, ".py", under=PACKAGE)

    def findings() -> Iterator[gate.Finding]:
        for path in modules:
            for line, what in wrong(module_name(path, package), ast.parse(path.read_text(), str(path))):
                yield gate.Finding(f"{path.relative_to(root)}:{line}", what)

    return len(modules), findings()


if __name__ == "__main__":
    gate.main("bounds", look)
