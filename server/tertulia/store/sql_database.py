"""A connected SQLite or PostgreSQL: how `sql` asks it, and what its errors mean."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Connection, Executable, Select, Table, column, inspect, select, table
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from tertulia.domain.errors import Conflict, TertuliaError, Unavailable

_revision = table("alembic_version", column("version_num"))


class SqlDatabase:
    """Every statement is a transaction of its own (AUTOCOMMIT), so that none is held open across an await.

    `place` names the database for whoever runs the server, without its password. `writer` and `reader` may be
    one engine. `lock_schema` are the statements that begin a transaction in which nobody else can migrate;
    `patient` is an engine whose statements may take as long as a migration takes.
    """

    def __init__(
        self,
        *,
        place: str,
        timeout_s: float,
        writer: AsyncEngine,
        reader: AsyncEngine,
        patient: AsyncEngine,
        lock_schema: Sequence[str],
        insert: Callable[[Table], Any],
        driver_errors: tuple[type[Exception], ...],
    ) -> None:
        self.place = place
        self.timeout_s = timeout_s
        self.insert = insert
        self._writer = writer
        self._reader = reader
        self._patient = patient
        self._lock_schema = lock_schema
        self._driver_errors = (DBAPIError, PoolTimeoutError, OSError, TimeoutError, *driver_errors)

    async def write(self, statement: Executable) -> int:
        """How many rows it changed."""
        async with self._writer.connect() as connection:
            result = await connection.execute(statement)
            return int(getattr(result, "rowcount", 0))

    async def first(self, query: Select[Any]) -> dict[str, Any] | None:
        async with self._reader.connect() as connection:
            row = (await connection.execute(query)).first()
            return dict(row._mapping) if row else None

    async def all(self, query: Select[Any]) -> list[dict[str, Any]]:
        async with self._reader.connect() as connection:
            return [dict(row._mapping) for row in await connection.execute(query)]

    async def scalar(self, query: Select[Any]) -> Any:
        async with self._reader.connect() as connection:
            return (await connection.execute(query)).scalar()

    async def revision(self) -> str | None:
        """Of the schema; None for a database that is empty, or not ours yet."""
        async with self._reader.connect() as connection:
            return await connection.run_sync(revision_of)

    @asynccontextmanager
    async def schema_locked(self) -> AsyncIterator[AsyncConnection]:
        """A transaction in which this process alone may change the schema; committed at the end."""
        async with self._patient.connect() as connection:
            try:
                for statement in self._lock_schema:
                    await connection.exec_driver_sql(statement)
                yield connection
                await connection.exec_driver_sql("COMMIT")
            except BaseException:
                await connection.invalidate()  # takes its transaction along
                raise

    def refusal(self, failure: Exception) -> TertuliaError | None:
        if isinstance(failure, IntegrityError):
            return Conflict("That exists already.")
        if isinstance(failure, self._driver_errors):
            return Unavailable("The database does not answer.")
        return None

    async def close(self) -> None:
        for engine in {self._reader, self._writer, self._patient}:
            await engine.dispose()


def revision_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_revision.name):
        return None
    revision: str | None = connection.execute(select(_revision.c.version_num)).scalar()
    return revision
