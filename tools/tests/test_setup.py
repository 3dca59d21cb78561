"""The set-up does nothing when nothing changed, and takes only what is pinned."""

from __future__ import annotations

import io
import json
import shutil
import sys
import threading
import zipfile
from pathlib import Path

import fetch
import pytest
import setup
import steps


def lay_npm(folder: Path, locked: dict[str, object], there: dict[str, object]) -> None:
    (folder / "node_modules").mkdir()
    (folder / "package-lock.json").write_text(json.dumps({"packages": {"": {}, **locked}}))
    (folder / "node_modules" / ".package-lock.json").write_text(json.dumps({"packages": there}))


def test_installed_packages_that_match_the_lock_file_are_left_alone(tmp_path: Path) -> None:
    lay_npm(tmp_path, {"a": {"version": "1"}, "b": {"version": "2", "optional": True}}, {"a": {"version": "1"}})
    assert setup.npm_is_settled(tmp_path)


def test_a_package_in_another_version_is_not_settled(tmp_path: Path) -> None:
    lay_npm(tmp_path, {"a": {"version": "2"}}, {"a": {"version": "1"}})
    assert not setup.npm_is_settled(tmp_path)


def test_a_bare_checkout_is_not_settled(tmp_path: Path) -> None:
    assert not setup.npm_is_settled(tmp_path)


def test_a_fingerprint_changes_with_a_name_and_with_a_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    file = tmp_path / "a"
    file.write_text("one")
    first = steps.fingerprint(tmp_path)
    file.write_text("two")
    second = steps.fingerprint(tmp_path)
    file.rename(tmp_path / "b")
    assert len({first, second, steps.fingerprint(tmp_path)}) == 3


def test_a_failed_step_shows_the_end_of_what_was_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    monkeypatch.setattr(steps, "TOOLS", tmp_path)
    with pytest.raises(steps.SetupFailed, match="no such luck"):
        steps.step("trying", ["sh", "-c", "echo no such luck; exit 3"], cwd=tmp_path)


def test_a_pin_names_its_package_version_and_hashes() -> None:
    name, version, hashes = fetch._parse((steps.ROOT / "tools/pins/uv.txt").read_text())
    assert name == "uv"
    assert version.count(".") == 2
    assert len(hashes) > 1


def test_a_wheel_s_programs_can_be_run_and_nothing_leaves_the_folder(tmp_path: Path) -> None:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("uv-1.data/scripts/uv", "#!/bin/sh\n")
        archive.writestr("../outside", "no")
    target = tmp_path / "target"
    fetch._unpack(body.getvalue(), target)
    assert (target / "bin/uv").stat().st_mode & 0o111
    assert not (tmp_path / "outside").exists()


def test_a_python_that_is_too_old_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 2))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(steps.SetupFailed, match="or newer is needed"):
        setup.python()


def test_chains_of_steps_run_side_by_side_and_each_in_its_order() -> None:
    both, done = threading.Barrier(2, timeout=20), list[str]()

    def meet() -> None:
        both.wait()

    chain = (meet, lambda: done.append("then"))
    setup.side_by_side((chain, chain))
    assert done == ["then", "then"]


def test_what_fails_is_told_when_the_rest_has_ended() -> None:
    done: list[str] = []

    def fail() -> None:
        raise steps.SetupFailed("no such luck")

    with pytest.raises(steps.SetupFailed, match="no such luck"):
        setup.side_by_side(((fail, lambda: done.append("never")), (lambda: done.append("the rest"),)))
    assert done == ["the rest"]
