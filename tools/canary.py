"""Shows that every gate can go red: in a copy of the checkout, plants what a gate forbids and demands that it says so.

Each gate must be green on the copy as it is, red with the plant, and must name each thing planted. The lists of what
to plant are compared with the gates' own lists of rules, so that a new rule without a canary is red, too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools" / "gates"))

import bounds  # noqa: E402
import client_bounds  # noqa: E402
import gate as gates  # noqa: E402

BIN = ROOT / ".venv" / "bin"
SERVER = "server/tertulia"
EXTRA = ("server/tertulia/static",)
"""Built things that gates read though git does not know them."""


@dataclass(frozen=True)
class Canary:
    """`plants`: path -> text; a file that is there gets the text behind it. `calm`: the same paths, harmless.
    `names`: what the red gate must say, each of them."""

    gate: str
    command: list[str]
    plants: dict[str, str]
    names: list[str]
    folder: str = "."
    calm: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)


def own_gate(name: str, plants: dict[str, str], names: list[str]) -> Canary:
    return Canary(name, [str(BIN / "python"), str(ROOT / f"tools/gates/{name}.py"), "."], plants, names)


# -- what is planted -------------------------------------------------------------------------------


def floors() -> Canary:
    """One broken import for each contract of import-linter."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    planted = {
        "Floors": (f"{SERVER}/protocol/canary.py", "import tertulia.services\n"),
        "Only the composition root": (f"{SERVER}/services/canary.py", "import tertulia.store.sql\n"),
        "The domain is pure": (f"{SERVER}/domain/canary.py", "import asyncio\n"),
        "Only the entry": (f"{SERVER}/api/canary.py", "import tertulia.config\n"),
        "Settings and log": (f"{SERVER}/config.py", "\nimport tertulia.domain\n"),
    }
    return Canary(
        "layers of the server",
        [str(BIN / "lint-imports"), "--no-cache"],
        dict(planted.values()),
        [f"{contract['name'][:40]}|BROKEN" for contract in contracts],
        environment={"PYTHONPATH": "server"},
    )


def server_bounds() -> Canary:
    """Every import and every name that belongs to one module, used from another; the domain's purity; broad catches."""
    home, plants, names = f"{SERVER}/protocol/canary.py", "", []
    for bound in bounds.IMPORTS:
        plants += "".join(f"import {thing}\n" for thing in bound.things)
        names += [f"imports {thing}: {bound.why}" for thing in bound.things]
    for bound in bounds.NAMES:
        plants += "".join(f"{thing}()\n" for thing in bound.things)
        names += [f"names {thing}: {bound.why}" for thing in bound.things]
    for thing in bounds.BROAD_CATCHES.things:
        plants += f"try:\n    ...\nexcept {thing}:\n    ...\n"
        names.append(f"catches {thing}: {bounds.BROAD_CATCHES.why}")
    return own_gate(
        "bounds",
        {home: plants, f"{SERVER}/domain/canary.py": "import random\n"},
        [*names, "imports random: the domain is pure"],
    )


def what_client_bounds_forbid() -> Canary:
    sins = [
        "new RTCPeerConnection();",
        "navigator.mediaDevices.getUserMedia({});",
        "Date.now();",
        "fetch('/api');",
        "localStorage.clear();",
        "document.body.innerHTML = '';",
    ]
    return own_gate(
        "client_bounds",
        {"web/src/pages/canary.ts": "\n".join(sins)},
        [f"pages/canary.ts:{line}: |{bound.why}" for line, bound in enumerate(client_bounds.BOUNDS, 1)],
    )


