"""A lock file must be whole on every system, not only where it was made: `npm ci` refuses one that is not."""

from __future__ import annotations

import json

import pytest
from steps import ROOT


@pytest.mark.parametrize("folder", ["web", "bench/peers"])
def test_every_package_that_one_names_is_locked(folder: str) -> None:
    packages = json.loads((ROOT / folder / "package-lock.json").read_text())["packages"]
    names = {path.rpartition("node_modules/")[2] for path in packages}
    named = {
        (path, name)
        for path, package in packages.items()
        for name in (*package.get("dependencies", {}), *package.get("optionalDependencies", {}))
    }
    assert sorted((path, name) for path, name in named if name not in names) == []
