"""What users set, kept with their account."""

import sqlalchemy as sa
from alembic import op

from tertulia.store.sql_tables import UtcMillis

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "preferences",
        sa.Column("user_id", sa.Text, primary_key=True),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("changed_at", UtcMillis, nullable=False),
    )
