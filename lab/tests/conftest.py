"""Tests that need places of their own on this machine say so where there can be none."""

from __future__ import annotations

import pytest

from lab import namespace, network

NEED_PLACES = {"test_network.py", "test_calls.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    why = namespace.why_impossible() or network.why_impossible()
    if why:
        for item in (item for item in items if item.path.name in NEED_PLACES):
            item.add_marker(pytest.mark.skip(reason=why))
