"""What we ship leans only on licences that let anyone host it: permissive ones, and the weak copyleft of files."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import gate

ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "BlueOak-1.0.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "PSF-2.0",
    "Python-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
}
SPELLINGS = {  # how older packages say it, in lower case
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd license": "BSD-3-Clause",
    "bsd": "BSD-3-Clause",
    "isc license (iscl)": "ISC",
    "isc license": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
}
WRITTEN_ONLY_IN_THE_FILE = {"xmlhttprequest-ssl": "MIT"}
"""Packages whose metadata names no licence: what their LICENSE file says, read by a person."""


def is_allowed(expression: str) -> bool:
    """An SPDX expression (or an older spelling) all of whose needed parts are allowed."""
    text = SPELLINGS.get(expression.strip().lower(), expression)
    text = re.sub(r"\s+WITH\s+[\w.-]+", "", text.replace("/", " OR "))  # "MIT/Apache-2.0", as crates used to say
    words = [word for part in re.split(r"([()]|\bAND\b|\bOR\b)", text) if (word := part.strip())]
    return _either(words) and not words


def _either(words: list[str]) -> bool:
    """Takes the alternatives at the head of the list; AND binds stronger than OR (SPDX 2.3 annex D.4.5)."""
    allowed = _all(words)
    while words and words[0] == "OR":
        del words[0]
        allowed = _all(words) or allowed
    return allowed


def _all(words: list[str]) -> bool:
    allowed = _one(words)
    while words and words[0] == "AND":
        del words[0]
        allowed = _one(words) and allowed
    return allowed


def _one(words: list[str]) -> bool:
    word = words.pop(0) if words else ""
    if word != "(":
        return SPELLINGS.get(word.lower(), word) in ALLOWED
    allowed = _either(words)
    return bool(words) and words.pop(0) == ")" and allowed


def licence_of(package: str) -> str | None:
    """What an installed package says of itself (PEP 639 first); None when it is not installed here."""
    try:
        about = metadata.distribution(package).metadata.json
    except metadata.PackageNotFoundError:
        return None
    classifiers = [c.rsplit(" :: ", 1)[1] for c in about.get("classifier", []) if c.startswith("License :: OSI")]
    said = str(about.get("license_expression") or about.get("license") or "")
    if not said or len(said) > 80:
        said = " OR ".join(classifiers)
    return WRITTEN_ONLY_IN_THE_FILE.get(package, said)


def python_packages(root: Path) -> list[str]:
    """The packages that `tertulia` needs to run, all the way down, by the lock file."""
    locked = {package["name"]: package for package in tomllib.loads((root / "uv.lock").read_text())["package"]}
    reached: list[str] = []
    waiting = ["tertulia"]
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.append(name)
        package = locked[name]
        extras = (d for group in package.get("optional-dependencies", {}).values() for d in group)
        waiting += [dependency["name"] for dependency in (*package.get("dependencies", []), *extras)]
    return sorted(set(reached) - {"tertulia"})


def npm_packages(root: Path) -> Iterator[tuple[str, str]]:
    for path, package in json.loads((root / "web/package-lock.json").read_text())["packages"].items():
        if path and not package.get("dev") and not package.get("devOptional"):
            name = path.rsplit("node_modules/", 1)[-1]
            yield name, str(package.get("license") or WRITTEN_ONLY_IN_THE_FILE.get(name, ""))


def crates(root: Path) -> list[tuple[str, str]]:
    """The crates that go into `tertulia_sfu`, all the way down; none where there is no cargo to ask."""
    if shutil.which("cargo") is None:
        print("licences: no cargo here, so the crates of media/ were not looked at")
        return []
    command = ["cargo", "metadata", "--format-version=1", "--locked", "--manifest-path", str(root / "media/Cargo.toml")]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    if asked.returncode:
        return [("Cargo.lock", f"unknown: {asked.stderr.strip().splitlines()[-1]}")]
    told = json.loads(asked.stdout)
    about = {package["id"]: package for package in told["packages"]}
    needs = {node["id"]: node["deps"] for node in told["resolve"]["nodes"]}
    waiting = [crate for crate in told["workspace_members"] if about[crate]["name"] == "sfu-py"]
    reached: set[str] = set()
    while waiting:
        crate = waiting.pop()
        reached.add(crate)
        ships = (d["pkg"] for d in needs[crate] if any(kind["kind"] is None for kind in d["dep_kinds"]))
        waiting += [needed for needed in ships if needed not in reached]
    return sorted((about[crate]["name"], about[crate]["license"] or "") for crate in reached)


def look(root: Path) -> tuple[int, Iterator[gate.Finding]]:
    of_python = [(name, licence_of(name)) for name in python_packages(root)]
    of_npm = list(npm_packages(root))
    of_rust = crates(root)

    def findings() -> Iterator[gate.Finding]:
        for name, licence in of_python:
            if licence is not None and not is_allowed(licence):
                yield gate.Finding(f"uv.lock: {name}", f"licence {licence or 'unsaid'!r}")
        for name, licence in of_npm:
            if not is_allowed(licence):
                yield gate.Finding(f"web/package-lock.json: {name}", f"licence {licence or 'unsaid'!r}")
        for name, licence in of_rust:
            if not is_allowed(licence):
                yield gate.Finding(f"media/Cargo.lock: {name}", f"licence {licence or 'unsaid'!r}")

    return sum(licence is not None for _, licence in of_python) + len(of_npm) + len(of_rust), findings()


if __name__ == "__main__":
    gate.main("licences", look)
