"""The tables of SQLite and PostgreSQL as they are now; `migrations/` is how they came to be.

Columns are called like the fields of `domain.records`. No foreign keys: MongoDB could not promise them, and
nothing in the product removes a user. `n` numbers rows by insertion, to break ties of time. `folded` is what is
searched (`domain.search`); `reply`, `files` and `drops` are JSON.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from tertulia.store.rows import from_epoch_ms, to_epoch_ms, to_millisecond


class UtcMillis(TypeDecorator[datetime]):
    """An aware time to the millisecond: `timestamptz` in PostgreSQL, milliseconds since 1970 in SQLite."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        timestamptz: TypeEngine[Any] = TIMESTAMP(timezone=True)
        return dialect.type_descriptor(timestamptz if dialect.name == "postgresql" else BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        return to_millisecond(value) if dialect.name == "postgresql" else to_epoch_ms(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return to_millisecond(value) if dialect.name == "postgresql" else from_epoch_ms(value)


def _needed(name: str, kind: Any = Text) -> Column[Any]:
    return Column(name, kind, nullable=False)


def _number() -> Column[Any]:
    # SQLite counts up by itself only in a column declared INTEGER
    return Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)


metadata = MetaData()

users = Table(
    "users",
    metadata,
    Column("id", Text, primary_key=True),
    _needed("name"),
    _needed("username"),
    _needed("username_key"),
    _needed("password_hash"),
    _needed("created_at", UtcMillis),
    UniqueConstraint("username_key", name="users_username_key"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    _needed("user_id"),
    _needed("refresh_hash"),
    _needed("created_at", UtcMillis),
    _needed("refreshed_at", UtcMillis),
    _needed("expires_at", UtcMillis),
    Column("ended_at", UtcMillis),
    Index("sessions_expires_at", "expires_at"),
    Index("sessions_ended_at", "ended_at"),
)

preferences = Table(
    "preferences",
    metadata,
    Column("user_id", Text, primary_key=True),
    _needed("version", BigInteger),
    _needed("settings"),
    _needed("changed_at", UtcMillis),
)

meetings = Table(
    "meetings",
    metadata,
    Column("code", Text, primary_key=True),
    _needed("title"),
    Column("created_by", Text),
    _needed("created_at", UtcMillis),
)

meeting_records = Table(
    "meeting_records",
    metadata,
    _number(),
    _needed("id"),
    _needed("user_id"),
    _needed("meeting_code"),
    _needed("date", UtcMillis),
    Column("sitting_id", Text),
    UniqueConstraint("id", name="meeting_records_id"),
    UniqueConstraint("user_id", "sitting_id", name="meeting_records_user_sitting"),
    Index("meeting_records_user_date", "user_id", "date", "n"),
    Index(
        "meeting_records_adoptable",
        "user_id",
        "meeting_code",
        "date",
        sqlite_where=text("sitting_id IS NULL"),
        postgresql_where=text("sitting_id IS NULL"),
    ),
    Index("meeting_records_sitting", "sitting_id"),
)

attendances = Table(
    "attendances",
    metadata,
    _number(),
    _needed("sitting_id"),
    _needed("room"),
    _needed("participant_id"),
    Column("user_id", Text),
    _needed("name"),
    _needed("joined_at", UtcMillis),
    Column("left_at", UtcMillis),
    Column("folded", Text),
    UniqueConstraint("sitting_id", "participant_id", name="attendances_sitting_participant"),
)

chat_lines = Table(
    "chat_lines",
    metadata,
    Column("room", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    _needed("key"),
    _needed("sitting_id"),
    _needed("sender_id"),
    _needed("sender_name"),
    Column("user_id", Text),
    _needed("text"),
    _needed("at", UtcMillis),
    Column("reply", Text),
    Column("files", Text),
    Column("folded", Text),
    UniqueConstraint("room", "key", name="chat_lines_room_key"),
    Index("chat_lines_sitting_seq", "sitting_id", "seq"),
)

files = Table(
    "files",
    metadata,
    Column("id", Text, primary_key=True),
    _needed("room"),
    _needed("sitting_id"),
    _needed("sender_id"),
    _needed("name"),
    _needed("media_type"),
    _needed("size", BigInteger),
    _needed("width", Integer),
    _needed("height", Integer),
    _needed("at", UtcMillis),
    Column("line_key", Text),
    Index("files_sitting", "sitting_id"),
    Index("files_at", "at"),
)

reports = Table(
    "reports",
    metadata,
    Column("sitting_id", Text, primary_key=True),
    Column("participant_id", Text, primary_key=True),
    Column("user_id", Text),
    _needed("good_ms", BigInteger),
    _needed("fair_ms", BigInteger),
    _needed("poor_ms", BigInteger),
    _needed("lost_ms", BigInteger),
    Column("drops", Text),
    _needed("at", UtcMillis),
)
