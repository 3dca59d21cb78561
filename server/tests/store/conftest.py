"""Every test here that takes `store` or `database` runs once for each database."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import testdb
from tertulia.store.base import Store
from tertulia.store.connect import open_store

TIMEOUT_S = 30.0
"""Generous: where a test wants a database to be slow or gone it asks for less."""


@pytest.fixture(params=testdb.KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    kind = str(request.param)
    demand(kind)
    return kind


@pytest.fixture
def database_url(kind: str, tmp_path: Path) -> str:
    """The address of an empty database."""
    return testdb.fresh_url(kind, tmp_path)


@pytest_asyncio.fixture
async def store(database_url: str, tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(database_url, tmp_path, TIMEOUT_S)
    await opened.open()
    yield opened
    await opened.close()


def demand(kind: str) -> None:
    """FerretDB may be absent (nx-27017 speaks for MongoDB, too); for the others somebody must have said so."""
    missing = testdb.why_missing(kind)
    if missing is None:
        return
    if kind == "ferretdb" or os.environ.get("TERTULIA_TEST_ALLOW_MISSING") == "1":
        pytest.skip(missing)
    pytest.fail(f"{missing} (or allow it to be missing: TERTULIA_TEST_ALLOW_MISSING=1)", pytrace=False)


def pytest_collection_finish(session: pytest.Session) -> None:
    if any("ferretdb" in item.name for item in session.items) and not session.config.option.collectonly:
        testdb.prepare()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for kind in testdb.KINDS:
        if missing := testdb.why_missing(kind):
            terminalreporter.write_line(f"store tests left out {kind}: {missing}", yellow=True)
