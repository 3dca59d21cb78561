"""Replies and files of chat lines, files, reports of calls, and folded text to search in."""

import sqlalchemy as sa
from alembic import op

from tertulia.domain.search import fold
from tertulia.store.sql_tables import UtcMillis

revision = "0003"
down_revision = "0002"

_AT_ONCE = 1000


def upgrade() -> None:
    for table, names in (("chat_lines", ("reply", "files", "folded")), ("attendances", ("folded",))):
        for name in names:
            op.add_column(table, sa.Column(name, sa.Text))
    _fold("chat_lines", ("room", "seq"), "text")
    _fold("attendances", ("n",), "name")
    op.create_index("meeting_records_sitting", "meeting_records", ["sitting_id"])
    op.create_table(
        "files",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("sitting_id", sa.Text, nullable=False),
        sa.Column("sender_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("at", UtcMillis, nullable=False),
        sa.Column("line_key", sa.Text),
    )
    op.create_index("files_sitting", "files", ["sitting_id"])
    op.create_index("files_at", "files", ["at"])
    op.create_table(
        "reports",
        sa.Column("sitting_id", sa.Text, primary_key=True),
        sa.Column("participant_id", sa.Text, primary_key=True),
        sa.Column("user_id", sa.Text),
        sa.Column("good_ms", sa.BigInteger, nullable=False),
        sa.Column("fair_ms", sa.BigInteger, nullable=False),
        sa.Column("poor_ms", sa.BigInteger, nullable=False),
        sa.Column("lost_ms", sa.BigInteger, nullable=False),
        sa.Column("drops", sa.Text),
        sa.Column("at", UtcMillis, nullable=False),
    )


def _fold(table: str, key: tuple[str, ...], text: str) -> None:
    """What was written before can be found, too."""
    rows = sa.table(table, *(sa.column(name) for name in (*key, text, "folded")))
    connection = op.get_bind()
    change = sa.update(rows).where(*(rows.c[name] == sa.bindparam(f"key_{name}") for name in key))
    change = change.values(folded=sa.bindparam("new_folded"))
    while some := connection.execute(sa.select(rows).where(rows.c.folded.is_(None)).limit(_AT_ONCE)).fetchall():
        connection.execute(
            change,
            [
                {**{f"key_{name}": row._mapping[name] for name in key}, "new_folded": fold(row._mapping[text])}
                for row in some
            ],
        )
