"""The sessions that people have ended."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "records_ended_sessions",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_records_ended_sessions"),
    )
    op.create_index("ix_records_ended_sessions_until", "records_ended_sessions", ["until"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("records_ended_sessions")
