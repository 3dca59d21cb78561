"""PostgreSQL: its pool, its driver, its lock."""

from __future__ import annotations

from typing import Any

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import AsyncAdaptedQueuePool, NullPool, Pool
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from tertulia.store.address import place_of, refused_address
from tertulia.store.sql_database import SqlDatabase

_CONNECTIONS = 10
_MIGRATION_LOCK = 0x7465_7274  # "tert"; advisory locks are per database


def postgresql_database(url: str, timeout_s: float) -> SqlDatabase:
    """`url` is handed to asyncpg as it is, which reads all that libpq would (sslmode, several hosts, a socket's
    folder as host, ~/.pgpass)."""
    pool = _engine(url, timeout_s, AsyncAdaptedQueuePool, pool_size=_CONNECTIONS, max_overflow=0)
    return SqlDatabase(
        place=f"PostgreSQL at {place_of(url)}",
        timeout_s=timeout_s,
        writer=pool,
        reader=pool,
        patient=_engine(url, None, NullPool),
        lock_schema=(
            "BEGIN",
            f"SET LOCAL lock_timeout = {int(timeout_s * 1000)}",
            f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})",
        ),
        insert=insert,
        driver_errors=(asyncpg.PostgresError, asyncpg.InterfaceError),
    )


def _engine(url: str, statement_timeout_s: float | None, pool: type[Pool], **options: int) -> AsyncEngine:
    async def connect() -> Any:
        try:
            return await asyncpg.connect(
                url,
                timeout=statement_timeout_s or 60,
                command_timeout=statement_timeout_s,
                server_settings={"application_name": "tertulia"},
            )
        except ValueError:  # what is wrong with an address shows only here
            raise refused_address(
                "That PostgreSQL address is not well formed: postgresql://USER:PASSWORD@HOST:PORT/NAME, "
                "with special characters in USER and PASSWORD percent-encoded."
            ) from None

    return create_async_engine(
        "postgresql+asyncpg://",
        async_creator=connect,
        isolation_level="AUTOCOMMIT",
        poolclass=pool,
        pool_pre_ping=True,  # a server that was restarted costs nobody an error
        **options,
    )
