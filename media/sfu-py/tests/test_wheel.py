"""What we hand out: a wheel that installs anywhere, and a server that does without it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
UV = shutil.which("uv") or str(ROOT / ".tools/uv/bin/uv")
TRY_IT = """
import tertulia_sfu
sfu = tertulia_sfu.Sfu(host="127.0.0.1", on_events=print)
print(sfu.addresses)
sfu.close()
"""


def run(*command: str, cwd: Path = ROOT) -> str:
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "VIRTUAL_ENV": "", "MATURIN_PEP517_ARGS": "--profile dev"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.timeout(1200)
def test_a_wheel_of_it_works_in_an_empty_environment(tmp_path: Path) -> None:
    run(UV, "build", "--package", "tertulia-sfu", "--wheel", "--python", sys.executable, "--out-dir", str(tmp_path))
    (wheel,) = tmp_path.glob("*.whl")
    assert "-abi3-" in wheel.name, "one wheel for every Python from 3.11 on"
    run(UV, "venv", "--python", sys.executable, str(tmp_path / "empty"))
    python = str(tmp_path / "empty/bin/python")
    run(UV, "pip", "install", "--python", python, "--offline", str(wheel))
    assert "127.0.0.1:" in run(python, "-c", TRY_IT, cwd=tmp_path)
    typed = next((tmp_path / "empty").glob("lib/*/site-packages/tertulia_sfu"))
    assert {"__init__.pyi", "py.typed"} <= {file.name for file in typed.iterdir()}


def test_the_server_installs_without_it() -> None:
    needed = run(UV, "export", "--frozen", "--package", "tertulia", "--no-dev", "--no-hashes")
    assert "fastapi==" in needed
    assert "sfu" not in needed
