"""The media server is built where it can be, and never in the way where it cannot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NoReturn

import pytest
import rust
import steps


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sources of a media server, and an environment without it."""
    for module in (rust, steps):
        monkeypatch.setattr(module, "ROOT", tmp_path)
        monkeypatch.setattr(module, "TOOLS", tmp_path / ".tools")
    monkeypatch.setattr(rust, "MEDIA", tmp_path / "media")
    monkeypatch.setattr(rust, "WHEELS", tmp_path / ".tools/wheels")
    monkeypatch.setattr(rust, "VENV", tmp_path / ".venv")
    (tmp_path / ".tools/wheels").mkdir(parents=True)
    (tmp_path / "media/sfu-py/src").mkdir(parents=True)
    for name in ("Cargo.toml", "Cargo.lock", "sfu-py/Cargo.toml", "sfu-py/src/lib.rs"):
        (tmp_path / "media" / name).write_text("")
    return tmp_path


def no_uv() -> NoReturn:
    raise AssertionError("nothing was to be built")


@pytest.mark.parametrize("version", [(), (1, 70, 0)])
def test_without_a_toolchain_it_says_so_in_a_line_and_goes_on(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], version: tuple[int, ...]
) -> None:
    monkeypatch.setattr(rust, "version_of", lambda _: version)
    rust.build(no_uv, is_needed=False)
    (line,) = capsys.readouterr().out.splitlines()
    assert "rooms stay a mesh of up to 8" in line


def test_what_was_built_of_the_same_sources_is_not_built_again(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rust, "version_of", lambda _: (1, 95, 0))
    installed = checkout / ".venv/lib/python3.11/site-packages/tertulia_sfu"
    installed.mkdir(parents=True)
    (installed / "__init__.pyi").write_text("")
    (checkout / ".tools/media-stamp.json").write_text(json.dumps({"media": steps.fingerprint(*rust._sources())}))
    rust.build(no_uv, is_needed=True)
    assert capsys.readouterr().out == ""
    (checkout / "media/sfu-py/src/lib.rs").write_text("changed")
    with pytest.raises(AssertionError, match="nothing was to be built"):
        rust.build(no_uv, is_needed=True)


def test_a_wheel_for_tests_does_for_tests_only(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rust, "version_of", lambda _: (1, 95, 0))
    installed = checkout / ".venv/lib/python3.11/site-packages/tertulia_sfu"
    installed.mkdir(parents=True)
    (installed / "__init__.pyi").write_text("")
    stamp, key = checkout / ".tools/media-stamp.json", steps.fingerprint(*rust._sources())
    stamp.write_text(json.dumps({"checked": key}))
    rust.build(no_uv, is_needed=True, checked=True)
    with pytest.raises(AssertionError, match="nothing was to be built"):
        rust.build(no_uv, is_needed=True)
    stamp.write_text(json.dumps({"media": key}))
    rust.build(no_uv, is_needed=True, checked=True)


def test_a_build_that_fails_stops_the_tests_and_not_a_start(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rust, "version_of", lambda _: (1, 95, 0))
    broken = lambda: ["sh", "-c", "echo no C compiler; exit 1"]  # noqa: E731
    with pytest.raises(steps.SetupFailed, match="no C compiler"):
        rust.build(broken, is_needed=True)
    rust.build(broken, is_needed=False)
    assert "going on without the media server" in capsys.readouterr().out
