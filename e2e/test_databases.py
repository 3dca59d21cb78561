"""The same product on each of its databases, seen from a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
import testdb
from conftest import Invite, Start
from harness.accounts import remember_a_meeting


@pytest.mark.parametrize("kind", ["postgresql", "nx-27017"])
async def test_a_meeting_is_remembered_whatever_the_database(
    invite: Invite, start: Start, room: str, kind: str, tmp_path: Path
) -> None:
    if missing := testdb.why_missing(kind):
        pytest.skip(missing)
    server = await start("--database-url", testdb.fresh_url(kind, tmp_path))
    ana, bo = await invite("Ana", at=server), await invite("Bo", at=server)

    await remember_a_meeting(server, ana, bo, room)
