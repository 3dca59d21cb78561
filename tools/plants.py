"""What is planted for each gate, and what the gate must say about it; `canary.py` plants.

Where a gate has a table of rules, what to plant is read from that table, or compared with it.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import rust

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools" / "gates"))

import bounds  # noqa: E402
import client_bounds  # noqa: E402
import gate  # noqa: E402

__all__ = ["ROOT", "SERVER", "Canary", "canaries", "gate"]

BIN = ROOT / ".venv" / "bin"
SERVER = "server/tertulia"


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


def weight() -> Canary:
    """300 kB that no compression makes lighter, in the file of the meeting page."""
    manifest = json.loads((ROOT / SERVER / "static/.vite/manifest.json").read_text())
    page = manifest["src/pages/Meeting.tsx"]["file"]
    noise = random.Random(1).randbytes(150_000).hex()
    return Canary(
        "size of the client",
        ["npm", "run", "--silent", "size"],
        {f"{SERVER}/static/{page}": f"/*{noise}*/"},
        ["over the budget"],
        folder="web",
    )


ARGUMENTS = {"std::thread::spawn": "(|| ())", "std::env::var": '("x")', "std::fs::read": '("x")'}
"""What the compiler wants to know of a generic function before clippy gets to see it."""


def what_the_core_must_not_touch() -> list[Canary]:
    """Everything on the lists in sfu-core/clippy.toml, used in sfu-core; and what a crate of the core must not lean on."""
    if not rust.find_cargo():
        print("clippy: no cargo here, so its canary did not sing")
        return []
    lists = tomllib.loads((ROOT / "media/sfu-core/clippy.toml").read_text())
    methods = [entry["path"] for entry in lists["disallowed-methods"]]
    types = [entry["path"] for entry in lists["disallowed-types"]]
    lines = ["#![allow(unused_imports, dead_code)]", *(f"use {path} as _;" for path in types)]
    lines += ["fn canary() {", *(f"    let _ = {path}{ARGUMENTS.get(path, '')};" for path in methods), "}"]
    clippy = ["cargo", "clippy", "--package", "sfu-core", "--locked", "--quiet", "--", "-D", "warnings"]
    canary = Canary(
        "clippy",
        clippy,
        {"media/sfu-core/src/canary.rs": "\n".join(lines), "media/sfu-core/src/lib.rs": "\nmod canary;\n"},
        [f"disallowed|`{path}`" for path in (*methods, *types)],
        folder="media",
        calm={"media/sfu-core/src/lib.rs": "\n"},
        environment={"CARGO_TARGET_DIR": os.environ.get("CARGO_TARGET_DIR", str(ROOT / "media/target"))},
    )
    fmt = Canary(
        "rustfmt",
        ["cargo", "fmt", "--check"],
        {"media/sfu-core/src/lib.rs": "\nfn  canary ( ) { }\n"},
        ["fn canary"],
        folder="media",
    )
    return [fmt, canary, licence_of_a_crate()]


def licence_of_a_crate() -> Canary:
    """A licence cannot be appended to a manifest, so the planted file is a script that the gate's command obeys."""
    swap = "sed -i.bak 's/^license = .*/license = \"AGPL-3.0-only\"/' media/Cargo.toml"
    look = f"{BIN / 'python'} {ROOT / 'tools/gates/licences.py'} ."
    back = "[ ! -f media/Cargo.toml.bak ] || mv media/Cargo.toml.bak media/Cargo.toml"
    return Canary(
        "licences of crates",
        ["sh", "-c", f"[ ! -f canary.sh ] || . ./canary.sh; {look}; code=$?; {back}; exit $code"],
        {"canary.sh": f"{swap}\n"},
        ["media/Cargo.lock: sfu-net|AGPL-3.0-only"],
    )


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
            "strings",
            ["node", "tools/strings.ts"],
            {"web/src/ui/Canary.tsx": "export const Canary = () => <p>Good evening</p>;\n"},
            ["Canary.tsx"],
            folder="web",
        ),
        weight(),
        Canary(
            "tsc",
            ["npm", "run", "--silent", "types"],
            {"web/src/lib/canary.ts": "export const canary: number = [1][0];\n"},
            ["canary.ts", "TS2322"],
            folder="web",
        ),
        client_floors(),
        *what_the_core_must_not_touch(),
    ]
