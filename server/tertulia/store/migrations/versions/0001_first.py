"""Users, sessions, meetings, history, attendances and chat."""

import sqlalchemy as sa
from alembic import op

from tertulia.store.sql_tables import UtcMillis

revision = "0001"
down_revision = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "users",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("username", sa.Text, nullable=False),
        sa.Column("username_key", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("created_at", UtcMillis, nullable=False),
        sa.UniqueConstraint("username_key", name="users_username_key"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("refresh_hash", sa.Text, nullable=False),
        sa.Column("created_at", UtcMillis, nullable=False),
        sa.Column("refreshed_at", UtcMillis, nullable=False),
        sa.Column("expires_at", UtcMillis, nullable=False),
        sa.Column("ended_at", UtcMillis),
    )
    op.create_index("sessions_expires_at", "sessions", ["expires_at"])
    op.create_index("sessions_ended_at", "sessions", ["ended_at"])
    op.create_table(
        "meetings",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("created_by", sa.Text),
        sa.Column("created_at", UtcMillis, nullable=False),
    )
    op.create_table(
        "meeting_records",
        sa.Column("n", number, primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("meeting_code", sa.Text, nullable=False),
        sa.Column("date", UtcMillis, nullable=False),
        sa.Column("sitting_id", sa.Text),
        sa.UniqueConstraint("id", name="meeting_records_id"),
        sa.UniqueConstraint("user_id", "sitting_id", name="meeting_records_user_sitting"),
    )
    op.create_index("meeting_records_user_date", "meeting_records", ["user_id", "date", "n"])
    op.create_index(
        "meeting_records_adoptable",
        "meeting_records",
        ["user_id", "meeting_code", "date"],
        sqlite_where=sa.text("sitting_id IS NULL"),
        postgresql_where=sa.text("sitting_id IS NULL"),
    )
    op.create_table(
        "attendances",
        sa.Column("n", number, primary_key=True, autoincrement=True),
        sa.Column("sitting_id", sa.Text, nullable=False),
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("participant_id", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("joined_at", UtcMillis, nullable=False),
        sa.Column("left_at", UtcMillis),
        sa.UniqueConstraint("sitting_id", "participant_id", name="attendances_sitting_participant"),
    )
    op.create_table(
        "chat_lines",
        sa.Column("room", sa.Text, primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("sitting_id", sa.Text, nullable=False),
        sa.Column("sender_id", sa.Text, nullable=False),
        sa.Column("sender_name", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", UtcMillis, nullable=False),
        sa.UniqueConstraint("room", "key", name="chat_lines_room_key"),
    )
    op.create_index("chat_lines_sitting_seq", "chat_lines", ["sitting_id", "seq"])
