"""Brings the schema of SQLite and PostgreSQL to the newest revision, once, whoever starts at the same time."""

from __future__ import annotations

from pathlib import Path

import structlog
from sqlalchemy import Connection

from tertulia.domain.errors import Unavailable
from tertulia.store import migrations
from tertulia.store.sql_database import SqlDatabase, revision_of

log = structlog.get_logger(__name__)


async def migrate(database: SqlDatabase) -> None:
    """Raises `Unavailable(code="database_newer")`, and leaves the database alone, when a later version wrote it."""
    async with database.schema_locked() as connection:
        before = await connection.run_sync(revision_of)  # may have become the newest while we waited for the lock
        if before != migrations.NEWEST:
            await connection.run_sync(_upgrade, before)
            log.info("store.migrated", place=database.place, before=before, now=migrations.NEWEST)


def _upgrade(connection: Connection, before: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if before is not None and before not in known:
        raise Unavailable(
            f"The database was written by a later version (its schema is {before}, ours {migrations.NEWEST}).",
            code="database_newer",
        )
    config.attributes["connection"] = connection
    command.upgrade(config, migrations.NEWEST)
