"""The media server: a wheel made of `media/` where there is a Rust toolchain, and a sentence where there is none."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from steps import ROOT, TOOLS, SetupFailed, fingerprint, read_stamp, step, version_of

MEDIA = ROOT / "media"
WHEELS = TOOLS / "wheels"
VENV = ROOT / ".venv"
OLDEST_CARGO = (1, 88)  # media/Cargo.toml says so, too
EVERYTHING = ["--workspace", "--all-targets", "--locked", "--quiet"]
CLIPPY = ["cargo", "clippy", *EVERYTHING, "--", "-D", "warnings"]
TESTS = ["cargo", "test", *EVERYTHING]
CHECKED = {"MATURIN_PEP517_ARGS": "--profile dev"}
"""For a wheel of what tests are compiled from: minutes less than one that is shipped, and it notices when a number overflows."""
WITHOUT = "rooms stay a mesh of up to 8"


def find_cargo() -> bool:
    """Whether a cargo that is new enough is on the PATH; where rustup puts it is looked at, too."""
    home = Path(os.environ.get("CARGO_HOME") or Path.home() / ".cargo") / "bin"
    if str(home) not in os.environ["PATH"].split(":") and (home / "cargo").exists():
        os.environ["PATH"] += f":{home}"
    return version_of(["cargo"]) >= OLDEST_CARGO


def build(uv: Callable[[], list[str]], *, is_needed: bool, checked: bool = False) -> None:
    """`tertulia-sfu` in `.venv`: as it is shipped, or at least (`checked`) as it is tested. Without a toolchain, or when it
    does not build and `is_needed` is false, nothing."""
    key = fingerprint(*_sources())
    stamp = TOOLS / "media-stamp.json"
    seen = read_stamp(stamp)
    if (seen.get("media") == key or (checked and seen.get("checked") == key)) and _is_installed():
        return
    if not find_cargo():
        needed = ".".join(map(str, OLDEST_CARGO))
        print(
            f"set-up: no Rust (cargo {needed} or newer, see https://rustup.rs): no media server, {WITHOUT}", flush=True
        )
        return
    try:
        wheel = _wheel(uv(), key, checked=checked)
    except SetupFailed as failed:
        if is_needed:
            raise
        print(f"set-up: {failed}\nset-up: going on without the media server: {WITHOUT}", flush=True)
        return
    install = [
        *uv(),
        "pip",
        "install",
        "--python",
        str(VENV / "bin" / "python"),
        "--no-deps",
        "--reinstall",
        str(wheel),
    ]
    step("media server into .venv", install, env={"UV_NO_PROGRESS": "1"})
    stamp.write_text(json.dumps({"checked" if checked else "media": key}))


def compile_tests() -> None:
    """What clippy and the tests of the media server are compiled from, so that looking at them takes seconds. Whether they
    compile is for the proofs to say."""
    key = fingerprint(*_sources(), *sorted(MEDIA.glob("*/tests")))
    stamp = TOOLS / "media-tests-stamp.json"
    if read_stamp(stamp).get("media") == key or not find_cargo():
        return
    with suppress(SetupFailed):
        step("tests of the media server", [*TESTS, "--no-run"], cwd=MEDIA)
        step("clippy of the media server", CLIPPY, cwd=MEDIA)
    stamp.write_text(json.dumps({"media": key}))


def _wheel(uv: list[str], key: str, *, checked: bool) -> Path:
    """Of these sources; one that was built before is good enough (the environment may be a new one)."""
    folder = WHEELS / f"{key[:16]}{'-checked' if checked else ''}"
    if not any(folder.glob("*.whl")):
        command = [*uv, "build", "--wheel", "--python", str(VENV / "bin" / "python"), "--out-dir", str(folder)]
        step(
            "media server: Rust, which takes a few minutes the first time",
            [*command, str(MEDIA / "sfu-py")],
            env={"UV_NO_PROGRESS": "1", "VIRTUAL_ENV": "", **(CHECKED if checked else {})},
        )
        for other in WHEELS.iterdir():
            if not other.name.startswith(key[:16]):
                for file in other.iterdir():
                    file.unlink()
                other.rmdir()
    return next(folder.glob("*.whl"))


def _sources() -> list[Path]:
    crates = sorted(path.parent for path in MEDIA.glob("*/Cargo.toml"))
    shipped = [part for crate in crates for part in (crate / "src", *(p for p in crate.iterdir() if p.is_file()))]
    return [MEDIA / "Cargo.toml", MEDIA / "Cargo.lock", *shipped]


def _is_installed() -> bool:
    return any(VENV.glob("lib/python3.*/site-packages/tertulia_sfu/__init__.pyi"))