def client_floors() -> Canary:
    rules = {
        "no-climbing-from-lib": ("lib/canary.ts", 'import "../protocol/canary";'),
        "no-climbing-from-protocol": ("protocol/canary.ts", 'import "@/call/contract";'),
        "no-climbing-from-api-signaling-rtc": ("rtc/canary.ts", 'import "@/call/contract";'),
        "no-climbing-from-call-stores": ("call/canary.ts", 'import "../ui/canary";'),
        "no-climbing-from-ui": ("ui/canary.ts", 'import "../features/canary";'),
        "no-climbing-from-features": ("features/canary.ts", 'import "../pages/canary";'),
        "no-climbing-from-pages": ("pages/canary.ts", 'import "../app/canary";'),
        "edges-do-not-know-each-other": ("api/canary.ts", 'import "../signaling/canary";'),
        "mesh-and-sfu-are-strangers": ("rtc/mesh/canary.ts", 'import "../sfu/canary";'),
        "no-react-below-the-ui": ("signaling/canary.ts", 'import "react";\nimport "zustand";'),
        "ui-leans-on-lib-only": ("ui/canary2.ts", 'import "../call/contract";'),
        "only-signaling-speaks-socket-io": ("app/canary.ts", 'import "socket.io-client";'),
        "what-ships-does-not-lean-on-tests": ("call/canary2.ts", 'import "./canary.test";'),
        "every-import-is-found": ("lib/canary2.ts", 'import "./nowhere";'),
        "no-circular": ("lib/canary3.ts", 'import "./canary4";'),
    }
    plants = {path: f"{text}\nexport {{}};\n" for path, text in rules.values()}
    plants |= {
        "rtc/sfu/canary.ts": "export {};",
        "lib/canary4.ts": 'import "./canary3";\n',
        "call/canary.test.ts": "export {};",
    }
    return Canary(
        "layers of the client",
        ["npm", "run", "--silent", "layers"],
        {f"web/src/{path}": text for path, text in plants.items()},
        [*rules, *client_rules()],
        folder="web",
    )


def client_rules() -> list[str]:
    """The names of all rules of dependency-cruiser, asked of its configuration."""
    script = 'console.log(require("./dependency-cruiser.cjs").forbidden.map((rule) => rule.name).join("\\n"))'
    asked = subprocess.run(["node", "-e", script], cwd=ROOT / "web", capture_output=True, text=True, check=True)
    return asked.stdout.split()


def canaries() -> list[Canary]:
    alone = f"{SERVER}/domain/canary.py"
    return [
        Canary("ruff", [str(BIN / "ruff"), "check", "--no-cache", "."], {alone: "import math\n"}, ["F401"]),
        Canary(
            "ruff format", [str(BIN / "ruff"), "format", "--no-cache", "--check", "."], {alone: "x = {  }\n"}, [alone]
        ),
        Canary(
            "mypy",
            [str(BIN / "mypy"), "--cache-dir", ".mypy_canary", alone],
            {alone: "def f(x):\n    return x\n\n\ny: int = 'a'\n"},
            ["no-untyped-def", "assignment"],
            calm={alone: "y: int = 1\n"},
        ),
        floors(),
        server_bounds(),
        what_client_bounds_forbid(),
        own_gate(
            "paths",
            {"docs/canary.md": "See [it](nowhere.md) and `services/nowhere.py`.\n"},
            ["nowhere.md", "nowhere.py"],
        ),
        own_gate(
            "words",
            {
                "docs/canary.md": "In /home/somebody, at ../../elsewhere.\n-----BEGIN PRIVATE KEY-----\n<<<<<<< ours\nTODO later\n"
            },
            ["path of one machine", "leads out of", "private key", "merge conflict", "loose end"],
        ),
        Canary(
            "licences",
            [str(BIN / "python"), str(ROOT / "tools/gates/licences.py"), "."],
            {
                "canary_site/pydantic-2.dist-info/METADATA": "Name: pydantic\nVersion: 2\nLicense-Expression: AGPL-3.0-only\n",
                "web/package-lock.json": "",
            },
            ["uv.lock: pydantic: licence 'AGPL-3.0-only'"],
            environment={"PYTHONPATH": "canary_site"},
        ),
        own_gate(
            "strangers",
            {
                f"{SERVER}/static/canary.js": 'fetch("https://stun.example.com/x")',
                f"{SERVER}/static/canary.css": "url(//fonts.example.net/a)",
            },
            ["stun.example.com", "fonts.example.net"],
        ),
        Canary(
            "biome",
            ["npm", "run", "--silent", "lint"],
            {"web/src/lib/canary.ts": "export const canary: any = 1;\n"},
            ["noExplicitAny"],
            folder="web",
        ),
        Canary(
            "tsc",
            ["npm", "run", "--silent", "types"],
            {"web/src/lib/canary.ts": "export const canary: number = [1][0];\n"},
            ["canary.ts", "TS2322"],
            folder="web",
        ),
        client_floors(),
    ]


# -- planting --------------------------------------------------------------------------------------


def copy(target: Path) -> None:
    """What is in the checkout, without history and without anything downloaded."""
    for file in gates.files(ROOT):
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
