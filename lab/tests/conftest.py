"""Every test here needs places of its own on this machine, and says so where there can be none."""

from __future__ import annotations

import pytest

from lab import namespace, network


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    why = namespace.why_impossible() or network.why_impossible()
    if why:
        for item in items:
            item.add_marker(pytest.mark.skip(reason=why))
