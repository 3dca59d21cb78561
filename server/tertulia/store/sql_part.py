"""What the parts of the SQL store share: one statement in, records out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, Table

from tertulia.store.rows import record_of
from tertulia.store.sql_database import SqlDatabase

R = TypeVar("R")
V = TypeVar("V")

PARAMETERS_MOST = 10_000
"""In one statement: SQLite takes 32,766, PostgreSQL 65,535."""


class SqlPart:
    def __init__(self, db: SqlDatabase) -> None:
        self._db = db

    async def _insert_if_free(self, table: Table, row: dict[str, Any], *unique: str) -> bool:
        """False: the `unique` columns (none named: any unique ones) are taken, nothing was stored."""
        insert = self._db.insert(table).values(row).on_conflict_do_nothing(index_elements=list(unique) or None)
        return await self._db.write(insert) == 1

    async def _one(self, kind: type[R], query: Select[Any]) -> R | None:
        row = await self._db.first(query)
        return record_of(kind, row) if row else None

    async def _all(self, kind: type[R], query: Select[Any]) -> list[R]:
        return [record_of(kind, row) for row in await self._db.all(query)]

    @staticmethod
    def _holds(table: Table, words: tuple[str, ...]) -> list[ColumnElement[bool]]:
        return [table.c.folded.contains(word, autoescape=True) for word in words]


def in_parts(values: Collection[V]) -> Iterator[list[V]]:
    """No more of them than one statement takes."""
    every = list(values)
    for at in range(0, len(every), PARAMETERS_MOST):
        yield every[at : at + PARAMETERS_MOST]
